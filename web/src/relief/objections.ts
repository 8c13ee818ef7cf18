// Objections on a board: where each stands, and which comes first.
import type { Role } from "@/wire/types";
import type { ObjectionLine } from "@/wire/gates";

/** Who hears objections: never the village that they are about. */
export const OBJECTION_HEARERS: readonly Role[] = ["township_reviewer", "county_reviewer", "auditor"];

export type ObjectionStand = "open" | "late" | "dismissed" | "upheld";
export const OBJECTION_STANDS: readonly ObjectionStand[] = ["open", "late", "dismissed", "upheld"];
/** Late ones came when money was on its way: they stop nothing and are cases to look into. */
export const standOf = (one: ObjectionLine): ObjectionStand =>
  one.settled_at !== null ? (one.upheld ? "upheld" : "dismissed") : one.late ? "late" : "open";

const DAY = 86_400_000; // ms
/** Whole days since it was raised. `now` in ms. */
export const daysWaited = (one: ObjectionLine, now: number): number => Math.max(0, Math.floor((now - Date.parse(one.raised_at)) / DAY));

/** Those that wait first, the longest waiting before the others; then those that were answered last. */
export const ordered = (lines: readonly ObjectionLine[]): readonly ObjectionLine[] => [...lines].sort((a, b) =>
  Number(a.settled_at !== null) - Number(b.settled_at !== null)
  || (a.settled_at !== null && b.settled_at !== null ? Date.parse(b.settled_at) - Date.parse(a.settled_at) : Date.parse(a.raised_at) - Date.parse(b.raised_at)));
