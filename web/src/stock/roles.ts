import type { Account, Role } from "@/wire/types";
import type { Depository, MovementKind } from "@/wire/supplies";
import { liesIn } from "@/format/division";

/** Who may see what lies in the warehouses. */
export const STOCK_READERS: readonly Role[] = [
  "county_duty", "city_duty", "leader", "warehouse_keeper", "dispatcher", "auditor", "township_clerk",
];

/** Whose work begins with what people need: of those who see stock, all but the keeper, who waits for orders. */
export const NEED_READERS: readonly Role[] = STOCK_READERS.filter((role) => role !== "warehouse_keeper");

/** Who opens, changes and closes places. */
export const PLACE_OFFICES: readonly Role[] = ["dispatcher", "county_duty", "city_duty"];

/** A place is changed by its owner, by the office with 动用权, or from above one of them: standing in a county is not enough. */
export const changesPlace = (account: Account | undefined, place: Depository): boolean =>
  account !== undefined && PLACE_OFFICES.includes(account.role) && place.state === "open"
  && [place.owner, place.user].some((office) => liesIn(office.division, account.division));

/** Who asks for goods. */
export const GOODS_ASKERS: readonly Role[] = ["township_clerk", "county_duty", "city_duty", "dispatcher"];

/** The office with 动用权: it orders the release of what a place holds, and never executes it. */
export const ordersUse = (account: Account | undefined, place: Depository): boolean =>
  (account?.role === "dispatcher" || account?.role === "leader") && place.state === "open"
  && place.user.division === account.division;

/** Who may have a place counted: who keeps it, or who orders the use of what lies there. */
export const counts = (account: Account | undefined, place: Depository): boolean => keeps(account, place) || ordersUse(account, place);

/** Goods are moved by the keeper of the place and by nobody above or below him. */
export const keeps = (account: Account | undefined, place: Depository): boolean =>
  account?.role === "warehouse_keeper" && place.state === "open" && place.keeper.division === account.division;

const KEEPERS_PAPERS: readonly MovementKind[] = ["receive", "issue", "return", "transfer"];
const USE_OFFICES_PAPERS: readonly MovementKind[] = ["scrap", "adjust"];

/** Who takes back a document that was entered wrongly: whoever writes such documents. Other papers have their own way. */
export const mayReverse = (account: Account | undefined, place: Depository, kind: MovementKind): boolean =>
  (KEEPERS_PAPERS.includes(kind) && keeps(account, place)) || (USE_OFFICES_PAPERS.includes(kind) && ordersUse(account, place));

/** Who may learn, for a purpose, who signed without an account. */
export const RECEIPT_REVEALERS: readonly Role[] = ["county_duty", "warehouse_keeper", "dispatcher", "auditor"];

/** Who may learn, for a purpose, who drives and who signed at a desk. */
export const WAYBILL_REVEALERS: readonly Role[] = ["township_clerk", "county_duty", "warehouse_keeper", "dispatcher", "auditor"];

/** Who enters papers that come back signed and stamped. */
export const PAPER_CLERKS: readonly Role[] = ["warehouse_keeper", "township_clerk", "county_duty", "dispatcher"];
