import { describe, expect, it } from "vitest";
import type { ObjectionLine } from "@/wire/gates";
import { daysWaited, ordered, standOf } from "./objections";

const line = (objection: string, raised: string, more: Partial<ObjectionLine> = {}): ObjectionLine => ({
  objection, village: "410882101201", name: "东村", household: "h", number: 3, raised_at: `${raised}T09:00:00+08:00`, door: "desk", late: false,
  settled_at: null, upheld: null, settled_by: null, stage: "public_notice", stops_notice: true, ...more,
});

describe("objections on a board", () => {
  it("say where they stand", () => {
    expect(standOf(line("a", "2026-10-01"))).toBe("open");
    expect(standOf(line("a", "2026-10-01", { late: true }))).toBe("late");
    expect(standOf(line("a", "2026-10-01", { late: true, settled_at: "2026-10-02T09:00:00+08:00", upheld: false }))).toBe("dismissed");
    expect(standOf(line("a", "2026-10-01", { settled_at: "2026-10-02T09:00:00+08:00", upheld: true }))).toBe("upheld");
  });
  it("come in the order in which they want attention", () => {
    const settled = (objection: string, day: string) => line(objection, "2026-10-01", { settled_at: `${day}T09:00:00+08:00`, upheld: false });
    const given = [settled("old", "2026-10-03"), line("new", "2026-10-09"), settled("fresh", "2026-10-08"), line("long", "2026-10-02")];
    expect(ordered(given).map((one) => one.objection)).toEqual(["long", "new", "fresh", "old"]);
  });
  it("count whole days, and none before they were raised by this clock", () => {
    const one = line("a", "2026-10-01");
    expect(daysWaited(one, Date.parse("2026-10-03T08:59:00+08:00"))).toBe(1);
    expect(daysWaited(one, Date.parse("2026-10-03T09:00:00+08:00"))).toBe(2);
    expect(daysWaited(one, Date.parse("2026-09-30T09:00:00+08:00"))).toBe(0);
  });
});
