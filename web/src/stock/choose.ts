// Which batch is meant, and which should go first.
import type { BatchRow, TakenLine } from "@/wire/supplies";
import { byExpiry } from "./expiry";

export const free = (row: Pick<BatchRow, "quantity" | "held">): number => row.quantity - row.held;

/** The piles whose label ends with what was typed: the last four digits, or more of them when two piles share these. */
export function byLastDigits<R extends { readonly label: string }>(rows: readonly R[], typed: string): readonly R[] {
  const digits = typed.normalize("NFKC").replace(/\s/g, "");
  return /^\d{4,8}$/.test(digits) ? rows.filter((row) => row.label.endsWith(digits)) : [];
}

/** What can be taken today, first what expires first; of one day, the older pile. */
export const firstOut = (rows: readonly BatchRow[], today: string): readonly BatchRow[] => rows
  .filter((row) => free(row) > 0 && (row.expires_on === null || row.expires_on >= today))
  .sort((a, b) => byExpiry(a.expires_on, b.expires_on) || a.label.localeCompare(b.label) || a.bin.localeCompare(b.bin));

interface Taking {
  readonly operation: string;
  readonly state: string;
  readonly params: unknown;
}

/** What commands that still wait on this machine take from this pile: it is on its way out already. */
export function waitingToLeave(parcels: readonly Taking[], row: Pick<BatchRow, "place" | "batch" | "bin">): number {
  let sum = 0;
  for (const parcel of parcels) {
    if (parcel.state !== "waiting" || (parcel.operation !== "stock.issue" && parcel.operation !== "stock.transfer")) continue;
    const { place, lines } = parcel.params as { readonly place: string; readonly lines: readonly TakenLine[] };
    if (place !== row.place) continue;
    for (const line of lines) if (line.batch === row.batch && (line.bin ?? "") === row.bin) sum += line.quantity;
  }
  return sum;
}
