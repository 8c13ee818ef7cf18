// Which batch is meant, and which should go first.
import { liesIn } from "@/format/division";
import type { BatchRow, Purpose } from "@/wire/supplies";
import { byExpiry } from "./expiry";

export const free = (row: Pick<BatchRow, "quantity" | "held">): number => row.quantity - row.held;

/** What goods are taken for: the unit they go to, and the incident if there is one. */
export interface Use {
  readonly division: string;
  readonly incident: string | null;
}
/** Whether the donor of a pile, if any, wants this use of it, or an exception was granted. */
export function allows(row: Pick<BatchRow, "bound_to">, use: Use): boolean {
  const fits = ({ incident, division }: Purpose): boolean =>
    (incident === null || incident === use.incident) && (division === null || liesIn(use.division, division));
  return !row.bound_to || fits(row.bound_to) || row.bound_to.also.some(fits);
}

/** The piles whose label ends with what was typed: the last four digits, or more of them when two piles share these. */
export function byLastDigits<R extends { readonly label: string }>(rows: readonly R[], typed: string): readonly R[] {
  const digits = typed.normalize("NFKC").replace(/\s/g, "");
  return /^\d{4,8}$/.test(digits) ? rows.filter((row) => row.label.endsWith(digits)) : [];
}

/** What can be taken today, first what expires first; of one day, the older pile. */
export const firstOut = (rows: readonly BatchRow[], today: string): readonly BatchRow[] => rows
  .filter((row) => free(row) > 0 && (row.expires_on === null || row.expires_on >= today))
  .sort((a, b) => byExpiry(a.expires_on, b.expires_on) || a.label.localeCompare(b.label) || a.bin.localeCompare(b.bin));
