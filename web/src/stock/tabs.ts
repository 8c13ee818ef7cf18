// The goods page's boards, grouped by what people come for.
import type { Role } from "@/wire/types";

export const GROUPS = {
  orders: ["requests", "transit", "arrivals"],
  stock: ["stock", "places", "due"],
  flow: ["receive", "issue", "transfer", "aside"],
  people: ["donations", "handouts", "loans"],
  audit: ["stocktake", "trace"],
} as const;
export type Group = keyof typeof GROUPS;
export type Tab = (typeof GROUPS)[Group][number];

/** The keeper's own documents: nobody else moves goods. */
export const DOCUMENTS: readonly Tab[] = ["receive", "issue", "transfer"];

export interface TabGroup {
  readonly group: Group;
  readonly tabs: readonly Tab[];
}

export const groupsFor = (role: Role | undefined): readonly TabGroup[] =>
  (Object.entries(GROUPS) as [Group, readonly Tab[]][]).map(([group, tabs]) => ({
    group, tabs: tabs.filter((one) => role === "warehouse_keeper" || !DOCUMENTS.includes(one)),
  }));

/** What somebody needs who opens the page in the night: who decides or asks, the requests; the keeper, what there is; the
 *  auditor, where things went. */
export function homeTab(role: Role | undefined): Tab {
  if (role === "warehouse_keeper") return "stock";
  return role === "auditor" ? "trace" : "requests";
}

/** The tab an address names. One that chooses a place, an item or a grouping and no tab speaks of the stock. */
export function tabOf(text: (key: string) => string | undefined, role: Role | undefined): Tab {
  const named = groupsFor(role).flatMap((one) => one.tabs).find((one) => one === text("t"));
  if (named) return named;
  return ["by", "at", "of"].some((key) => text(key) !== undefined) ? "stock" : homeTab(role);
}
