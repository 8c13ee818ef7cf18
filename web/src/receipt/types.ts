import type { Problem, Text } from "@/wire/types";

/** What `receipt.look` answers: the paper, without anybody's name. */
export interface Paper {
  readonly waybill: string;
  readonly number: string;
  readonly state: "dispatched" | "received";
  readonly exercise: boolean;
  readonly from: string;
  readonly to: string;
  readonly plate: string;
  readonly dispatched_at: string;
  readonly eta: string | null;
  readonly lines: readonly PaperLine[];
  readonly received: { readonly at: string; readonly receipt: string | null } | null;
  readonly now: string;
}
export interface PaperLine {
  readonly line: number;
  readonly item: string;
  readonly name: Text;
  readonly unit: Text;
  readonly label: string;
  readonly quantity: number;
}

/** What opens a waybill: a scanned token, or what is typed from the paper. */
export type Shown = { readonly scan: string } | { readonly number: string; readonly code: string };

export interface Counted {
  readonly line: number;
  readonly good: number;
  readonly damaged: number;
  readonly short: number;
}

/** A receipt that is being filled in: how far it is, what is wrong by line, who signs. */
export interface Filling {
  readonly step: "choose" | "whole" | "flawed";
  readonly flaws: readonly (readonly [number, Flaw])[];
  readonly name: string;
  readonly note: string;
}

/** What somebody found wrong with a line. */
export interface Flaw {
  readonly damaged: number;
  readonly short: number;
}

/** What is signed, and what else the server needs to judge it. */
export interface Signed {
  readonly receipt: string;
  readonly command_id: string;
  readonly waybill: string;
  readonly lines: readonly Counted[];
  readonly note: string;
  readonly photo: string | null;
  readonly name: string;
  readonly salt: string;
  readonly signed_at: string;
  readonly public_key: string;
  readonly signature: string;
}

export interface Recorded {
  readonly receipt: string;
  readonly at: string;
  readonly received_at: string;
  readonly clock_off: boolean;
  /** Somebody had signed before, for other counts: the sending side says which holds. */
  readonly contradicts: boolean;
  readonly due_at: string | null;
}

/** A receipt on this telephone. */
export interface Slip {
  readonly waybill: string; // the key: one receipt a waybill
  readonly shown: Shown;
  readonly signed: Signed;
  readonly picture: Blob | null;
  readonly state: "waiting" | "delivered" | "refused";
  readonly recorded?: Recorded;
  readonly problem?: Problem;
}

/** What a driver says of the way. */
export interface Report {
  readonly place: string;
  readonly position: { readonly lon: number; readonly lat: number; readonly accuracy_m: number } | null;
  /** The new time of arrival; null when it did not change. */
  readonly eta: string | null;
  readonly note: string;
}

/** A report on this telephone. */
export interface Point extends Report {
  readonly checkpoint: string; // the key: delivered twice it counts once
  readonly waybill: string;
  readonly shown: Shown;
  readonly at: string;
  readonly state: "waiting" | "delivered" | "refused";
  readonly problem?: Problem;
}
