// A damaged home while somebody types it: from a blank sheet, or from a row whose person he does not see.
import { readYuan } from "@/components/loan/money";
import { toWire } from "@/format/time";
import { idFault, readWhole } from "@/relief/form";
import type { Damage, Extent, Home, HomeChangeReason, HomeWithdrawReason, HomeWords, Structure } from "@/wire/homes";
import type { HouseholdClass, PayBy } from "@/wire/relief";
import type { Role } from "@/wire/types";

export const STRUCTURES: readonly Structure[] = ["steel", "concrete", "masonry", "wood", "other"];
export const DAMAGES: readonly Damage[] = ["collapsed", "severely_damaged", "slightly_damaged"];
export const CHANGE_REASONS: readonly HomeChangeReason[] = ["mistake", "verified", "worsened", "money", "other"];
export const HOME_WITHDRAW_REASONS: readonly HomeWithdrawReason[] = ["duplicate", "mistake", "not_affected", "not_a_home", "other"];
export const HOME_ENTERERS: readonly Role[] = ["township_clerk"];
/** The form's 万元, in fen. */
const WAN = 10_000;

export interface HomeDraft {
  village: string;
  class: HouseholdClass;
  name: string;
  id: string;
  phone: string;
  address: string;
  people: string;
  rooms: string;
  structure: Structure;
  occurredAt: number | undefined;
  hazard: string;
  damage: Record<Damage, { rooms: string; area: string }>;
  rebuild: string;
  other: string;
  payBy: PayBy | "";
}

const NOBODY = { name: "", id: "", phone: "", address: "" };
const blankDamage = (): HomeDraft["damage"] => ({
  collapsed: { rooms: "", area: "" }, severely_damaged: { rooms: "", area: "" }, slightly_damaged: { rooms: "", area: "" },
});

/** A blank sheet. What a village's homes have in common stays from the one before. */
export function blankHome(about: { village: string; hazard: string; occurredAt: number | undefined }, before?: HomeDraft): HomeDraft {
  return {
    ...NOBODY, village: before?.village ?? about.village, class: before?.class ?? "ordinary", people: "", rooms: "",
    structure: before?.structure ?? "masonry", occurredAt: before?.occurredAt ?? about.occurredAt, hazard: before?.hazard ?? about.hazard,
    damage: blankDamage(), rebuild: "", other: "", payBy: "",
  };
}

/** "12.05" from hundredths, without zeros that say nothing. */
export const inHundredths = (hundredths: number): string => String(hundredths / 100);
/** 万元 as the form has them, from fen. */
export const inWan = (fen: number): string => String(fen / (100 * WAN));

const shownExtent = ({ rooms, area_dm2 }: Extent): { rooms: string; area: string } =>
  ({ rooms: rooms ? String(rooms) : "", area: area_dm2 ? inHundredths(area_dm2) : "" });

/** A row to be corrected: figures as they are, its person blank, which means that they stay. */
export function draftOfHome(home: Home): HomeDraft {
  return {
    ...NOBODY, village: home.village, class: home.class, people: String(home.people), rooms: String(home.rooms),
    structure: home.structure, occurredAt: Date.parse(home.occurred_at), hazard: home.hazard,
    damage: { collapsed: shownExtent(home.collapsed), severely_damaged: shownExtent(home.severely_damaged), slightly_damaged: shownExtent(home.slightly_damaged) },
    rebuild: home.rebuild_fen ? inWan(home.rebuild_fen) : "", other: home.other_fen ? inWan(home.other_fen) : "",
    payBy: home.pay_by ?? "",
  };
}

/** Square metres with at most two decimals as hundredths; nothing when it is none. */
export const readArea = (typed: string): number | undefined => (typed.trim() === "" ? 0 : readYuan(typed));
const readRooms = (typed: string): number | undefined => (typed.trim() === "" ? 0 : readWhole(typed));

/** 万元 with at most six decimals, as fen; nothing when it is none. The digits are shifted, since 2.505 × 1,000,000 is not whole to a machine. */
export function readWan(typed: string): number | undefined {
  const text = typed.normalize("NFKC").replace(/[,\s]/g, "");
  if (text === "") return 0;
  const found = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text);
  return found ? Number(found[1]! + (found[2] ?? "").padEnd(6, "0")) : undefined;
}

