// Referrals to other programmes of assistance on the wire. Their words are shown by `referral.reveal` only.
import type { Command } from "./operations";
import type { Actor, Text } from "./types";

export type ReferralState = "open" | "granted" | "refused" | "withdrawn";
export type ReferralOutcome = "granted" | "refused";

export interface Referral {
  readonly referral: string;
  readonly version: number;
  readonly campaign: string;
  readonly household: string;
  readonly village: string;
  readonly programme: string;
  readonly state: ReferralState;
  readonly compared: boolean;
  readonly exercise: boolean;
  readonly referred_at: string;
  readonly referred_by: Actor;
  /** `fen`: what was granted, when it is a sum. */
  readonly answer: { readonly at: string; readonly by: Actor; readonly fen: number | null } | null;
}

/** A figure of a programme, with where it comes from. */
export interface ProgrammeFigure {
  readonly id: string;
  readonly name: Text;
  readonly value: number;
  readonly unit: string;
  readonly from: string;
  readonly until: string | null;
  readonly source_title: string;
  readonly mark: "sourced" | "partial" | "unverified";
  readonly region?: Text;
}
export interface Programme {
  readonly code: string;
  readonly office: string;
  readonly name: Text;
  readonly about: Text;
  readonly figures: readonly ProgrammeFigure[];
}
/** What is laid down of two programmes together. */
export interface ProgrammeRelation {
  readonly a: string;
  readonly b: string;
  readonly relation: "stacks" | "excludes" | "ask";
  readonly reason: Text;
  readonly source_title: string;
}

type ReferralChange = Command & { readonly referral: string; readonly expected_version: number };
type OneReferral = { readonly referral: Referral };

export interface ReferralOperations {
  "referral.open": [Command & { household: string; programme: string; reason: string; compared?: boolean }, OneReferral];
  "referral.answer": [ReferralChange & { outcome: ReferralOutcome; note: string; fen?: number; compared?: boolean }, OneReferral];
  "referral.withdraw": [ReferralChange & { note: string }, OneReferral];
  "referral.reveal": [Command & { referral: string; purpose: string }, { revealed: { reason: string | null; note: string | null } | null }];
  "referral.list": [{ campaign: string; division: string; programme?: string; state?: ReferralState }, { referrals: Referral[]; seq: number }];
  "referral.of_household": [{ household: string }, { referrals: Referral[]; seq: number }];
}
