// Goods in the hands of households, on the wire.
import type { Movement } from "./supplies";
import type { Actor } from "./types";

export interface HandedLine {
  readonly item: string;
  readonly batch: string;
  readonly label: string;
  readonly quantity: number;
}

/** Issued to a unit and not handed on yet. */
export interface HandoutSource extends Omit<Movement, "lines"> {
  readonly issued_to: string;
  readonly lines: readonly { readonly item: string; readonly batch: string; readonly label: string; readonly left: number }[];
}

export interface Handout {
  readonly handout: string;
  readonly version: number;
  readonly number: string;
  readonly state: "recorded" | "withdrawn";
  readonly source: string;
  readonly place: string;
  readonly division: string;
  readonly movement: string;
  readonly at: string;
  readonly exercise: boolean;
  readonly incident: string | null;
  readonly by: Actor;
  readonly note: string | null;
  readonly lines: readonly HandedLine[];
  readonly households: number;
  readonly people: number;
  /** Whether the households are listed here, or only counted on the signed sheet. */
  readonly listed: boolean;
  readonly proofs: number;
  readonly scans: number;
  readonly withdrawn: string | null;
}

/** Masked. */
export interface HouseholdRow {
  readonly name: string;
  readonly id_number: string | null;
  readonly people: number;
  readonly got: readonly number[];
  readonly proof: boolean;
  readonly proxy: { readonly name: string; readonly relation: string } | null;
  readonly again: string | null;
  /** Its key on a decided list. */
  readonly entitled: string | null;
}
export interface WholeHandout extends Handout {
  readonly list: readonly HouseholdRow[];
}

export interface ClearList {
  readonly list: readonly {
    readonly name: string | null; readonly id_number: string | null; readonly proof: string | null; readonly proxy: string | null;
  }[];
  readonly scans: readonly (string | null)[];
}

export interface HouseholdWords {
  readonly name: string;
  readonly id_number: string | null;
  readonly people: number;
  readonly got: readonly number[];
  readonly proof: string | null;
  readonly proxy: { readonly name: string; readonly relation: string } | null;
  readonly again: string | null;
}
/** A household of a decided list: the list names it. */
export interface EntitledWords {
  readonly entitled: string;
  readonly got: readonly number[];
  readonly proof: string | null;
}

interface Command {
  readonly command_id: string;
}

export interface HandoutOperations {
  "handout.record": [
    Command & {
      readonly source: string; readonly occurred_at: string; readonly note: string | null;
      readonly lines: readonly { readonly batch: string; readonly quantity: number; readonly worth_fen?: number }[];
      readonly households: readonly (HouseholdWords | EntitledWords)[];
      readonly sheet?: { readonly households: number; readonly people: number; readonly scans: readonly string[] };
    }, { handout: WholeHandout },
  ];
  "handout.withdraw": [Command & { handout: string; reason: string }, { handout: WholeHandout }];
  "handout.reveal": [Command & { handout: string; purpose: string }, { revealed: ClearList | null }];
  "handout.sources": [object, { sources: HandoutSource[]; seq: number }];
  "handout.list": [{ before?: number; source?: string; batch?: string }, { handouts: Handout[]; next: number | null; seq: number }];
  "handout.get": [{ handout: string }, { handout: WholeHandout }];
}
