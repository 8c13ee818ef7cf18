import { describe, expect, it } from "vitest";
import { compareVillages, reached } from "./plan";
import type { Plan, VillageEffect } from "@/wire/gates";

const effect = (village: string, fen: number): VillageEffect => ({ village, name: village, households: 5, people: 9, fen, least_a_head: 0, most_a_head: 0, all_equal: false });
const plan = (policy: Plan["policy"], ...villages: VillageEffect[]): Plan => ({ policy, wanted: 0, total: 0, villages });

describe("the policies side by side", () => {
  it("put the village first on which the choice matters most", () => {
    const compared = compareVillages([plan("equal", effect("a", 100), effect("b", 100)), plan("by_class", effect("a", 110), effect("b", 40))]);
    expect(compared.map((one) => [one.village, one.spread])).toEqual([["b", 60], ["a", 10]]);
    expect(compared[0]?.effects.by_class?.fen).toBe(40);
  });
  it("leave out one that the budget does not reach", () => {
    const lacking = { policy: "equal" as const, problem: { type: "budget-below-floor", zh: "", en: "" } };
    expect(reached(lacking)).toBe(false);
    expect(compareVillages([lacking, plan("by_class", effect("a", 5))])[0]).toMatchObject({ spread: 0, effects: { by_class: { fen: 5 } } });
  });
});
