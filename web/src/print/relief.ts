// What the papers of a village's list need, asked for once. People are masked in all of it: nothing here asks to see them
// in clear, so nothing that is hung up or carried about can show more than the screen does.
import { villageHouseholds } from "@/relief/households";
import { client } from "@/services";
import { useReference } from "@/stores/reference";
import type { GatedList, PaymentLine } from "@/wire/gates";
import type { Campaign, Household } from "@/wire/relief";

export const RELIEF_PAPERS = ["poster", "minutes", "route"] as const;
export type ReliefPaper = (typeof RELIEF_PAPERS)[number];

export interface ReliefPrinted {
  readonly campaign: Campaign;
  readonly list: GatedList;
  readonly households: readonly Household[];
  /** What each household got, once there is something. */
  readonly lines: readonly PaymentLine[];
  /** Up to which entry of the journal all of it is true. */
  readonly seq: number;
}

/** Nothing when the campaign is not one of the reader's. */
export async function fetchReliefPaper(campaign: string, village: string): Promise<ReliefPrinted | undefined> {
  const [{ campaigns }, { list, seq }, households, { lines }] = await Promise.all([
    client.call("campaign.list", {}), client.call("gate.get", { campaign, village }), villageHouseholds(campaign, village),
    client.call("payment.list", { campaign, village }), useReference().load(),
  ]);
  const of = campaigns.find((one) => one.campaign === campaign);
  return of && { campaign: of, list, households, lines, seq };
}

/** Along the way of whoever walks: by address, group 2 before group 10. */
export const byAddress = (households: readonly Household[]): readonly Household[] =>
  households.toSorted((a, b) => (a.personal?.address ?? "").localeCompare(b.personal?.address ?? "", "zh", { numeric: true }) || a.number - b.number);

/** A name on a wall is never whole. Should one ever come unmasked, all but its first sign is hidden here. */
export const posterName = (name: string | undefined): string => {
  if (!name) return "—";
  return name.includes("*") ? name : `${[...name][0]}${"*".repeat(Math.max(1, [...name].length - 1))}`;
};

export interface PosterRow {
  readonly number: number;
  readonly name: string;
  readonly needy: number;
  readonly circumstances: Household["circumstances"];
  readonly fen?: number;
}
/** The first notice names everybody on the list, the second whom relief was paid and how much. */
export function posterRows(printed: ReliefPrinted, second: boolean): readonly PosterRow[] {
  const paid = new Map(printed.lines.filter((one) => one.state === "paid").map((one) => [one.household, one.fen]));
  return printed.households.filter((one) => !second || paid.has(one.household)).map((one) => ({
    number: one.number, name: posterName(one.personal?.members[0]?.name), needy: one.needy, circumstances: one.circumstances,
    ...(second ? { fen: paid.get(one.household)! } : {}),
  }));
}
