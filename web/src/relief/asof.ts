// A village's list on two days: what was recorded of it in between, household by household.
import type { Evidence } from "@/wire/gates";
import type { PaymentLine, Payments } from "@/wire/payments";
import type { HistoryLine, Household } from "@/wire/relief";

export const MOMENTS = ["meeting", "posted", "frozen", "sent", "now"] as const;
export interface Moment {
  readonly of: (typeof MOMENTS)[number];
  readonly at: string;
}

/** The days that count on the way of a list, in their order; today is the last. */
export function momentsOf(evidence: Evidence, payments: Payments | undefined, now: string): readonly Moment[] {
  const sent = payments?.files.map((one) => one.sent_at).sort()[0];
  const all: readonly (readonly [Moment["of"], string | undefined])[] = [
    ["meeting", evidence.meeting?.held_at], ["posted", evidence.notice?.posted_at], ["frozen", evidence.freeze?.at], ["sent", sent], ["now", now],
  ];
  return all.flatMap(([of, at]) => (at ? [{ of, at }] : [])).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

export type Difference = "entered" | "withdrawn" | "changed" | "gone" | "unpaid";
export interface DifferentRow {
  readonly household: string;
  readonly kind: Difference;
  /** As it is today, masked; nothing for one that is on another village's list by now. */
  readonly one: Household | undefined;
  readonly lines: readonly HistoryLine[];
  readonly line: PaymentLine | undefined;
}

const between = (at: string, from: string, until: string): boolean => Date.parse(at) > Date.parse(from) && Date.parse(at) <= Date.parse(until);
function kindOf(lines: readonly HistoryLine[]): Difference {
  if (lines.some((line) => line.type === "household.withdrawn")) return "withdrawn";
  return lines.some((line) => line.type === "household.entered") ? "entered" : "changed";
}

/** Rows on which something was recorded after `from` and until `until`, the gravest first. */
export function differencesOf(changed: readonly { readonly household: Household; readonly history: readonly HistoryLine[] }[], from: string, until: string): readonly DifferentRow[] {
  const ORDER: readonly Difference[] = ["withdrawn", "entered", "changed"];
  return changed.flatMap(({ household, history }): DifferentRow[] => {
    const lines = history.filter((line) => between(line.at, from, until));
    return lines.length ? [{ household: household.household, kind: kindOf(lines), one: household, lines, line: undefined }] : [];
  }).sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.one?.number ?? 0) - (b.one?.number ?? 0));
}

/** Households the meeting voted on that are on this list no more, withdrawn or moved: `listed` are those of today. */
export const goneSince = (evidence: Evidence, listed: ReadonlySet<string>, known: ReadonlySet<string>): readonly DifferentRow[] =>
  (evidence.meeting?.votes ?? []).filter((vote) => !listed.has(vote.household) && !known.has(vote.household))
    .map((vote) => ({ household: vote.household, kind: "gone", one: undefined, lines: [], line: undefined }));

/** What was approved and is not paid as approved. */
export const notAsApproved = (payments: Payments | undefined, byId: ReadonlyMap<string, Household>): readonly DifferentRow[] =>
  (payments?.lines ?? []).filter((line) => line.state !== "paid").map((line) => ({
    household: line.household, kind: "unpaid", one: byId.get(line.household), lines: [], line,
  }));
