// Which pile a counter goes to next, and what a count came to.
import type { StocktakePile, Tally } from "@/wire/stocktake";

/** One bin, one batch. */
export const pileKey = (pile: Pick<StocktakePile, "bin" | "batch">): string => `${pile.bin}/${pile.batch}`;

export type Want = "count" | "recount" | "other" | "waiting" | "done";

interface Counting {
  readonly operation: string;
  readonly state: string;
  readonly params: unknown;
}

/** The piles of a stocktake whose count still waits on this machine. */
export function waitingCounts(parcels: readonly Counting[], stocktake: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const parcel of parcels) {
    if (parcel.state !== "waiting" || parcel.operation !== "stocktake.count") continue;
    const params = parcel.params as { readonly stocktake: string; readonly bin: string; readonly batch: string };
    if (params.stocktake === stocktake) keys.add(pileKey(params));
  }
  return keys;
}

/** What this counter can do about a pile: a recount is somebody else's than who counted last. */
export function wantOf(pile: StocktakePile, waiting: ReadonlySet<string>): Want {
  if (waiting.has(pileKey(pile))) return "waiting";
  if (pile.state === "settled") return "done";
  if (pile.state === "uncounted") return "count";
  return pile.counted_by_me ? "other" : "recount";
}

/** The next pile that waits for this counter, going on from `after` and then from the start, so that nobody walks back. */
export function nextPile(piles: readonly StocktakePile[], waiting: ReadonlySet<string>, after?: string): StocktakePile | undefined {
  const at = piles.findIndex((pile) => pileKey(pile) === after);
  const round = [...piles.slice(at + 1), ...piles.slice(0, at + 1)];
  return round.find((pile) => ["count", "recount"].includes(wantOf(pile, waiting)));
}

/** What moved between the opening and the last count. */
export const movedMeanwhile = (pile: StocktakePile, last: Tally): number => last.book - (pile.book_at_opening ?? 0);
