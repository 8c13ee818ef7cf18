import { describe, expect, it } from "vitest";
import type { Need, PlanLine } from "@/wire/allocation";
import { byItem, byStore, byUnit, coverOf, faultyLine, hoursAndMinutes, shareOf } from "./plan";

const need = (division: string, item: string, required: number, on_hand: number, on_the_way: number): Need => ({
  division, item, required, on_hand, on_the_way, missing: Math.max(0, required - on_hand - on_the_way),
  stored: on_hand, with_people: 0, used_up: 0, in_transit: on_the_way, ordered: 0, requested: 0,
});
const line = (from: string, to: string, minutes: number): PlanLine => ({
  line: 1, from, from_name: from, office: "o", to, item: "quilt", quantity: 1, minutes, travel: "straight_line", limit: "none", why: { zh: "", en: "" }, edited: null,
});

describe("needs", () => {
  it("are met, coming, met in part or lacking", () => {
    expect(coverOf(need("a", "quilt", 10, 10, 0))).toBe("met");
    expect(coverOf(need("a", "quilt", 10, 4, 6))).toBe("coming");
    expect(coverOf(need("a", "quilt", 10, 5, 0))).toBe("part");
    expect(coverOf(need("a", "quilt", 10, 4, 0))).toBe("lacking");
  });
  it("stand under their unit, the worst first", () => {
    const units = byUnit([need("a", "quilt", 10, 10, 0), need("b", "rice", 10, 10, 0), need("b", "quilt", 10, 0, 0)]);
    expect(units.map((one) => [one.division, one.cover, one.missing])).toEqual([["b", "lacking", 1], ["a", "met", 0]]);
    expect(units[0]!.needs[0]!.item).toBe("quilt");
  });
  it("add up by item without one unit's plenty serving another", () => {
    const [quilts] = byItem([need("a", "quilt", 10, 30, 0), need("b", "quilt", 10, 0, 0)]);
    expect(quilts).toEqual({ item: "quilt", required: 20, on_hand: 30, on_the_way: 0, missing: 10 });
  });
});

describe("plans", () => {
  it("are read store by store, with the time until its last", () => {
    const stores = byStore([line("near", "a", 20), line("far", "a", 90), line("far", "b", 70)]);
    expect(stores.map((one) => [one.from, one.last])).toEqual([["far", 90], ["near", 20]]);
    expect(stores[0]!.lines.map((one) => one.to)).toEqual(["b", "a"]);
  });
  it("name the line a fault is about", () => {
    expect(faultyLine("/lines/12/quantity")).toBe(12);
    expect(faultyLine("/lines/3")).toBe(3);
    expect(faultyLine("/reason")).toBeUndefined();
    expect(faultyLine("/lines/x")).toBeUndefined();
  });
  it("count people and time in whole numbers", () => {
    expect(shareOf(294, 3)).toBe(9);
    expect(shareOf(0, 3)).toBe(0);
    expect(hoursAndMinutes(80)).toEqual([1, 20]);
  });
});
