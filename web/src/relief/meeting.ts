// The village's meeting while it is typed: people by bench and not by name, kin by the numbers of households, and of the
// votes only those that were not unanimous.
import type { Attendee, Bench, Meeting, Vote } from "@/wire/gates";
import { readWhole } from "./form";

export const BENCHES: readonly Bench[] = ["committee", "villagers", "affected"];

/** Somebody present who has kin on the list: "3, 17" are the numbers of their households. */
export interface KinDraft {
  bench: Bench;
  numbers: string;
}
export interface VoteDraft {
  ayes: string;
  noes: string;
  abstained: string;
}
export interface MeetingDraft {
  heldAt: number | undefined;
  present: Record<Bench, string>;
  /** How many of them were not asked about kin. */
  undeclared: Record<Bench, string>;
  absent: string;
  kin: KinDraft[];
  /** By household; what is not here was agreed to by all who may vote. */
  votes: Record<string, VoteDraft>;
  minutes: string | undefined;
  photo: string | undefined;
}
export interface NumberedRow {
  readonly household: string;
  readonly number: number;
}

const none = (): Record<Bench, string> => ({ committee: "", villagers: "", affected: "" });
export const blankMeeting = (): MeetingDraft => ({
  heldAt: undefined, present: none(), undeclared: none(), absent: "", kin: [], votes: {}, minutes: undefined, photo: undefined,
});

/** "3、17" → [3, 17]; nothing when something in it is no number. */
export function readNumbers(typed: string): number[] | undefined {
  const parts = typed.normalize("NFKC").split(/[\s,，、;；]+/).filter(Boolean);
  const numbers = parts.map(readWhole);
  return numbers.every((one): one is number => one !== undefined) ? numbers : undefined;
}

/** The households that somebody named; nothing when one of the numbers is not on the list. */
function householdsOf(typed: string, rows: readonly NumberedRow[]): string[] | undefined {
  const found = readNumbers(typed)?.map((number) => rows.find((row) => row.number === number)?.household);
  return found && found.length > 0 && found.every((one): one is string => one !== undefined) ? found : undefined;
}

/** Households whose head has somebody's surname, as far as masking lets it be seen: whom to ask about, and no more. */
export const sameSurname = (surname: string, rows: readonly (NumberedRow & { readonly personal: { readonly members: readonly { readonly name: string }[] } | null })[]): readonly number[] =>
  surname.trim() === "" ? [] : rows.filter((row) => row.personal?.members[0]?.name.startsWith(surname.trim())).map((row) => row.number);

const counted = (typed: string): number => (typed.trim() === "" ? 0 : readWhole(typed) ?? 0);

/** Everybody who was there. Those with kin come out of their bench's count, and have declared. */
export function attendeesOf(draft: MeetingDraft, rows: readonly NumberedRow[]): Attendee[] {
  return BENCHES.flatMap((bench) => {
    const related = draft.kin.filter((one) => one.bench === bench).map((one) => ({ bench, declared: true, kin: householdsOf(one.numbers, rows) ?? [] }));
    const others = Math.max(0, counted(draft.present[bench]) - related.length);
    const silent = Math.min(others, counted(draft.undeclared[bench]));
    return [...related, ...Array.from({ length: others }, (_, at) => ({ bench, declared: at >= silent }))];
  });
}

/** How many may vote on a household: who declared, and is no kin of it. */
export const votersOn = (household: string, present: readonly Attendee[]): number =>
  present.filter((one) => one.declared && !one.kin?.includes(household)).length;

function voteOf(draft: MeetingDraft, household: string, voters: number): Vote {
  const typed = draft.votes[household];
  if (!typed) return { household, ayes: voters, noes: 0, abstained: 0 };
  return { household, ayes: counted(typed.ayes), noes: counted(typed.noes), abstained: counted(typed.abstained) };
}
export const votesOf = (draft: MeetingDraft, rows: readonly NumberedRow[]): Vote[] => {
  const present = attendeesOf(draft, rows);
  return rows.map((row) => voteOf(draft, row.household, votersOn(row.household, present)));
};

