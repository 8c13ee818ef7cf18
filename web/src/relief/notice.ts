// 摸底: what is known of every village before its list begins.
import type { Campaign, VillageList } from "@/wire/relief";

/** The winter before, of the same county; nothing in the first one. */
export const winterBefore = (campaigns: readonly Campaign[], of: Campaign): Campaign | undefined =>
  campaigns.filter((one) => one.division === of.division && !one.exercise && one.from < of.from).sort((a, b) => b.from.localeCompare(a.from))[0];

export interface VillageBefore {
  readonly village: string;
  readonly name: string;
  readonly now: number;
  /** Households last winter; nothing when there was none. */
  readonly before: number | undefined;
}
/** Every village, one that nobody has begun first, then those furthest from last winter. */
export function villagesBefore(villages: readonly { readonly code: string; readonly name: string }[], now: readonly VillageList[], before: readonly VillageList[] | undefined): readonly VillageBefore[] {
  const count = (lists: readonly VillageList[]): ReadonlyMap<string, number> => new Map(lists.map((one) => [one.village, one.households]));
  const [today, last] = [count(now), before && count(before)];
  return villages.map((one) => ({ village: one.code, name: one.name, now: today.get(one.code) ?? 0, before: last && (last.get(one.code) ?? 0) }))
    .sort((a, b) => Number(a.now > 0) - Number(b.now > 0) || Math.abs((b.before ?? 0) - b.now) - Math.abs((a.before ?? 0) - a.now) || a.village.localeCompare(b.village));
}
