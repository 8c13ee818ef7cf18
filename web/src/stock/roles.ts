import type { Account, Role } from "@/wire/types";
import type { Depository } from "@/wire/supplies";

/** Who may see what lies in the warehouses. */
export const STOCK_READERS: readonly Role[] = [
  "county_duty", "city_duty", "leader", "warehouse_keeper", "dispatcher", "auditor", "township_clerk",
];

/** Who opens, changes and closes places. */
export const PLACE_OFFICES: readonly Role[] = ["dispatcher", "county_duty", "city_duty"];

/** Goods are moved by the keeper of the place and by nobody above or below him. */
export const keeps = (account: Account | undefined, place: Depository): boolean =>
  account?.role === "warehouse_keeper" && place.state === "open" && place.keeper.division === account.division;
