// The papers of the way out: requests with their release orders, and waybills.
import type { Actor } from "./types";

interface Command {
  readonly command_id: string;
}

/** A place of ours, or a shelter or village, where goods count as issued when they arrive. */
export interface Destination {
  readonly division: string;
  readonly place: string | null;
  readonly site: string;
}

export type Priority = "urgent" | "high" | "normal";

export interface Wanted {
  readonly item: string;
  readonly quantity: number;
  readonly spec: string | null;
}

/** One line of a release order: so many of an item out of a place. */
export interface Grant {
  readonly item: string;
  readonly quantity: number;
  readonly from: string;
}

/** Who takes goods over. */
export interface Contact {
  readonly name: string;
  readonly phone: string;
}

export interface Release {
  readonly release: string;
  readonly version: number;
  /** Eight digits, for people. */
  readonly number: string;
  readonly state: "requested" | "approved" | "rejected";
  readonly division: string;
  readonly to: Destination;
  readonly purpose: string;
  readonly need_by: string;
  readonly priority: Priority;
  /** Behind a mask; in clear by `release.reveal`. */
  readonly contact: Contact;
  readonly incident: string | null;
  readonly exercise: boolean;
  readonly stock_note: string | null;
  readonly lines: readonly Wanted[];
  readonly requested_at: string;
  readonly requested_by: Actor;
  /** The number of the release order (动用指令). */
  readonly order: string | null;
  readonly decided_at: string | null;
  readonly decided_by: Actor | null;
  readonly reason: string | null;
  readonly approved: readonly Grant[];
}

export interface Load {
  readonly item: string;
  readonly batch: string;
  readonly label: string;
  readonly bin: string;
  readonly quantity: number;
  readonly received: number | null;
  readonly damaged: number | null;
}

export interface Difference {
  readonly state: "open" | "settled";
  readonly short: number;
  readonly damaged: number;
  readonly opened_at: string;
  readonly due_at: string;
  readonly outcome: "lost" | "returned" | null;
  readonly reason: string | null;
  readonly settled_at: string | null;
  readonly settled_by: Actor | null;
}

/** Who drives is masked, or `HIDDEN` until it was asked for. */
export interface Vehicle {
  readonly plate: string;
  readonly driver: string;
  readonly phone: string;
}

/** Where a vehicle was seen on its way. */
export interface Checkpoint {
  readonly checkpoint: string;
  readonly waybill: string;
  readonly number: string;
  readonly at: string;
  readonly place: string;
  readonly position: { readonly lon: number; readonly lat: number; readonly accuracy_m: number | null } | null;
  /** The new time of arrival; null when it did not change. */
  readonly eta: string | null;
  readonly note: string;
  readonly by_driver: boolean;
  readonly clock_off: boolean;
  readonly recorded_at: string;
  readonly by: Actor;
  readonly exercise: boolean;
}

/** In clear, for a purpose. */
export interface WaybillPeople {
  readonly driver: string | null;
  readonly driver_phone: string | null;
  readonly receiver: string | null;
  readonly receiver_phone: string | null;
}

export interface Receipt {
  readonly at: string;
  readonly name: string;
  readonly phone: string | null;
  readonly note: string | null;
  /** Of the receipt a telephone signed, which then knows the name. */
  readonly device: string | null;
  /** Number of the paper that was entered as the receipt. */
  readonly paper: string | null;
}

/** A second account of an arrival: a signed and stamped paper entered afterwards, or a telephone's receipt that contradicts. */
export interface PaperReceipt {
  readonly waybill: string;
  /** The receipt a telephone signed; null for the paper. */
  readonly device: string | null;
  readonly number: string;
  readonly paper: string;
  readonly stamp_seen: boolean;
  readonly scan: string;
  readonly signed_at: string;
  readonly entered_at: string;
  readonly entered_by: Actor;
  readonly first: boolean;
  readonly doubts: readonly {
    readonly line: number; readonly item: string; readonly sent: number; readonly received: number; readonly damaged: number;
    readonly paper_received: number; readonly paper_damaged: number;
  }[];
  readonly due_at: string | null;
  readonly ruling: { readonly holds: "paper" | "receipt"; readonly reason: string; readonly at: string; readonly by: Actor } | null;
}

/** Goods that arrived and whose paper is not entered yet. */
export interface PaperRecord {
  readonly waybill: string;
  readonly number: string;
  readonly from: string;
  readonly to: Destination;
  readonly by: "device" | "desk";
  readonly received_at: string;
  readonly due_at: string;
  readonly overdue: boolean;
  /** Whether the public holidays of that time are entered; where not, only weekends were left out. */
  readonly calendar_known: boolean;
  readonly exercise: boolean;
}

/** What a telephone without an account signed. */
export interface DeviceReceipt {
  readonly receipt: string;
  readonly waybill: string;
  readonly number: string;
  readonly lines: readonly { readonly line: number; readonly good: number; readonly damaged: number; readonly short: number }[];
  readonly note: string;
  readonly photo: string | null;
  readonly photo_here: boolean;
  /** Masked; empty when its key is gone. */
  readonly name: string;
  readonly public_key: string;
  readonly signed_at: string;
  readonly sent_at: string;
  readonly received_at: string;
  readonly at: string;
  readonly clock_off: boolean;
}

