import type { Topic } from "@/wire/types";

/** What this page can show. */
const SHOWN: readonly Topic[] = [
  "division",
  "incident",
  "report",
  "rollup",
  "observation",
  "clock",
  "account",
  "key",
  "personal",
  "place",
  "stock",
  "release",
  "waybill",
  "receipt",
  "checkpoint",
  "need",
  "allocation",
  "stocktake_progress",
  "donation",
  "handout",
  "loan",
  "requisition",
  "recovery",
  "inspection",
  "campaign",
  "household_village",
  "home",
  "referral",
  "gate",
  "payment",
  "audit",
  "inquiry",
  "likeness",
];

/** What to subscribe to, of what the server lets this session hear. */
export const heardOf = (granted: readonly string[]): readonly Topic[] => SHOWN.filter((topic) => granted.includes(topic));
