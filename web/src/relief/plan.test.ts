import { describe, expect, it } from "vitest";
import { compareClasses, compareVillages, headWords, reached } from "./plan";
import type { ClassEffect, Plan, VillageEffect } from "@/wire/gates";

const effect = (village: string, fen: number): VillageEffect => ({ village, name: village, households: 5, people: 9, fen, least_a_head: 0, most_a_head: 0, all_equal: false });
const plan = (policy: Plan["policy"], ...villages: VillageEffect[]): Plan => ({ policy, wanted: 0, total: 0, villages, classes: [] });
const ofClass = (name: ClassEffect["class"], fen: number, most = 0): ClassEffect => ({ class: name, households: 2, people: 3, fen, least_a_head: 0, most_a_head: most });

describe("the policies side by side", () => {
  it("put the village first on which the choice matters most", () => {
    const compared = compareVillages([plan("equal", effect("a", 100), effect("b", 100)), plan("by_class", effect("a", 110), effect("b", 40))]);
    expect(compared.map((one) => [one.village, one.spread])).toEqual([["b", 60], ["a", 10]]);
    expect(compared[0]?.effects.by_class?.fen).toBe(40);
  });
  it("stand side by side for every class, in the form's order", () => {
    const given = { ...plan("equal"), classes: [ofClass("ordinary", 10), ofClass("destitute_support", 20)] };
    const other = { ...plan("by_class"), classes: [ofClass("ordinary", 5), ofClass("monitored", 7)] };
    const compared = compareClasses([given, other]);
    expect(compared.map((one) => one.class)).toEqual(["destitute_support", "monitored", "ordinary"]);
    expect(compared[2]?.effects.by_class?.fen).toBe(5);
    expect(compared[1]?.effects.equal).toBeUndefined();
  });
  it("say what a head gets as one sum, or from the least to the most", () => {
    expect(headWords(ofClass("ordinary", 0))).toBe("0.00");
    expect(headWords(ofClass("ordinary", 0, 12_000))).toBe("0.00–120.00");
  });
  it("leave out one that the budget does not reach", () => {
    const lacking = { policy: "equal" as const, problem: { type: "budget-below-floor", zh: "", en: "" } };
    expect(reached(lacking)).toBe(false);
    expect(compareVillages([lacking, plan("by_class", effect("a", 5))])[0]).toMatchObject({ spread: 0, effects: { by_class: { fen: 5 } } });
  });
});
