import { describe, expect, it } from "vitest";
import { createKeeping } from "./keeping";
import { reduce } from "./reduce";
import { initialState, type LiveState, type Picture } from "./state";

const place = { place: "p1", version: 1 } as never;
const heard: LiveState = { ...initialState, phase: "live", cursor: 7, heardAt: 1_000, depositories: new Map([["p1", place]]) };

function house() {
  const written: Picture[] = [];
  const due: (() => void)[] = [];
  const keeping = createKeeping({
    read: async () => written.at(-1),
    write: async (picture) => void written.push(picture),
    later: (then) => {
      due.push(then);
      return () => void due.splice(due.indexOf(then), 1);
    },
  });
  return { keeping, written, due };
}

describe("keeping the picture", () => {
  it("writes many changes once, the newest", () => {
    const { keeping, written, due } = house();
    keeping.changed(heard);
    keeping.changed({ ...heard, heardAt: 2_000 });
    expect(written).toEqual([]);
    due.shift()!();
    expect(written.map((one) => one.heardAt)).toEqual([2_000]);
  });

  it("writes at once when the page goes away, and not again", () => {
    const { keeping, written, due } = house();
    keeping.changed(heard);
    keeping.flush();
    keeping.flush();
    expect(written).toHaveLength(1);
    expect(due).toEqual([]);
  });

  it("writes nothing after whoever sat here has left", () => {
    const { keeping, written, due } = house();
    keeping.changed(heard);
    keeping.stop();
    keeping.flush();
    expect([written, due]).toEqual([[], []]);
  });

  it("keeps nothing that the server has not said", () => {
    const { keeping, due } = house();
    keeping.changed(initialState);
    keeping.changed({ ...heard, recalled: true });
    expect(due).toEqual([]);
  });

  it("survives a structured clone, as the browser's store makes one", () => {
    const { keeping, written } = house();
    keeping.changed(heard);
    keeping.flush();
    expect(structuredClone(written[0])).toEqual(written[0]);
  });
});

describe("a recalled picture", () => {
  const picture: Picture = { ...initialState, heardAt: 1_000, depositories: new Map([["p1", place]]) };
  const recalled = reduce(initialState, { type: "recalled", picture });

  it("is shown with the time it is of, and an opened line alone does not make it newer", () => {
    expect([...recalled.depositories.keys()]).toEqual(["p1"]);
    const opened = reduce(reduce(recalled, { type: "opened" }), { type: "heard", at: 9_000 });
    expect([opened.recalled, opened.heardAt]).toEqual([true, 1_000]);
  });

  it("gives way as a whole to the first word of the server", () => {
    const now = reduce(recalled, { type: "snapshot", snapshot: { seq: 3, places: [{ place: "p2", version: 1 } as never] } });
    expect([...now.depositories.keys()]).toEqual(["p2"]);
    expect(now.recalled).toBe(false);
  });

  it("never takes the place of what was heard", () => {
    const live = { ...initialState, cursor: 9 };
    expect(reduce(live, { type: "recalled", picture })).toBe(live);
  });
});
