import { expect, it } from "vitest";
import type { Campaign, VillageList } from "@/wire/relief";
import { villagesBefore, winterBefore } from "./notice";

const winter = (campaign: string, from: string, more: Partial<Campaign> = {}): Campaign => ({ campaign, division: "410882000000", from, exercise: false, ...more }) as Campaign;
const list = (village: string, households: number): VillageList => ({ village, name: village, households, people: households, needy: households, decided: false });

it("the winter before is the last one of the same county, and no exercise", () => {
  const of = winter("now", "2026-12-01");
  const all = [of, winter("old", "2024-12-01"), winter("last", "2025-12-01"), winter("drill", "2026-01-01", { exercise: true }), winter("far", "2026-02-01", { division: "410883000000" })];
  expect(winterBefore(all, of)?.campaign).toBe("last");
  expect(winterBefore([of], of)).toBeUndefined();
});

it("a village that nobody has begun comes first, then the one furthest from last winter", () => {
  const villages = ["a", "b", "c", "d"].map((code) => ({ code, name: code }));
  const rows = villagesBefore(villages, [list("a", 10), list("b", 10)], [list("a", 11), list("b", 40), list("d", 5)]);
  expect(rows.map((one) => [one.village, one.now, one.before])).toEqual([["d", 0, 5], ["c", 0, 0], ["b", 10, 40], ["a", 10, 11]]);
  expect(villagesBefore(villages, [], undefined)[0]).toEqual({ village: "a", name: "a", now: 0, before: undefined });
});
