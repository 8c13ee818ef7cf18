// Supervision on the wire: the rules that raise doubts, what they find, and what comes of it. People are masked.
import type { GivenGoods } from "./reliefGoods";
import type { LineState } from "./payments";
import type { HouseholdState, MaskedMember } from "./relief";
import type { Text } from "./types";

export type Severity = "high" | "medium" | "low";
export type InquiryState = "open" | "confirmed" | "dismissed" | "closed";
export type Verdict = "confirmed" | "false_alarm";
/** What a rule found, never who somebody is. */
export type Facts = Readonly<Record<string, unknown>>;

export interface Rule {
  readonly id: string;
  readonly version: number;
  readonly severity: Severity;
  readonly about: "household" | "village";
  readonly title: Text;
  readonly meaning: Text;
  readonly false_positives: Text;
  readonly mark: string;
  readonly sql: string;
}
export interface Finding {
  readonly rule: string;
  readonly village: string;
  readonly village_name: string;
  readonly household: string | null;
  readonly number: number | null;
  readonly head: string | null;
  readonly facts: Facts;
  readonly inquiry: { readonly inquiry: string; readonly state: InquiryState } | null;
}
export interface Inquiry {
  readonly inquiry: string;
  readonly version: number;
  readonly rule: string;
  readonly village: string;
  readonly village_name: string;
  readonly household: string | null;
  readonly facts: Facts;
  readonly state: InquiryState;
  readonly opened_at: string;
  readonly note: string | null;
  readonly reason: string | null;
  readonly outcome: string | null;
  readonly due: string | null;
  readonly overdue: boolean;
  /** Whether it was closed with one: `inquiry.reveal_proof` shows it. */
  readonly proof: boolean;
}
export interface TownshipCount {
  readonly township: string;
  readonly name: string;
  readonly open: number;
  readonly confirmed: number;
  readonly overdue: number;
  readonly dismissed: number;
  readonly closed: number;
}
export interface TraceStep {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly by: { readonly account: string; readonly name: string; readonly role: string };
  /** How many: `household.reveal_proofs` shows them. */
  readonly proofs: number;
  readonly said: Facts;
}
export interface TracePayment {
  readonly village: string;
  readonly approved_fen: number;
  readonly key: string | null;
  readonly state: LineState | null;
  readonly fen: number;
  readonly attempts: number;
  readonly reason: string | null;
}
export interface TracedHousehold {
  readonly household: string;
  readonly number: number;
  readonly campaign_name: string;
  readonly village_name: string;
  readonly state: HouseholdState;
  readonly head: string | null;
  readonly payments: readonly TracePayment[];
  /** Nothing of a household outside the caller's jurisdiction, neither goods nor steps. */
  readonly goods: readonly GivenGoods[];
  readonly steps: readonly TraceStep[];
}
/** How often a person was paid in one campaign. */
export interface PaidCampaign {
  readonly campaign: string;
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly exercise: boolean;
  readonly paid_times: number;
  readonly paid_fen: number;
}
export interface Trace {
  readonly households: readonly TracedHousehold[];
  readonly campaigns: readonly PaidCampaign[];
  /** In all campaigns of this site but exercises. */
  readonly paid_times: number;
  readonly paid_fen: number;
  /** In one campaign, or in two whose days overlap. */
  readonly paid_twice: boolean;
}
export type Alike = "name" | "name_sound" | "name_near" | "id_near" | "birth" | "phone" | "address" | "address_near";
export type LikenessVerdict = "same_family" | "different_people" | "inquire";
export interface ListPlace {
  readonly village: string;
  readonly number: number;
}
export interface LikeRow {
  readonly household: string;
  readonly campaign: string;
  readonly campaign_name: string;
  readonly village: string;
  readonly village_name: string;
  readonly number: number;
  readonly state: HouseholdState;
  readonly person: MaskedMember;
  readonly people: number;
  readonly phone: string | null;
  readonly address: string | null;
  readonly account: string | null;
}
/** Two households that may be one; a row is null once the key of its people is destroyed. */
export interface LikePair {
  readonly first: LikeRow | null;
  readonly second: LikeRow | null;
  readonly alike: readonly Alike[];
  readonly decision?: LikenessDecision;
}
export interface LikenessDecision {
  readonly verdict: LikenessVerdict;
  readonly version: number;
  readonly inquiry: string | null;
  readonly reason: string | null;
  readonly decided_at: string;
  readonly decided_by: string;
}
export type AuditResult = "agrees" | "adjust" | "money_missing" | "not_found";
export type VisitFilter = "all" | "to_visit" | "visited" | "differs";
export interface AuditCount {
  readonly households: number;
  readonly visited: number;
  readonly differs: number;
}
/** A half-yearly inspection on the spot. */
export interface Audit {
  /** Also the seed of its draw. */
  readonly audit: string;
  readonly campaign: string;
  readonly division: string;
  readonly division_name: string;
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly whole: readonly string[];
  readonly sampled: readonly string[];
  readonly confidence_permille: number;
  readonly margin_permille: number;
  readonly team: readonly string[];
  readonly version: number;
  readonly state: "open" | "closed";
  readonly count: AuditCount;
  readonly report: string | null;
  readonly closed_at: string | null;
}
export interface AuditVillage extends AuditCount {
  readonly village: string;
  readonly village_name: string;
  readonly census: boolean;
}
export interface AuditVisit {
  readonly household: string;
  readonly village: string;
  readonly village_name: string;
  readonly number: number;
  readonly census: boolean;
  readonly head: string | null;
  readonly address: string | null;
  readonly people: number;
  readonly needy: number;
  readonly approved_fen: number;
  readonly paid_fen: number;
  readonly result: AuditResult | null;
  readonly visited_at: string | null;
  readonly photo: string | null;
  readonly note: string | null;
  readonly inquiry: string | null;
}
export type BoardMeasure = "overdue_reply" | "late_minutes" | "late_evidence" | "overdue_audit" | "unsigned_receipt" | "open_difference" | "edited_after_notice" | "self_review";
export interface BoardCell {
  readonly measure: BoardMeasure;
  readonly unit: string;
  readonly name: string;
  readonly month: string | null;
  readonly count: number;
}
export interface BoardRow {
  readonly place: string;
  readonly place_name: string;
  readonly day: string | null;
  readonly household: string | null;
  readonly number: number | null;
  readonly head: string | null;
  readonly subject: string;
}

