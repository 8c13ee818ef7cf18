import { describe, expect, it } from "vitest";
import type { Evidence } from "@/wire/gates";
import type { Payments } from "@/wire/payments";
import type { HistoryLine, Household } from "@/wire/relief";
import { differencesOf, goneSince, momentsOf, notAsApproved } from "./asof";

const day = (n: number): string => `2026-10-${String(n).padStart(2, "0")}T09:00:00+08:00`;
const line = (type: string, at: string, changed: readonly string[] = []): HistoryLine =>
  ({ version: 1, seq: 1, type: `household.${type}`, at, by: { account: "a", name: "经办", role: "township_clerk" }, changed }) as HistoryLine;
const one = (number: number): Household => ({ household: `h${number}`, number }) as Household;
const evidence = {
  stage: "payment", meeting: { held_at: day(1), votes: [{ household: "h1", ayes: 3, noes: 0 }, { household: "h9", ayes: 3, noes: 0 }] },
  notice: { posted_at: day(2), place: "", photos: [] }, freeze: { at: day(20) },
} as unknown as Evidence;
const payments = { files: [{ sent_at: day(25) }, { sent_at: day(23) }], lines: [{ household: "h1", state: "returned", fen: 1 }, { household: "h2", state: "paid", fen: 1 }] } as unknown as Payments;

it("the days that count stand in their order", () => {
  expect(momentsOf(evidence, payments, day(30)).map((moment) => moment.of)).toEqual(["meeting", "posted", "frozen", "sent", "now"]);
  expect(momentsOf(evidence, payments, day(30))[3]!.at).toBe(day(23));
  expect(momentsOf({ stage: "report" } as Evidence, undefined, day(3)).map((moment) => moment.of)).toEqual(["now"]);
});

describe("between two days", () => {
  const changed = [
    { household: one(1), history: [line("entered", day(1)), line("changed", day(5), ["needy"]), line("changed", day(28), ["phone"])] },
    { household: one(2), history: [line("entered", day(6))] },
    { household: one(3), history: [line("entered", day(1)), line("withdrawn", day(7))] },
  ];
  it("every household says what was recorded of it, and nothing from before or after", () => {
    expect(differencesOf(changed, day(1), day(23)).map((row) => [row.household, row.kind, row.lines.length])).toEqual([["h3", "withdrawn", 1], ["h2", "entered", 1], ["h1", "changed", 1]]);
    expect(differencesOf(changed, day(23), day(30)).map((row) => row.lines[0]!.changed)).toEqual([["phone"]]);
    expect(differencesOf(changed, day(8), day(20))).toEqual([]);
  });
  it("a household that was voted on and is gone from the list is seen, and one that was not paid", () => {
    expect(goneSince(evidence, new Set(["h1"]), new Set()).map((row) => row.household)).toEqual(["h9"]);
    expect(goneSince(evidence, new Set(["h1"]), new Set(["h9"]))).toEqual([]);
    expect(notAsApproved(payments, new Map([["h1", one(1)]])).map((row) => row.line!.state)).toEqual(["returned"]);
  });
});
