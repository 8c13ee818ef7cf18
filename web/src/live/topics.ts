import { STOCK_READERS } from "@/stock/roles";
import type { Role, Topic } from "@/wire/types";

const DUTY: readonly Role[] = ["township_clerk", "county_duty", "city_duty", "leader", "auditor"];
/** Who sees what happened to personal data. */
export const PERSONAL_WATCHERS: readonly Role[] = ["administrator", "leader", "auditor"];
const HEARD: readonly (readonly [Topic, readonly Role[]])[] = [
  ["incident", [...DUTY, "village_informant", "warehouse_keeper", "dispatcher", "township_reviewer", "county_reviewer"]],
  ["report", [...DUTY, "dispatcher", "township_reviewer", "county_reviewer"]],
  ["rollup", [...DUTY, "dispatcher", "township_reviewer", "county_reviewer"]],
  ["observation", [...DUTY, "village_informant"]],
  ["clock", [...DUTY, "village_informant"]],
  ["account", ["administrator", "auditor"]],
  ["key", PERSONAL_WATCHERS],
  ["personal", PERSONAL_WATCHERS],
  ["place", STOCK_READERS],
  ["stock", STOCK_READERS],
  ["release", STOCK_READERS],
  ["waybill", STOCK_READERS],
];

/** What a role may hear of: the server refuses a subscription that asks for more. */
export const topicsOf = (role: Role): readonly Topic[] =>
  ["division", ...HEARD.filter(([, roles]) => roles.includes(role)).map(([topic]) => topic)];