export type OutsideKind = "deaths" | "prisoners" | "payroll" | "vehicles" | "businesses" | "homes" | "programme" | "cadres";
/** A list that people were compared with; of its rows only keyed hashes stay. */
export interface OutsideList {
  readonly list: string;
  readonly kind: OutsideKind;
  readonly source: string;
  readonly as_of: string;
  readonly count: number;
  readonly loaded_at: string;
  readonly loaded_by: string;
  readonly dropped: boolean;
}
export interface OutsideRow {
  readonly row: number;
  readonly id_number: string | null;
  readonly village?: string;
  readonly address?: string | null;
  readonly kin?: string | null;
}

type Within = { readonly campaign: string; readonly division: string };
type InquiryChange = { readonly command_id: string; readonly inquiry: string; readonly expected_version: number };
type OneInquiry = { readonly inquiry: Inquiry };

export interface SupervisionOperations {
  /** Sent as a file: {campaign, list, kind, source, as_of, rows}. */
  "outside.load": [{ campaign: string; list: string; kind: OutsideKind; source: string; as_of: string; rows: readonly OutsideRow[] }, { list: OutsideList; unread: number[] }];
  "outside.drop": [{ command_id: string; list: string; reason: string }, { list: OutsideList }];
  "outside.list": [{ campaign: string }, { lists: OutsideList[]; seq: number }];
  "rule.list": [object, { rules: Rule[] }];
  "rule.run": [Within, { households: number; rules: { rule: string; version: number; count: number }[] }];
  "finding.list": [Within & { rule: string; limit?: number; skip?: number }, { count: number; findings: Finding[] }];
  "inquiry.open": [{ command_id: string; campaign: string; rule: string; village: string; household?: string; note?: string }, OneInquiry];
  "inquiry.decide": [InquiryChange & { verdict: Verdict; reason: string; due?: string }, OneInquiry];
  "inquiry.reveal_proof": [{ command_id: string; inquiry: string; purpose: string }, { revealed: readonly { blob: string; ticket: string; image: boolean }[] | null }];
  "inquiry.close": [InquiryChange & { outcome: string; proof?: string }, OneInquiry];
  "inquiry.list": [Within & { state?: InquiryState }, { inquiries: Inquiry[] }];
  "audit.plan": [{ command_id: string; campaign: string; division: string; name: string; from: string; until: string; whole: string[]; sampled: string[]; confidence_permille: number; margin_permille: number; team: string[] }, { audit: Audit }];
  "audit.visit": [{ command_id: string; audit: string; household: string; result: AuditResult; at: string; note?: string; photo?: string; replaces?: boolean }, { count: AuditCount; inquiry: string | null }];
  "audit.close": [{ command_id: string; audit: string; expected_version: number; report: string; leave_unvisited?: boolean }, { audit: Audit }];
  "audit.list": [{ campaign: string }, { audits: Audit[] }];
  "audit.get": [{ audit: string }, { audit: Audit; villages: AuditVillage[]; seq: number }];
  "audit.visits": [{ audit: string; division: string; which?: VisitFilter; limit?: number; skip?: number }, { visits: AuditVisit[] }];
  "supervision.board": [Within, { cells: BoardCell[] }];
  "supervision.rows": [Within & { measure: BoardMeasure; unit: string; month?: string; skip?: number }, { count: number; rows: BoardRow[] }];
  "likeness.list": [Within & { after?: ListPlace; limit?: number }, { pairs: LikePair[]; looked: number; next: ListPlace | null }];
  "likeness.decided": [Within & { verdict: LikenessVerdict; limit?: number; skip?: number }, { pairs: LikePair[] }];
  "likeness.decide": [{ command_id: string; household: string; other: string; expected_version: number; verdict: LikenessVerdict; reason: string }, { decision: LikenessDecision }];
  "finding.export": [Within & { rule: string; purpose: string }, { hash: string; count: number; file: string }];
  "inquiry.board": [Within, { townships: TownshipCount[] }];
  /** By POST alone: the number stands in no address. */
  "household.reveal_proofs": [
    { command_id: string; household: string; purpose: string },
    { revealed: readonly { seq: number; type: string; blob: string; ticket: string; image: boolean }[] | null },
  ];
  "household.trace": [{ id_number: string }, Trace];
}