export const hitRooms = (draft: HomeDraft): number =>
  DAMAGES.reduce((sum, kind) => sum + (readRooms(draft.damage[kind].rooms) ?? 0), 0);

function damageGaps(draft: HomeDraft): string[] {
  const gaps = DAMAGES.flatMap((kind) => {
    const [rooms, area] = [readRooms(draft.damage[kind].rooms), readArea(draft.damage[kind].area)];
    return [
      ...(rooms === undefined || (rooms === 0 && area) ? [`${kind}/rooms`] : []),
      ...(area === undefined || (area === 0 && rooms) ? [`${kind}/area`] : []),
    ];
  });
  return gaps.length === 0 && hitRooms(draft) === 0 ? ["collapsed/rooms"] : gaps;
}

/** What keeps a draft from being sent, by field; the server says the rest. `kept`: a blank person stays as he is. */
export function homeGaps(draft: HomeDraft, photos: number, kept = false): string[] {
  const rooms = readWhole(draft.rooms);
  const money = (readWan(draft.rebuild) ?? 0) + (readWan(draft.other) ?? 0);
  return [
    ...(draft.village ? [] : ["village"]),
    ...(kept || draft.name.trim() ? [] : ["name"]),
    ...(idFault(draft.id) ? ["id"] : []),
    ...(kept || draft.address.trim() ? [] : ["address"]),
    ...(readWhole(draft.people) ? [] : ["people"]),
    ...(rooms && hitRooms(draft) <= rooms ? [] : ["rooms"]),
    ...(draft.occurredAt === undefined ? ["occurredAt"] : []),
    ...damageGaps(draft),
    ...(readWan(draft.rebuild) === undefined ? ["rebuild"] : []),
    ...(readWan(draft.other) === undefined ? ["other"] : []),
    ...(money > 0 && !draft.payBy ? ["payBy"] : []),
    ...(photos > 0 ? [] : ["photos"]),
  ];
}

const extentOf = (of: { rooms: string; area: string }): Extent => ({ rooms: readRooms(of.rooms)!, area_dm2: readArea(of.area)! });
const figuresOf = (draft: HomeDraft) => ({
  village: draft.village, class: draft.class, people: readWhole(draft.people)!, rooms: readWhole(draft.rooms)!,
  structure: draft.structure, occurred_at: toWire(draft.occurredAt!), hazard: draft.hazard,
  collapsed: extentOf(draft.damage.collapsed), severely_damaged: extentOf(draft.damage.severely_damaged), slightly_damaged: extentOf(draft.damage.slightly_damaged),
  rebuild_fen: readWan(draft.rebuild)!, other_fen: readWan(draft.other)!, pay_by: draft.payBy || null,
});

/** Of a draft without gaps. */
export const homeWords = (draft: HomeDraft): HomeWords => ({
  ...figuresOf(draft), name: draft.name.trim(), id_number: draft.id.trim() || null, phone: draft.phone.trim() || null,
  address: draft.address.trim(),
});

/** Only what differs from the row; what is blank of its person stays. */
export function homeChange(draft: HomeDraft, home: Home): Partial<HomeWords> {
  const said: Partial<HomeWords> = {
    ...figuresOf(draft),
    ...(draft.name.trim() ? { name: draft.name.trim() } : {}), ...(draft.id.trim() ? { id_number: draft.id.trim() } : {}),
    ...(draft.phone.trim() ? { phone: draft.phone.trim() } : {}), ...(draft.address.trim() ? { address: draft.address.trim() } : {}),
  };
  const row = home as unknown as Record<string, unknown>;
  const same = (field: string, value: unknown): boolean => (field === "occurred_at"
    ? Date.parse(String(value)) === Date.parse(home.occurred_at) : JSON.stringify(row[field]) === JSON.stringify(value));
  return Object.fromEntries(Object.entries(said).filter(([field, value]) => !same(field, value))) as Partial<HomeWords>;
}
