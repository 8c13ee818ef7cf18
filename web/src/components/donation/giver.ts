// Between what is typed about a donor and what travels.
import type { Donation, DonorWords, Earmark } from "@/wire/donations";
import { blankGiver, type Giver } from "./DonorFields.vue";

export const said = (text: string): string | null => text.trim() || null;

/** A contact that was not typed is not sent: what is on record stays. */
export function donorWords(giver: Giver): DonorWords {
  const name = said(giver.name);
  const donor = { kind: giver.kind, shown_as: said(giver.shownAs) };
  return name === null ? donor : { ...donor, contact: { name, phone: said(giver.phone) } };
}

export function earmarkOf(giver: Giver): Earmark | null {
  const earmark = { text: said(giver.wish), incident: said(giver.incident), division: said(giver.division) };
  return Object.values(earmark).some((one) => one !== null) ? earmark : null;
}

export const giverOf = ({ donor, earmark, deed, note }: Donation): Giver => ({
  ...blankGiver(), kind: donor.kind, shownAs: donor.shown_as ?? "", wish: earmark.text ?? "", incident: earmark.incident ?? "",
  division: earmark.division ?? "", deed: deed ?? "", note: note ?? "",
});
