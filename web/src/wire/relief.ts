// Winter–spring relief on the wire. People are masked in everything but the answer of `household.reveal`.
import type { Policy, Stage } from "./gates";
import type { LineState } from "./payments";
import type { Home, HouseholdLabel } from "./homes";
import type { TracePayment } from "./supervision";
import type { Text } from "./types";

export type FundingLevel = "central" | "province" | "city" | "county";
export type HouseholdClass = "destitute_support" | "minimum_living" | "monitored" | "other_hardship" | "ordinary";
export type HouseholdState = "entered" | "withdrawn";
export type Circumstance =
  | "home_collapsed" | "home_severely_damaged" | "home_damaged" | "crop_lost" | "crop_reduced" | "injured" | "disabled";
export type Vulnerability =
  | "rebuilding" | "orphan" | "left_behind_elder" | "left_behind_child" | "severely_disabled" | "lifted_from_poverty"
  | "near_poverty" | "special_care" | "serious_illness";
export type NeedKind = "grain" | "clothing" | "heating" | "water" | "medical" | "other";
export type PayBy = "cash" | "card";
export type Kinship =
  | "head" | "spouse" | "child" | "child_in_law" | "grandchild" | "parent" | "grandparent" | "sibling" | "other";
export type WithdrawReason =
  | "duplicate" | "moved_away" | "deceased" | "not_affected" | "own_wish" | "mistake" | "other";

export interface Budget {
  readonly level: FundingLevel;
  readonly fen: number;
  readonly document: string | null;
  /** Day it was handed down; C02001 for the centre's. */
  readonly given_on: string | null;
}

/** What a campaign pays by, as it stood when it was pinned. Money in fen. */
export interface PinnedStandard {
  readonly standard: string;
  readonly policy: Policy;
  readonly from: string;
  readonly until: string | null;
  readonly tiers: readonly { readonly name: Text; readonly fen: number }[];
  readonly person_floor_fen: number;
  readonly person_ceiling_fen: number;
  readonly household_ceiling_fen: number;
  readonly source_title: string;
  readonly mark: "sourced" | "partial" | "unverified";
}

export interface Campaign {
  readonly campaign: string;
  readonly version: number;
  readonly name: string;
  readonly division: string;
  readonly from: string;
  readonly until: string;
  readonly budget: readonly Budget[];
  readonly state: "open" | "closed";
  readonly exercise: boolean;
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly close_reason: string | null;
  /** 补充批次: the campaign whose late households it takes. */
  readonly supplements: string | null;
  /** Nothing until it is pinned. */
  readonly standard: PinnedStandard | null;
}

export interface DueDay {
  readonly id: string;
  readonly obligation: Text;
  readonly level: "village" | "township" | "county" | "city";
  readonly day: string;
  readonly document: string;
  readonly paragraph: string;
}

export interface VillageList {
  readonly village: string;
  readonly name: string;
  readonly households: number;
  readonly people: number;
  readonly needy: number;
  /** List and amounts stand: no household comes onto it any more. */
  readonly decided: boolean;
}

/** What may still be done with a household, by its list and its payment. */
export interface Standing {
  readonly stage: Stage;
  /** Its amount was decided: only phone, address, account, way of payment and note may change. */
  readonly fixed: boolean;
  readonly line: LineState | null;
  readonly withdrawable: boolean;
}

export interface Need {
  readonly kind: NeedKind;
  /** Grain in kilograms, clothing in pieces, the others in fen. */
  readonly quantity: number;
}

export interface MaskedMember {
  readonly name: string;
  readonly id_number: string | null;
  readonly kinship: Kinship;
  /** Only whether there is something. */
  readonly health: string | null;
  readonly sex: "male" | "female" | null;
  readonly age: number | null;
}

export interface Household {
  readonly household: string;
  readonly campaign: string;
  readonly number: number;
  readonly version: number;
  readonly state: HouseholdState;
  readonly village: string;
  readonly class: HouseholdClass;
  readonly people: number;
  readonly needy: number;
  readonly hazard: string;
  readonly circumstances: readonly Circumstance[];
  readonly vulnerabilities: readonly Vulnerability[];
  readonly needs: readonly Need[];
  readonly pay_by: PayBy;
  readonly applied_on: string | null;
  /** Nothing once the campaign's key is destroyed. */
  readonly personal: {
    readonly members: readonly MaskedMember[];
    readonly phone: string | null;
    readonly address: string;
    readonly account: string | null;
    readonly account_name: string | null;
    readonly note: string | null;
  } | null;
  /** What a later gate will ask for: "account", "members/1/id_number". */
  readonly missing: readonly string[];
  readonly entered_at: string;
  readonly entered_by: string;
  readonly changed_at: string;
  readonly withdrawn_for: WithdrawReason | null;
}

/** Another household with the same number or address. */
export interface Shared {
  readonly kind: "id" | "phone" | "account" | "address";
  readonly member: number;
  readonly number: number;
  readonly household: string;
  readonly village: string;
  readonly campaign: string;
  readonly state: HouseholdState;
  readonly head: string | null;
}

export interface HistoryLine {
  readonly version: number;
  readonly seq: number;
  readonly type: "household.entered" | "household.changed" | "household.withdrawn";
  readonly at: string;
  readonly by: { readonly account: string; readonly name: string; readonly role: string };
  /** Names of fields, never values. */
  readonly changed: readonly string[];
  readonly reason?: WithdrawReason;
}

export interface MemberWords {
  /** Place in the record: what is not said of him stays. */
  readonly member?: number;
  readonly name?: string;
  readonly kinship?: Kinship;
  readonly id_number?: string | null;
  readonly health?: string | null;
}

