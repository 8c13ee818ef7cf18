// A household while somebody types it: from a blank sheet, or from a record whose people he does not see.
import { uuid } from "@/api/uuid";
import { readYuan } from "@/components/loan/money";
import type {
  Circumstance, Household, HouseholdClass, HouseholdWords, Kinship, MemberWords, Need, NeedKind, PayBy, Vulnerability,
} from "@/wire/relief";
import { IN_MONEY, NEEDS } from "./words";

export interface MemberDraft {
  readonly key: string;
  /** Place in the record; nothing for somebody new. */
  readonly place?: number;
  name: string;
  id: string;
  kinship: Kinship;
  health: string;
}

export interface Draft {
  village: string;
  class: HouseholdClass;
  people: string;
  needy: string;
  hazard: string;
  circumstances: Circumstance[];
  vulnerabilities: Vulnerability[];
  needs: Record<NeedKind, string>;
  payBy: PayBy;
  members: MemberDraft[];
  phone: string;
  address: string;
  account: string;
  accountName: string;
  note: string;
  /** "2026-09-12", or blank. */
  appliedOn: string;
}

export const blankMember = (kinship: Kinship): MemberDraft => ({ key: uuid(), name: "", id: "", kinship, health: "" });
const noNeeds = (): Record<NeedKind, string> => ({ grain: "", clothing: "", heating: "", water: "", medical: "", other: "" });
const PERSONAL_BLANK = { phone: "", address: "", account: "", accountName: "", note: "" };

/** A blank sheet. What a village's households have in common stays from the one before. */
export function blankDraft(before?: Draft, village = ""): Draft {
  return {
    ...PERSONAL_BLANK, village: before?.village ?? village, class: before?.class ?? "ordinary", people: "", needy: "",
    hazard: before?.hazard ?? "02", appliedOn: "", circumstances: [...(before?.circumstances ?? [])], vulnerabilities: [],
    needs: noNeeds(), payBy: "card", members: [blankMember("head")],
  };
}

const shownNeed = (need: Need): string => String(IN_MONEY.has(need.kind) ? need.quantity / 100 : need.quantity);

/** A record to be changed: figures as they are, people blank, which means that they stay. */
export function draftOf(household: Household): Draft {
  return {
    ...PERSONAL_BLANK, village: household.village, class: household.class, people: String(household.people),
    needy: String(household.needy), hazard: household.hazard, circumstances: [...household.circumstances],
    vulnerabilities: [...household.vulnerabilities],
    needs: { ...noNeeds(), ...Object.fromEntries(household.needs.map((need) => [need.kind, shownNeed(need)])) },
    payBy: household.pay_by, appliedOn: household.applied_on ?? "",
    members: (household.personal?.members ?? []).map((member, place) => ({ ...blankMember(member.kinship), place })),
  };
}

export function readWhole(typed: string): number | undefined {
  const digits = typed.normalize("NFKC").trim();
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

const readNeed = (kind: NeedKind, typed: string): number | undefined => (IN_MONEY.has(kind) ? readYuan(typed) : readWhole(typed));

/** Which boxes hold no number. */
export const badNeeds = (draft: Draft): NeedKind[] =>
  NEEDS.filter((kind) => draft.needs[kind].trim() !== "" && readNeed(kind, draft.needs[kind]) === undefined);

const needsOf = (draft: Draft): Need[] => NEEDS.flatMap((kind) => {
  const quantity = readNeed(kind, draft.needs[kind]);
  return quantity ? [{ kind, quantity }] : [];
});

export type IdFault = "length" | "check";

/** Whether an identity number is mistyped (GB 11643), to say so before the clerk turns the page. */
export function idFault(typed: string): IdFault | undefined {
  const number = typed.normalize("NFKC").replace(/[\s'-]/g, "").toUpperCase();
  if (number === "" || /^\d{15}$/.test(number)) return undefined;
  if (!/^\d{17}[\dX]$/.test(number)) return "length";
  const sum = [...number.slice(0, 17)].reduce((all, digit, at) => all + Number(digit) * (2 ** (17 - at) % 11), 0);
  return "10X98765432"[sum % 11] === number[17] ? undefined : "check";
}

const text = (typed: string): string | null => typed.trim() || null;

/** What keeps a draft from being sent, by field; the server says the rest. `kept`: blank people stay as they are. */
export function gapsOf(draft: Draft, kept = false): string[] {
  const gaps: string[] = [];
  const people = readWhole(draft.people);
  const needy = readWhole(draft.needy);
  if (!draft.village) gaps.push("village");
  if (!people) gaps.push("people");
  if (needy === undefined || (people !== undefined && needy > people)) gaps.push("needy");
  if (draft.circumstances.length === 0) gaps.push("circumstances");
  draft.members.forEach((member, at) => {
    if (member.name.trim() === "" && member.place === undefined) gaps.push(`members/${at}/name`);
    if (idFault(member.id)) gaps.push(`members/${at}/id_number`);
  });
  if (!kept && draft.address.trim() === "") gaps.push("address");
  for (const kind of badNeeds(draft)) gaps.push(`needs/${kind}`);
  return gaps;
}

const figuresOf = (draft: Draft) => ({
  village: draft.village, class: draft.class, people: readWhole(draft.people)!, needy: readWhole(draft.needy)!,
  hazard: draft.hazard, circumstances: draft.circumstances, vulnerabilities: draft.vulnerabilities, needs: needsOf(draft),
  pay_by: draft.payBy, applied_on: draft.appliedOn || null,
});

/** Of a draft without gaps. */
export const wordsOf = (draft: Draft): HouseholdWords => ({
  ...figuresOf(draft),
  members: draft.members.map((member) => ({
    name: member.name.trim(), kinship: member.kinship, id_number: text(member.id), health: text(member.health),
  })),
  address: draft.address.trim(), phone: text(draft.phone), account: text(draft.account), account_name: text(draft.accountName),
  note: text(draft.note),
});

function memberChange(member: MemberDraft): MemberWords {
  return {
    ...(member.place === undefined ? {} : { member: member.place }), kinship: member.kinship,
    ...(member.name.trim() ? { name: member.name.trim() } : {}), ...(member.id.trim() ? { id_number: member.id.trim() } : {}),
    ...(member.health.trim() ? { health: member.health.trim() } : {}),
  };
}

/** Only what differs from the record; what is blank of its people stays. */
export function changeOf(draft: Draft, household: Household): Partial<HouseholdWords> {
  const said: Partial<HouseholdWords> = {
    ...figuresOf(draft),
    ...(draft.address.trim() ? { address: draft.address.trim() } : {}),
    ...(draft.phone.trim() ? { phone: draft.phone.trim() } : {}),
    ...(draft.account.trim() ? { account: draft.account.trim() } : {}),
    ...(draft.accountName.trim() ? { account_name: draft.accountName.trim() } : {}),
    ...(draft.note.trim() ? { note: draft.note.trim() } : {}),
  };
  const record = household as unknown as Record<string, unknown>;
  const changes = Object.entries(said).filter(([field, value]) => JSON.stringify(record[field]) !== JSON.stringify(value));
  const known = household.personal?.members ?? [];
  const sameMembers = draft.members.length === known.length && draft.members.every((member, at) =>
    member.place === at && member.kinship === known[at]!.kinship && !member.name.trim() && !member.id.trim() && !member.health.trim());
  return { ...(Object.fromEntries(changes) as unknown as Partial<HouseholdWords>), ...(sameMembers ? {} : { members: draft.members.map(memberChange) }) };
}

/** Whole days from one to another, as "2026-10-10". */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
