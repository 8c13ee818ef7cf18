// What became of an obligation to report: met in time or late, and how; gone; or still owed.
import type { Clock } from "@/wire/types";

const OUTSIDE = ["phone", "written", "system"] as const;
export type Outside = (typeof OUTSIDE)[number];

export interface Fate {
  readonly state: "owed" | "in_time" | "late" | "cancelled";
  /** How it was met outside this system; nothing when a report met it. */
  readonly by: Outside | undefined;
  /** By how much it was late, in milliseconds. */
  readonly late: number;
}

export function fateOf(clock: Pick<Clock, "state" | "met_at" | "met_by" | "due_at">): Fate {
  const by = OUTSIDE.find((one) => one === clock.met_by);
  if (clock.state === "cancelled") return { state: "cancelled", by: undefined, late: 0 };
  if (clock.state === "running" || clock.met_at === null) return { state: "owed", by: undefined, late: 0 };
  const late = Math.max(0, Date.parse(clock.met_at) - Date.parse(clock.due_at));
  return { state: late > 0 ? "late" : "in_time", by, late };
}
