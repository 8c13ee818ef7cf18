// Which batch is meant, and which should go first.
import type { BatchRow } from "@/wire/supplies";
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