/** A line that arrived short or damaged, until somebody says why. */
export interface Case {
  readonly waybill: string;
  readonly number: string;
  readonly line: number;
  readonly item: string;
  readonly sent: number;
  readonly short: number;
  readonly damaged: number;
  readonly state: "open" | "settled";
  readonly opened_at: string;
  readonly due_at: string;
  readonly settled_at: string | null;
  readonly outcome: "lost" | "returned" | null;
  readonly reason: string | null;
  readonly exercise: boolean;
}

export interface Waybill {
  readonly waybill: string;
  readonly version: number;
  readonly number: string;
  readonly state: "picked" | "dispatched" | "received" | "cancelled";
  readonly release: string;
  readonly from: string;
  readonly from_division: string;
  readonly to: Destination;
  readonly vehicle: Vehicle;
  readonly eta: string | null;
  readonly exercise: boolean;
  readonly incident: string | null;
  /** Of the two who sign for what leaves, in that order. */
  readonly signatures: readonly Actor[];
  readonly picked_at: string;
  readonly dispatched_at: string | null;
  readonly receipt: Receipt | null;
  readonly cancel_reason: string | null;
  readonly difference: Difference | null;
  readonly lines: readonly Load[];
}

export interface ProposedLine {
  readonly item: string;
  readonly batch: string;
  readonly label: string;
  readonly bin: string;
  readonly quantity: number;
  readonly expires_on: string | null;
}

/** What a place still owes a release: first expired, first out. */
export interface Proposal {
  readonly lines: readonly ProposedLine[];
  readonly short: readonly { readonly item: string; readonly quantity: number }[];
  readonly expired: readonly ProposedLine[];
}

type ReleaseChange = Command & { readonly release: string; readonly expected_version: number };
type WaybillChange = Command & { readonly waybill: string; readonly expected_version: number };
type OneRelease = { readonly release: Release };
type OneWaybill = { readonly waybill: Waybill };

export interface PaperOperations {
  "receipt.code": [{ waybill: string }, { waybill: string; number: string; code: string; token: string }];
  "receipt.list": [{ waybill?: string; clock_off?: boolean }, { receipts: DeviceReceipt[]; seq: number }];
  "receipt.reveal": [Command & { readonly receipt: string; readonly purpose: string }, { revealed: { readonly name: string } | null }];
  "receipt.enter_paper": [
    Command & {
      readonly waybill: string; readonly paper: string; readonly stamp_seen: boolean; readonly scan: string; readonly signed_at: string;
      readonly lines: readonly { readonly line: number; readonly good: number; readonly damaged: number; readonly short: number }[];
    },
    { paper: PaperReceipt },
  ];
  "receipt.papers": [{ open?: boolean }, { papers: PaperReceipt[]; seq: number }];
  "record.list": [object, { records: PaperRecord[]; seq: number }];
  "case.rule": [Command & { readonly waybill: string; readonly device?: string; readonly holds: "paper" | "receipt"; readonly reason: string }, { paper: PaperReceipt }];
  "case.list": [{ open?: boolean }, { cases: Case[]; seq: number }];
  "release.request": [
    Command & {
      readonly purpose: string; readonly need_by: string; readonly priority: Priority;
      readonly to: { readonly place: string } | { readonly division: string; readonly site: string };
      readonly contact: Contact;
      readonly lines: readonly { readonly item: string; readonly quantity: number; readonly spec?: string }[];
      readonly incident?: string; readonly exercise?: boolean; readonly stock_note?: string;
    },
    OneRelease,
  ];
  "release.reveal": [Command & { readonly release: string; readonly purpose: string }, { revealed: Partial<Contact> | null }];
  "release.approve": [ReleaseChange & { readonly order: string; readonly lines: readonly Grant[]; readonly note?: string }, OneRelease];
  "release.reject": [ReleaseChange & { readonly reason: string }, OneRelease];
  "release.list": [{ state?: Release["state"]; incident?: string }, { releases: Release[]; seq: number }];
  "waybill.propose": [{ release: string; place: string }, Proposal];
  "waybill.pick": [
    Command & {
      readonly release: string; readonly place: string; readonly vehicle: Vehicle; readonly eta?: string;
      readonly lines: readonly { readonly batch: string; readonly bin?: string; readonly quantity: number }[];
    },
    OneWaybill,
  ];
  "waybill.dispatch": [WaybillChange & { readonly occurred_at?: string }, OneWaybill];
  "waybill.cancel": [WaybillChange & { readonly reason: string }, OneWaybill];
  "waybill.receive": [
    WaybillChange & {
      readonly occurred_at?: string; readonly received_by: { readonly name: string; readonly phone?: string }; readonly note?: string;
      readonly lines: readonly { readonly line: number; readonly received: number; readonly damaged: number; readonly bin?: string }[];
    },
    OneWaybill,
  ];
  "waybill.settle": [WaybillChange & { readonly outcome: "lost" | "returned"; readonly reason: string }, OneWaybill];
  "waybill.checkpoint": [
    Command & { readonly waybill: string; readonly at?: string; readonly place?: string; readonly eta?: string; readonly note?: string },
    { checkpoint: Checkpoint },
  ];
  "waybill.checkpoints": [{ waybill?: string }, { checkpoints: Checkpoint[]; seq: number }];
  "waybill.reveal": [Command & { readonly waybill: string; readonly purpose: string }, { revealed: WaybillPeople | null }];
  "waybill.list": [
    { state?: Waybill["state"]; release?: string; open_difference?: boolean }, { waybills: Waybill[]; seq: number },
  ];
}