export interface HouseholdWords {
  readonly village: string;
  readonly class: HouseholdClass;
  readonly people: number;
  readonly needy: number;
  readonly hazard: string;
  readonly circumstances: readonly Circumstance[];
  readonly vulnerabilities: readonly Vulnerability[];
  readonly needs: readonly Need[];
  readonly pay_by: PayBy;
  readonly members: readonly MemberWords[];
  readonly address: string;
  readonly phone: string | null;
  readonly account: string | null;
  readonly account_name: string | null;
  readonly note: string | null;
  readonly applied_on?: string | null;
}

/** What `household.reveal` shows. */
export interface RevealedPeople {
  readonly members: readonly { readonly name: string; readonly id_number: string | null; readonly kinship: Kinship; readonly health: string | null }[];
  readonly phone: string | null;
  readonly address: string;
  readonly account: string | null;
  readonly account_name: string | null;
  readonly note: string | null;
}

export type PhotoAbout = "home" | "crop" | "people" | "paper" | "other";
/** A photo of a household, without the picture: that is shown by `household.reveal_photos`. */
export interface HouseholdPhoto {
  readonly photo: string;
  readonly about: PhotoAbout;
  readonly taken_at: string | null;
  readonly added_at: string;
  readonly added_by: string;
  /** False once the campaign's key is destroyed. */
  readonly held: boolean;
}
type Photos = { readonly photos: readonly HouseholdPhoto[] };

/** What a family had in another campaign. */
export interface FamilyYear extends HouseholdLabel {
  readonly from: string;
  readonly until: string;
  readonly payments: readonly TracePayment[];
  readonly paid_at: string | null;
}
export interface FamilyYears {
  readonly years: readonly FamilyYear[];
  readonly referrals: readonly {
    readonly programme: string; readonly state: string; readonly fen: number | null; readonly at: string; readonly village: string;
    readonly campaign_name: string;
  }[];
  readonly homes: readonly (Home & { readonly incident_name: string })[];
  /** Records of these people beyond the jurisdiction. */
  readonly elsewhere: number;
  readonly seq: number;
}

export interface ImportReport {
  readonly dry_run: boolean;
  readonly rows: number;
  readonly taken: number;
  /** Stood on the list before. */
  readonly already: number;
  readonly faults: readonly { readonly row: number; readonly pointer: string; readonly twice: boolean; readonly detail: Text }[];
  /** What other offices' lists say of a row's people; no fault. */
  readonly told: readonly { readonly row: number; readonly kind: "deaths" | "programme" }[];
}

interface Command {
  readonly command_id: string;
}
type CampaignWords = { readonly name: string; readonly from: string; readonly until: string; readonly budget: readonly Budget[] };
type CampaignChange = Command & { readonly campaign: string; readonly expected_version: number; readonly reason: string };
type HouseholdChange = Command & { readonly household: string; readonly expected_version: number };
type OneCampaign = { readonly campaign: Campaign };
type OneHousehold = { readonly household: Household; readonly shared: readonly Shared[] };
export interface ListPlace {
  readonly village: string;
  readonly number: number;
}

type InLanguage = { readonly campaign: string; readonly language?: "zh" | "en" };
/** What comes as a file: ledger D03 masked, tables C01 and C02, ledger D03 in clear for a purpose. */
export interface ReliefDownloads {
  "relief.export_ledger": InLanguage & { readonly division: string };
  "relief.export_tables": InLanguage;
  "relief.export_people": InLanguage & { readonly division: string; readonly purpose: string };
}

export interface ReliefOperations {
  "campaign.open": [Command & CampaignWords & { division: string; exercise?: boolean }, OneCampaign];
  "campaign.change": [CampaignChange & Partial<CampaignWords>, OneCampaign];
  "campaign.close": [CampaignChange, OneCampaign];
  "campaign.pin": [CampaignChange & { standard: string; policy: Policy }, OneCampaign];
  "campaign.list": [object, { campaigns: Campaign[]; seq: number }];
  "campaign.get": [{ campaign: string }, { campaign: Campaign; due: DueDay[]; villages: VillageList[]; seq: number }];
  "household.enter": [Command & HouseholdWords & { campaign: string }, OneHousehold];
  "household.change": [HouseholdChange & Partial<HouseholdWords>, OneHousehold];
  "household.withdraw": [HouseholdChange & { reason: WithdrawReason; note?: string }, OneHousehold];
  "household.reveal": [Command & { household: string; purpose: string }, { revealed: RevealedPeople | null }];
  "household.list": [
    {
      campaign: string; division: string; class?: HouseholdClass; state?: HouseholdState; name?: string; after?: ListPlace;
      limit?: number;
    },
    { households: Household[]; next: ListPlace | null; seq: number },
  ];
  "household.get": [{ household: string }, { household: Household; shared: Shared[]; history: HistoryLine[]; standing: Standing; seq: number }];
  /** Sent as a file: {campaign, dry_run, rows}. */
  "household.import": [{ campaign: string; dry_run: boolean; rows: readonly (HouseholdWords & { row: number })[] }, ImportReport];
  "household.photos": [{ household: string }, Photos & { seq: number }];
  "household.add_photo": [Command & { household: string; photo: string; about: PhotoAbout; taken_at?: string }, Photos];
  "household.drop_photo": [Command & { household: string; photo: string; reason: string }, Photos];
  "household.reveal_photos": [Command & { household: string; purpose: string }, { revealed: readonly { photo: string; blob: string; ticket: string }[] | null }];
  "household.years": [{ household: string }, FamilyYears];
  /** Everybody on whom something was recorded after a moment, those withdrawn too. */
  "household.changes": [{ campaign: string; village: string; since: string }, { changed: { household: Household; history: HistoryLine[] }[]; seq: number }];
  "household.match": [{ id_number?: string; phone?: string; account?: string }, { found: Shared[] }];
}
