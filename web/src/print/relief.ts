// What the papers of a village's list need, asked for once. People are masked in all of it; only whoever visits them may
// have names and addresses put on his own sheet, with a purpose and on record.
import { uuid } from "@/api/uuid";
import { householdsNamed, villageHouseholds } from "@/relief/households";
import { client } from "@/services";
import { useReference } from "@/stores/reference";
import type { GatedList, PublicNotice } from "@/wire/gates";
import type { GoodsRow } from "@/wire/reliefGoods";
import type { Campaign, Household } from "@/wire/relief";

export const RELIEF_PAPERS = ["poster", "minutes", "route", "goods", "decision", "cash"] as const;
export type ReliefPaper = (typeof RELIEF_PAPERS)[number];

export interface ReliefPrinted {
  readonly campaign: Campaign;
  readonly list: GatedList;
  readonly households: readonly Household[];
  readonly goods: readonly GoodsRow[];
  /** What hangs on the wall, as the server masks it, and the code that lets whoever reads it object. */
  readonly notice: PublicNotice;
  readonly code: string | null;
  /** Up to which entry of the journal all of it is true. */
  readonly seq: number;
}

/** Who is paid in cash and was not yet. */
export function cashWaits(printed: ReliefPrinted): readonly GoodsRow[] {
  const cash = new Set(printed.households.filter((one) => one.pay_by === "cash").map((one) => one.household));
  return printed.goods.filter((one) => cash.has(one.household) && one.decided_fen !== null && one.payment === "ready");
}

/** Nothing when the campaign is not one of the reader's. */
export async function fetchReliefPaper(campaign: string, village: string): Promise<ReliefPrinted | undefined> {
  const [{ campaigns }, { list, seq }, households, { notice, code }, { rows }] = await Promise.all([
    client.call("campaign.list", {}), client.call("gate.get", { campaign, village }), villageHouseholds(campaign, village),
    client.call("gate.notice", { campaign, village }), client.call("relief.goods", { campaign, village }), useReference().load(),
  ]);
  const of = campaigns.find((one) => one.campaign === campaign);
  const away = (list.evidence.follow_up?.households ?? []).filter((id) => households.every((one) => one.household !== id));
  return of && { campaign: of, list, households: [...households, ...await householdsNamed(away)], goods: rows, notice, code, seq };
}

/** What the code on the poster opens: the notice, and a form that needs no account. */
export const objectionLink = (code: string): string => `${location.origin}/o/${code}`;

/** Whom a visitor looks for, and where. */
export interface Door {
  readonly name: string;
  readonly address: string;
}
/** Names and addresses in clear, for the sheet that is carried from door to door; each look is on record. */
export async function revealDoors(households: readonly string[], purpose: string): Promise<ReadonlyMap<string, Door>> {
  const doors = new Map<string, Door>();
  for (const household of households) {
    const { revealed } = await client.call("household.reveal", { command_id: uuid(), household, purpose });
    if (revealed) doors.set(household, { name: revealed.members[0]?.name ?? "", address: revealed.address });
  }
  return doors;
}

/** Along the way of whoever walks: by address, group 2 before group 10. */
export function byAddress(households: readonly Household[], doors: ReadonlyMap<string, Door> = new Map()): readonly Household[] {
  const address = (one: Household): string => doors.get(one.household)?.address ?? one.personal?.address ?? "";
  return [...households].sort((a, b) => address(a).localeCompare(address(b), "zh", { numeric: true }) || a.number - b.number);
}