/** Households whose votes are not agreed to by more than half of those who may vote. */
export function votedDown(draft: MeetingDraft, rows: readonly NumberedRow[]): readonly NumberedRow[] {
  const present = attendeesOf(draft, rows);
  return rows.filter((row) => {
    const voters = votersOn(row.household, present);
    return 2 * voteOf(draft, row.household, voters).ayes <= voters;
  });
}

/** What stands on record, to be corrected rather than typed again; its papers are sealed away, and asked for anew. */
export function meetingDraft(meeting: Omit<Meeting, "minutes" | "photo">, rows: readonly NumberedRow[], read: (time: string) => number): MeetingDraft {
  const numberOf = new Map(rows.map((row) => [row.household, row.number]));
  const count = (bench: Bench, silent: boolean): string =>
    String(meeting.present.filter((one) => one.bench === bench && !(silent && one.declared)).length);
  const byBench = (silent: boolean): Record<Bench, string> => ({ committee: count("committee", silent), villagers: count("villagers", silent), affected: count("affected", silent) });
  const kin = meeting.present.filter((one) => one.kin?.length).map((one) => ({ bench: one.bench, numbers: one.kin!.flatMap((id) => numberOf.get(id) ?? []).join("、") }));
  const split = meeting.votes.filter((vote) => numberOf.has(vote.household) && vote.ayes !== votersOn(vote.household, meeting.present));
  return {
    ...blankMeeting(), heldAt: read(meeting.held_at), present: byBench(false), undeclared: byBench(true), absent: String(meeting.absent), kin,
    votes: Object.fromEntries(split.map((vote) => [vote.household, { ayes: String(vote.ayes), noes: String(vote.noes), abstained: String(vote.abstained ?? 0) }])),
  };
}

/** Households whose day of application, where it is known, lies after the meeting's ("2026-09-25"). */
export const appliedAfter = <Row extends { readonly applied_on: string | null }>(day: string, rows: readonly Row[]): readonly Row[] =>
  rows.filter((row) => row.applied_on !== null && row.applied_on > day);

const isCount = (typed: string): boolean => typed.trim() === "" || readWhole(typed) !== undefined;

/** What keeps it from being sent; of what the gate asks, the server says the rest. */
export function meetingGaps(draft: MeetingDraft, rows: readonly NumberedRow[]): string[] {
  const gaps: string[] = [];
  if (draft.heldAt === undefined) gaps.push("heldAt");
  for (const bench of BENCHES) {
    const related = draft.kin.filter((one) => one.bench === bench).length;
    const people = counted(draft.present[bench]);
    if (!isCount(draft.present[bench]) || people < Math.max(1, related)) gaps.push(`present.${bench}`);
    if (!isCount(draft.undeclared[bench]) || counted(draft.undeclared[bench]) > people - related) gaps.push(`undeclared.${bench}`);
  }
  if (!isCount(draft.absent)) gaps.push("absent");
  if (draft.kin.some((one) => householdsOf(one.numbers, rows) === undefined)) gaps.push("kin");
  if (rows.some((row) => badVote(draft, row, rows))) gaps.push("votes");
  if (!draft.minutes) gaps.push("minutes");
  if (!draft.photo) gaps.push("photo");
  return gaps;
}

function badVote(draft: MeetingDraft, row: NumberedRow, rows: readonly NumberedRow[]): boolean {
  const typed = draft.votes[row.household];
  if (!typed) return false;
  const all = [typed.ayes, typed.noes, typed.abstained];
  return !all.every(isCount) || all.reduce((sum, one) => sum + counted(one), 0) > votersOn(row.household, attendeesOf(draft, rows));
}

/** Of a draft without gaps. */
export const meetingOf = (draft: MeetingDraft, rows: readonly NumberedRow[], write: (ms: number) => string): Meeting => ({
  held_at: write(draft.heldAt!), present: attendeesOf(draft, rows), absent: counted(draft.absent), votes: votesOf(draft, rows),
  minutes: draft.minutes!, photo: draft.photo!,
});
