import { describe, expect, it } from "vitest";
import type { KnownClock } from "@/live/state";
import { byUrgency, urgencyOf } from "./clocks";
import { moreBelow, showing } from "./columns";
import { classOf, scaleOf } from "./scale";

describe("scale", () => {
  it("keeps zero apart and makes the most the darkest", () => {
    const scale = scaleOf([0, 3, 40, 900]);
    expect(classOf(scale, 0)).toBe(0);
    expect(classOf(scale, 3)).toBe(1);
    expect(classOf(scale, 900)).toBe(5);
  });

  it("cuts at round numbers", () => {
    for (const limit of scaleOf([1.3, 47, 3333]).breaks) expect(String(limit)).toMatch(/^(0\.)?[125]0*$/);
  });

  it("shows a single value in the middle of the range", () => {
    expect(classOf(scaleOf([70]), 70)).toBe(3);
  });
});

describe("showing", () => {
  const cell = { total: null, own: null, below: null, unknown: 0, estimated: false, seq: 1 };
  it("tells nothing reported, unknown, and a number with unknown parts apart", () => {
    expect(showing(undefined).kind).toBe("absent");
    expect(showing(cell).kind).toBe("absent");
    expect(showing({ ...cell, unknown: 1 }).kind).toBe("unknown");
    expect(showing({ ...cell, total: 0 })).toEqual({ kind: "number", value: 0, open: false, estimated: false });
    expect(showing({ ...cell, total: 5, below: 5, unknown: 2 })).toEqual({ kind: "number", value: 5, open: true, estimated: false });
    expect(showing({ ...cell, total: 5, own: 5, unknown: 2 })).toEqual({ kind: "number", value: 5, open: false, estimated: false });
  });
});

describe("moreBelow", () => {
  const cell = { total: 0, own: 0, below: 3, unknown: 0, estimated: false, seq: 1 };
  it("tells what the total leaves out, and nothing when the own figure is as large or there is none", () => {
    expect(moreBelow(cell)).toBe(3);
    expect(moreBelow({ ...cell, own: 3, total: 3 })).toBeUndefined();
    expect(moreBelow({ ...cell, own: null, total: 3 })).toBeUndefined();
    expect(moreBelow(undefined)).toBeUndefined();
  });
});

describe("clocks", () => {
  const clock = (due: string, state = "running") =>
    ({ due_at: due, amber_at: "2021-07-21T02:40:00+08:00", red_at: "2021-07-21T03:00:00+08:00", state }) as KnownClock;

  it.each([["02:10", "calm"], ["02:40", "amber"], ["03:00", "red"], ["04:05", "overdue"]])("at %s is %s", (time, urgency) => {
    expect(urgencyOf(clock("2021-07-21T04:05:00+08:00"), Date.parse(`2021-07-21T${time}:00+08:00`))).toBe(urgency);
  });

  it("are listed most urgent first, those met not at all", () => {
    const [late, soon, met] = [clock("2021-07-21T05:00:00+08:00"), clock("2021-07-21T04:00:00+08:00"), clock("2021-07-21T03:00:00+08:00", "met")];
    expect(byUrgency([late, soon, met])).toEqual([soon, late]);
  });
});
