// Supervision on the wire: the rules that raise doubts, what they find, and what comes of it. People are masked.
import type { LineState } from "./gates";
import type { HouseholdState } from "./relief";
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
  readonly proofs: readonly string[];
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
  /** Nothing of a household outside the caller's jurisdiction. */
  readonly steps: readonly TraceStep[];
}
export interface Trace {
  readonly households: readonly TracedHousehold[];
  /** In all campaigns of this site. */
  readonly paid_times: number;
  readonly paid_fen: number;
}

type Within = { readonly campaign: string; readonly division: string };
type InquiryChange = { readonly command_id: string; readonly inquiry: string; readonly expected_version: number };
type OneInquiry = { readonly inquiry: Inquiry };

export interface SupervisionOperations {
  "rule.list": [object, { rules: Rule[] }];
  "rule.run": [Within, { households: number; rules: { rule: string; version: number; count: number }[] }];
  "finding.list": [Within & { rule: string; limit?: number; skip?: number }, { count: number; findings: Finding[] }];
  "inquiry.open": [{ command_id: string; campaign: string; rule: string; village: string; household?: string; note?: string }, OneInquiry];
  "inquiry.decide": [InquiryChange & { verdict: Verdict; reason: string; due?: string }, OneInquiry];
  "inquiry.close": [InquiryChange & { outcome: string; proof?: string }, OneInquiry];
  "inquiry.list": [Within & { state?: InquiryState }, { inquiries: Inquiry[] }];
  "inquiry.board": [Within, { townships: TownshipCount[] }];
  /** By POST alone: the number stands in no address. */
  "household.trace": [{ id_number: string }, Trace];
}
