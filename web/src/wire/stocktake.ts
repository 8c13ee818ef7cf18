// Stocktakes: what travels between the server and this page while a place is counted and when the count is judged.
import type { Actor } from "./types";

export type StocktakeState = "open" | "approved" | "cancelled";
export type PileState = "uncounted" | "recount" | "settled";

export interface Tally {
  readonly counted: number;
  /** What the ledger says lay there when it was counted. */
  readonly book: number;
  readonly variance: number;
  readonly counted_at: string;
  readonly counted_by: Actor;
}

/** A batch in a bin. Who counts gets no figures while the stocktake is open. */
export interface StocktakePile {
  readonly bin: string;
  readonly batch: string;
  readonly label: string;
  readonly item: string;
  /** In the snapshot; otherwise a counter found it where none was listed. */
  readonly listed: boolean;
  readonly rounds: number;
  readonly state: PileState;
  readonly counted_by_me: boolean;
  readonly book_at_opening?: number;
  readonly tallies?: readonly Tally[];
}

export interface StocktakeProgress {
  readonly stocktake: string;
  readonly number: string;
  readonly place: string;
  readonly state: StocktakeState;
  readonly version: number;
  readonly piles: number;
  readonly counted: number;
}

interface StocktakePaper {
  readonly stocktake: string;
  readonly version: number;
  readonly number: string;
  readonly state: StocktakeState;
  readonly place: string;
  readonly division: string;
  readonly exercise: boolean;
  readonly items: readonly string[];
  readonly bins: readonly string[];
  readonly tolerance_permille: number;
  readonly note: string | null;
  readonly opened_at: string;
  readonly opened_by: Actor;
  readonly closed_at: string | null;
  readonly closed_by: Actor | null;
  readonly closing_note: string | null;
}

export type ListedStocktake = StocktakePaper & StocktakeProgress;

export interface Finding {
  readonly bin: string;
  readonly batch: string;
  readonly label: string;
  readonly item: string;
  readonly book: number;
  readonly counted: number;
  readonly variance: number;
  readonly counted_by: string;
}

export interface Stocktake extends StocktakePaper {
  readonly blind: boolean;
  readonly piles: readonly StocktakePile[];
  readonly sums: { readonly found: number; readonly missing: number } | null;
  readonly outcome: { readonly findings: readonly Finding[]; readonly movements: readonly string[] } | null;
}

interface Command {
  readonly command_id: string;
}
type Change = Command & { readonly stocktake: string; readonly expected_version: number };
type OneStocktake = { readonly stocktake: Stocktake };

export interface StocktakeOperations {
  "stocktake.open": [
    Command & { place: string; items?: readonly string[]; bins?: readonly string[]; exercise?: boolean; note?: string }, OneStocktake,
  ];
  "stocktake.count": [
    Command & { stocktake: string; batch: string; bin: string; round: number; counted: number; counted_at: string },
    { pile: StocktakePile; version: number },
  ];
  "stocktake.approve": [Change & { found: number; missing: number; note: string }, OneStocktake];
  "stocktake.cancel": [Change & { reason: string }, OneStocktake];
  "stocktake.get": [{ stocktake: string }, OneStocktake & { readonly seq: number }];
  "stocktake.list": [{ place?: string; state?: StocktakeState }, { stocktakes: readonly ListedStocktake[]; seq: number }];
}
