// Goods that lie in a place and are no stock yet: come back from use and not graded, or delivered and not inspected.
import type { ReceivedLine } from "./supplies";
import type { Actor } from "./types";

export type RecoveryState = "returned" | "cleaned" | "graded" | "closed" | "cancelled";

export interface RecoveredLine {
  readonly item: string;
  readonly batch: string;
  readonly label: string;
  readonly quantity: number;
  readonly good: number;
  readonly repair: number;
  readonly scrap: number;
  readonly scrapped: number;
  /** Not judged for good yet: as it came, or under repair. */
  readonly pending: number;
}

/** The opinion of at least five experts or of an institute, with the hash of their signed paper. */
export interface Opinion {
  readonly kind: "inspection" | "experts";
  readonly document: string;
  readonly experts?: readonly string[];
  readonly conclusion: string;
  readonly report: string;
}

export interface Recovery {
  readonly recovery: string;
  readonly version: number;
  readonly number: string;
  readonly state: RecoveryState;
  readonly place: string;
  readonly division: string;
  readonly from_division: string;
  readonly from: string;
  readonly exercise: boolean;
  readonly note: string | null;
  readonly returned_at: string;
  readonly hands: readonly Actor[];
  readonly cleaning: string | null;
  readonly opinion: Opinion | null;
  readonly lines: readonly RecoveredLine[];
  /** The paper whose damaged goods these are; nothing when people gave them back. */
  readonly opened_by: { readonly kind: "loan" | "waybill"; readonly number: string | null } | null;
  /** Nothing was graded yet, and no other paper brought them. */
  readonly may_cancel: boolean;
}

export interface InspectedLine {
  readonly item: string;
  readonly batch: string;
  readonly label: string;
  readonly quantity: number;
  readonly bin: string;
  readonly sampled: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly defects: string | null;
}

export interface Inspection {
  readonly inspection: string;
  readonly version: number;
  readonly number: string;
  readonly state: "waiting" | "concluded" | "cancelled";
  readonly place: string;
  readonly division: string;
  readonly source: "supplier" | "donor";
  readonly exercise: boolean;
  readonly document: string | null;
  readonly note: string | null;
  readonly arrived_at: string;
  readonly arrived_by: Actor;
  readonly lines: readonly InspectedLine[];
  readonly verdict: {
    readonly at: string; readonly by: Actor; readonly inspectors: readonly string[]; readonly conclusion: string; readonly report: string | null;
  } | null;
}

/** What the people of a division were issued and still have, of one batch. */
export interface Outstanding {
  readonly item: string;
  readonly batch: string;
  readonly label: string;
  readonly division: string;
  readonly quantity: number;
  readonly exercise: boolean;
}

export interface Grade {
  readonly line: number;
  readonly good: number;
  readonly repair: number;
  readonly scrap: number;
  readonly bin?: string;
}

interface Command {
  readonly command_id: string;
}
type RecoveryChange = Command & { readonly recovery: string; readonly expected_version: number };
type InspectionChange = Command & { readonly inspection: string; readonly expected_version: number };
type OneRecovery = { readonly recovery: Recovery };
type OneInspection = { readonly inspection: Inspection };

export interface AsideOperations {
  "recovery.receive": [
    Command & { place: string; division: string; from: string; note?: string; lines: readonly { batch: string; quantity: number }[] }, OneRecovery,
  ];
  "recovery.clean": [RecoveryChange & { cleaning: string }, OneRecovery];
  "recovery.grade": [RecoveryChange & { lines: readonly Grade[] }, OneRecovery];
  "recovery.scrap": [RecoveryChange & { reason: string; opinion: Opinion }, OneRecovery];
  "recovery.cancel": [RecoveryChange & { reason: string }, OneRecovery];
  "recovery.list": [{ place?: string; state?: RecoveryState }, { recoveries: readonly Recovery[]; seq: number }];
  "recovery.outstanding": [{ division: string }, { rows: readonly Outstanding[]; seq: number }];
  "inspection.arrive": [
    Command & {
      place: string; source: "supplier"; exercise?: boolean; occurred_at?: string; document?: string; lines: readonly ReceivedLine[];
    },
    OneInspection,
  ];
  "inspection.conclude": [
    InspectionChange & {
      inspectors: readonly string[]; conclusion: string; report?: string;
      lines: readonly { sampled: number; accepted: number; rejected: number; defects?: string }[];
    },
    OneInspection,
  ];
  "inspection.cancel": [InspectionChange & { reason: string }, OneInspection];
  "inspection.list": [{ place?: string; state?: Inspection["state"] }, { inspections: readonly Inspection[]; seq: number }];
}
