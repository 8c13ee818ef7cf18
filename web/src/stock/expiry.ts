// How long goods still keep, in a colour and in words that say the same.

/** Half a year ahead there is time to rotate goods; a month ahead they are used first or lost. */
const SOON_DAYS = 180;
const URGENT_DAYS = 30;
const DAY = 86_400_000;
const BEIJING = 8 * 3600_000;

export type Freshness = "expired" | "urgent" | "soon" | "fresh" | "keeps";

export interface Expiry {
  readonly freshness: Freshness;
  readonly tone: "red" | "amber" | "green" | "grey";
  /** Whole days until the last day of use, or since it. */
  readonly days: number;
}

const TONES: Readonly<Record<Freshness, Expiry["tone"]>> = {
  expired: "red", urgent: "red", soon: "amber", fresh: "green", keeps: "grey",
};

/** The day in Beijing, "2027-06-30". */
export const dayOf = (ms: number): string => new Date(ms + BEIJING).toISOString().slice(0, 10);

/** What the last day of use means on the day `today`. Goods may still be used on that day itself. */
export function expiryOf(lastDay: string | null, today: string): Expiry {
  if (lastDay === null) return { freshness: "keeps", tone: TONES.keeps, days: 0 };
  const days = Math.round((Date.parse(lastDay) - Date.parse(today)) / DAY);
  const freshness = days < 0 ? "expired" : days <= URGENT_DAYS ? "urgent" : days <= SOON_DAYS ? "soon" : "fresh";
  return { freshness, tone: TONES[freshness], days: Math.abs(days) };
}

/** Puts what expires first in front, and what keeps for ever at the end. */
export function byExpiry(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}
