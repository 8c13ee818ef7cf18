import { describe, expect, it } from "vitest";
import type { Checkpoint, Release, Waybill } from "@/wire/papers";
import type { StockRow } from "@/wire/supplies";
import { byUrgency, firstDraft, owed, stageOf, standingOf, tracksOf, unfinished } from "./papers";

const now = Date.parse("2021-07-21T10:00:00+08:00");
const hour = 3600_000;
const release = (over: Partial<Release> = {}): Release => ({
  release: "r1", state: "approved", exercise: false, priority: "normal", need_by: "2021-07-21T20:00:00+08:00",
  lines: [{ item: "quilt", quantity: 100, spec: null }],
  approved: [{ item: "quilt", quantity: 60, from: "a" }, { item: "quilt", quantity: 40, from: "b" }], ...over,
} as Release);
const waybill = (over: Partial<Waybill> = {}): Waybill => ({
  waybill: "w1", release: "r1", from: "a", state: "picked", eta: null, difference: null, dispatched_at: null,
  picked_at: "2021-07-21T09:00:00+08:00",
  lines: [{ item: "quilt", batch: "x", label: "00000001", bin: "", quantity: 60, received: null, damaged: null }], ...over,
} as Waybill);

describe("a release order", () => {
  it("is owed what no waybill has taken; a cancelled one gives it back, another's takes nothing", () => {
    const left = (...waybills: Waybill[]): number[] => owed(release(), waybills).map((one) => one.left);
    expect(left()).toEqual([60, 40]);
    expect(left(waybill())).toEqual([0, 40]);
    expect(left(waybill({ state: "cancelled" }))).toEqual([60, 40]);
    expect(left(waybill({ release: "r2" }))).toEqual([60, 40]);
  });

  it("counts what was taken once when a store stands in it twice", () => {
    const twice = release({ approved: [{ item: "quilt", quantity: 50, from: "a" }, { item: "quilt", quantity: 30, from: "a" }] });
    expect(owed(twice, [waybill()]).map((one) => one.left)).toEqual([0, 20]);
  });

  it("stands in the column of whoever has to act next", () => {
    const both = [waybill(), waybill({ waybill: "w2", from: "b" })];
    const arrived = both.map((one): Waybill => ({ ...one, state: "received" }));
    expect(stageOf(release({ state: "requested", approved: [] }), [])).toBe("requested");
    expect(stageOf(release({ state: "rejected", approved: [] }), [])).toBe("rejected");
    expect(stageOf(release(), [waybill()])).toBe("picking");
    expect(stageOf(release(), both)).toBe("moving");
    expect(stageOf(release(), [arrived[0]!, both[1]!])).toBe("moving");
    expect(stageOf(release(), arrived)).toBe("done");
  });

  it("comes before another by urgency, then by when it is needed", () => {
    const [a, b, c] = [release({ number: "a" }), release({ number: "b", priority: "urgent" }), release({ number: "c", need_by: "2021-07-21T12:00:00+08:00" })];
    expect([a, b, c].sort(byUrgency).map((one) => one.number)).toEqual(["b", "c", "a"]);
  });
});

describe("a first draft of an order", () => {
  const row = (place: string, quantity: number, earliest_expiry: string | null, over: Partial<StockRow> = {}): StockRow =>
    ({ place, item: "quilt", exercise: false, quantity, held: 0, batches: 1, earliest_expiry, ...over });
  const draft = (rows: StockRow[], may = (_: string): boolean => true) => firstDraft(release(), rows, may).map((one) => [one.from, one.quantity]);

  it("takes what expires first, and only what is free", () => {
    expect(draft([row("late", 500, "2030-01-01"), row("soon", 90, "2022-01-01", { held: 20 })])).toEqual([["soon", 70], ["late", 30]]);
  });
  it("leaves out exercise goods, other items and stores of other offices", () => {
    const rows = [row("a", 500, null, { exercise: true }), row("b", 500, null, { item: "tent" }), row("c", 500, null), row("d", 10, null)];
    expect(draft(rows, (place) => place !== "c")).toEqual([["d", 10]]);
  });
  it("never promises one pile twice to two lines of one item", () => {
    const twice = release({ lines: [{ item: "quilt", quantity: 60, spec: null }, { item: "quilt", quantity: 60, spec: "2 m" }] });
    expect(firstDraft(twice, [row("a", 100, null)], () => true).reduce((sum, one) => sum + one.quantity, 0)).toBe(100);
  });
});

describe("a waybill", () => {
  const sent = (over: Partial<Waybill> = {}): Waybill => waybill({ state: "dispatched", dispatched_at: "2021-07-21T09:30:00+08:00", ...over });
  const differing = (due_at: string): Waybill => waybill({ state: "received", difference: { state: "open", due_at } as Waybill["difference"] });

  it("says how it is doing", () => {
    expect(standingOf(waybill(), now)).toEqual({ is: "unsigned", tone: "amber", by: hour });
    expect(standingOf(sent(), now)).toEqual({ is: "noEta", tone: "grey", by: hour / 2 });
    expect(standingOf(sent({ eta: "2021-07-21T11:00:00+08:00" }), now)).toEqual({ is: "due", tone: "green", by: hour });
    expect(standingOf(sent({ eta: "2021-07-21T09:00:00+08:00" }), now)).toEqual({ is: "overdue", tone: "red", by: hour });
    expect(standingOf(sent({ eta: "2021-07-21T09:00:00+08:00" }), now, "2021-07-21T11:00:00+08:00")).toEqual({ is: "due", tone: "green", by: hour });
    expect(standingOf(differing("2021-07-22T10:00:00+08:00"), now)).toEqual({ is: "differs", tone: "amber", by: 24 * hour });
    expect(standingOf(differing("2021-07-21T09:00:00+08:00"), now)).toEqual({ is: "differsLate", tone: "red", by: hour });
    expect(standingOf(waybill({ state: "received" }), now).is).toBe("arrived");
  });

  it("is somebody's work until it arrived and its difference is settled", () => {
    expect([waybill(), sent(), differing("2021-07-22T10:00:00+08:00")].every(unfinished)).toBe(true);
    expect([waybill({ state: "cancelled" }), waybill({ state: "received" })].some(unfinished)).toBe(false);
  });
});

it("a vehicle is where it was last seen, and arrives when that was last said", () => {
  const seen = (waybill: string, at: string, eta: string | null): Checkpoint => ({ waybill, at, eta, place: at } as Checkpoint);
  const tracks = tracksOf([seen("a", "3", null), seen("b", "2", "later"), seen("a", "2", "new"), seen("a", "1", "old")]);
  expect(tracks.get("a")).toMatchObject({ last: { at: "3" }, eta: "new" });
  expect(tracks.get("b")).toMatchObject({ last: { at: "2" }, eta: "later" });
  expect(tracksOf([seen("c", "1", null)]).get("c")?.eta).toBeNull();
});
