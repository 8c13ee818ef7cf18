// Disasters that last: updates are owed every so many days, whatever has happened. What the rhythm is stands in the
// catalogue of deadlines.
import type { Deadlines } from "@/catalogue/types";
import type { KnownClock } from "@/live/state";
import type { Level, Text } from "@/wire/types";

export interface Rhythm {
  readonly days: number;
  readonly document: string;
  /** What makes it shorter, and how short. */
  readonly shorter: readonly { readonly when: Text; readonly days: number }[];
}

const daysOf = (due: string): number => Number(/^P(\d+)D$/.exec(due)?.[1] ?? 0);

/** The rhythm in which a unit of this level updates its report on such a disaster; nothing where there is none. */
export function rhythmOf(book: Deadlines, hazard: string, level: Level | undefined): Rhythm | undefined {
  const holds = book.conditions.filter((one) => one.hazards?.includes(hazard));
  const rows = book.deadlines.filter((one) => one.repeats && one.phase === "update" && one.from_level === level);
  const usual = holds.find((one) => one.replaces === undefined);
  const row = rows.find((one) => one.condition === usual?.code);
  if (!usual || !row) return undefined;
  const shorter = holds.filter((one) => one.replaces === usual.code).flatMap((one) =>
    rows.filter((other) => other.condition === one.code).map((other) => ({ when: one.name, days: daysOf(other.due) })));
  return { days: daysOf(row.due), document: `${row.document} ${row.paragraph}`, shorter };
}

/** The unit's update that is running out of time. */
export const owedUpdate = (clocks: Iterable<KnownClock>, incident: string, division: string): KnownClock | undefined =>
  [...clocks].find((one) => one.incident === incident && one.division === division && one.phase === "update" && one.state === "running");
