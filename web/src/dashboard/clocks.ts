import type { KnownClock } from "@/live/state";

export type Urgency = "calm" | "amber" | "red" | "overdue";

export function urgencyOf(clock: Pick<KnownClock, "due_at" | "amber_at" | "red_at">, now: number): Urgency {
  if (now >= Date.parse(clock.due_at)) return "overdue";
  if (now >= Date.parse(clock.red_at)) return "red";
  return now >= Date.parse(clock.amber_at) ? "amber" : "calm";
}

/** A shape each, so that nothing rests on colour. */
export const SHAPES: Readonly<Record<Urgency, string>> = { calm: "○", amber: "◔", red: "◕", overdue: "⬣" };

/** Running clocks, the most urgent first. */
export function byUrgency(clocks: Iterable<KnownClock>): KnownClock[] {
  return [...clocks].filter((one) => one.state === "running").sort((a, b) => a.due_at.localeCompare(b.due_at));
}
