// Relief goods: what travels between the server and this page about places, stock and movements.
import type { Opinion } from "./aside";
import type { ReliefDownloads } from "./relief";
import type { Actor, Text } from "./types";

export type Tier = "national" | "province" | "city" | "county" | "township" | "village";
export type PlaceKind = "store" | "point";

/** An office is a name and the division it works for. */
export interface Office {
  readonly name: string;
  readonly division: string;
}

export interface Capacity {
  readonly people: number | null;
  readonly area_m2: number | null;
  readonly volume_m3: number | null;
}

/** A warehouse or a point where goods are kept. */
export interface Depository {
  readonly place: string;
  readonly version: number;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly level: Tier;
  readonly division: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly address: string | null;
  readonly owner: Office;
  readonly keeper: Office;
  readonly user: Office;
  readonly capacity: Capacity;
  readonly bins: readonly string[];
  readonly state: "open" | "closed";
  readonly closed_reason?: string | null;
}

export interface Origin {
  readonly kind: "funding" | "donation" | "loan" | "requisition";
  readonly level: Tier;
  readonly document?: string | null;
  readonly donor?: string | null;
  readonly earmark?: string | null;
}

/** What is said about a batch when it comes in. */
export interface NewBatch {
  readonly lot?: string | null;
  readonly maker?: string | null;
  readonly made_on?: string | null;
  readonly suggested_years?: number | null;
  readonly expires_on?: string | null;
  readonly origin: Origin;
}

export interface Batch extends Required<NewBatch> {
  readonly batch: string;
  /** Eight digits, printed on the pile; people type the last four. */
  readonly label: string;
  readonly item: string;
  readonly received_on: string;
  readonly exercise: boolean;
}

/** An incident, or any; a unit with all below it, or any. */
export interface Purpose {
  readonly incident: string | null;
  readonly division: string | null;
}

/** One item in one place: what there is, and how much of it waybills hold. In base units. */
export interface StockRow {
  readonly place: string;
  readonly item: string;
  readonly exercise: boolean;
  readonly quantity: number;
  readonly held: number;
  readonly batches: number;
  readonly earliest_expiry: string | null;
}

/** One batch in one bin. */
export interface BatchRow extends Batch {
  /** What its donor wants it used for, where that binds; `also` are the exceptions that were granted. */
  readonly bound_to?: (Purpose & { readonly also: readonly Purpose[] }) | null;
  readonly place: string;
  readonly bin: string;
  readonly quantity: number;
  readonly held: number;
}

/** A place of ours by its id, or a side of the double entry by its word. */
export interface Spot {
  readonly place: string;
  readonly bin: string;
}

export type MovementKind =
  | "receive" | "issue" | "hand_over" | "lend" | "borrow" | "loan_return" | "requisition" | "requisition_return" | "transfer" | "return" | "scrap" | "adjust" | "dispatch" | "correct" | "arrive" | "write_off" | "accept" | "reject" | "reverse";

export interface MovementLine {
  readonly item: string;
  readonly batch: string;
  readonly quantity: number;
  readonly from: Spot;
  readonly to: Spot;
}

export interface Movement {
  readonly movement: string;
  readonly version: number;
  readonly seq: number;
  readonly kind: MovementKind;
  readonly place: string;
  readonly division: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly actor: Actor;
  readonly document: string | null;
  readonly incident: string | null;
  readonly recipient: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly waybill: string | null;
  readonly exercise: boolean;
  readonly reverses: string | null;
  readonly reversed_by: string | null;
  /** The experts' opinion, who counted, or the paper it belongs to. */
  readonly evidence: Readonly<Record<string, unknown>> | null;
  readonly lines: readonly MovementLine[];
}

/** What a back-dated movement changed in the balances after it. */
export interface Recalculated {
  readonly place: string;
  readonly bin: string;
  readonly item: string;
  readonly batch: string;
  readonly delta: number;
  readonly later: readonly { readonly seq: number; readonly occurred_at: string; readonly before: number; readonly after: number }[];
  readonly more: number;
}

export interface Posted {
  readonly movement: Movement;
  readonly recalculated: readonly Recalculated[];
}

export interface CardRow {
  readonly seq: number;
  readonly line: number;
  readonly movement: string;
  readonly kind: MovementKind;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly batch: string;
  readonly bin: string;
  readonly delta: number;
  readonly balance: number;
  readonly other: Spot;
  readonly document: string | null;
  readonly reversed: boolean;
}

export interface StockCard {
  readonly opening: number;
  readonly closing: number;
  readonly rows: readonly CardRow[];
  /** There were more rows than one answer holds. */
  readonly more: boolean;
}

export interface BatchLife {
  readonly batch: Batch;
  readonly now: readonly { readonly place: string; readonly bin: string; readonly quantity: number }[];
  readonly movements: readonly Movement[];
}

export interface Packaging {
  readonly name: Text;
  readonly units: number;
}

export interface GoodsItem {
  readonly code: string;
  readonly name: Text;
  readonly category: string;
  readonly unit: Text;
  readonly spec?: Text;
  readonly packaging: readonly Packaging[];
  readonly shelf_life_years: number | null;
  readonly returnable: boolean;
}

export interface Goods {
  readonly categories: readonly { readonly code: string; readonly name: Text }[];
  readonly items: readonly GoodsItem[];
}

interface Command {
  readonly command_id: string;
}

interface Document extends Command {
  readonly place: string;
  readonly occurred_at?: string;
  readonly document?: string;
  readonly incident?: string;
  readonly note?: string;
}

export interface PlaceFacts {
  readonly name: string;
  /** Degrees, WGS 84; both or neither. Null takes back what was said, as with the capacities. */
  readonly lon?: number | null;
  readonly lat?: number | null;
  readonly address?: string;
  readonly owner: Office;
  readonly keeper: Office;
  readonly user: Office;
  readonly capacity?: Capacity;
  readonly bins?: readonly string[];
}

export type ReceivedLine = { readonly item: string; readonly quantity: number; readonly bin?: string } & (
  | { readonly batch: string }
  | { readonly new_batch: NewBatch }
);

export interface TakenLine {
  readonly batch: string;
  readonly bin?: string;
  readonly quantity: number;
}

type OnePlace = { readonly place: Depository };
type PlaceChange = Command & { readonly place: string; readonly expected_version: number };

export interface SupplyOperations {
  "goods.get": [object, Goods];
  "place.open": [
    Command & PlaceFacts & { readonly kind: PlaceKind; readonly level: Tier; readonly division: string }, OnePlace,
  ];
  "place.change": [PlaceChange & Partial<PlaceFacts>, OnePlace];
  "place.close": [PlaceChange & { readonly reason: string }, OnePlace];
  "place.list": [{ state?: "open" | "closed"; kind?: PlaceKind; level?: Tier }, { places: Depository[]; seq: number }];
  "stock.receive": [
    Document & { readonly source: "supplier"; readonly exercise?: boolean; readonly lines: readonly ReceivedLine[] }, Posted,
  ];
  "stock.issue": [
    Document & { readonly division: string; readonly recipient: string; readonly lines: readonly TakenLine[] }, Posted,
  ];
  "stock.return": [Document & { readonly division: string; readonly lines: readonly TakenLine[] }, Posted];
  "stock.transfer": [
    Document & { readonly to: string; readonly lines: readonly (TakenLine & { readonly to_bin?: string })[] }, Posted,
  ];
  "stock.scrap": [Document & { readonly division?: string; readonly reason: string; readonly opinion: Opinion; readonly lines: readonly TakenLine[] }, Posted];
  "stock.reverse": [Command & { readonly movement: string; readonly expected_version: number; readonly reason: string }, Posted];
  "stock.card": [{ place: string; item: string; from?: string; until?: string; exercise?: boolean }, StockCard];
  "stock.life": [{ batch: string } | { label: string }, BatchLife];
}

interface Table {
  readonly from?: string;
  readonly until?: string;
  readonly exercise?: boolean;
  readonly language?: "zh" | "en";
}
interface HomeTable {
  readonly incident: string;
  readonly division: string;
  readonly language?: "zh" | "en";
}
/** What comes as a file. */
export interface Downloads extends ReliefDownloads {
  "stock.export_ledger": Table & { readonly place?: string; readonly item?: string; readonly incident?: string };
  "stock.export_card": Table & { readonly place: string; readonly item: string };
  "home.export": HomeTable;
  "home.export_people": HomeTable & { readonly purpose: string };
  "stock.export_figures": Table & { readonly division: string; readonly incident?: string };
}
export type Download = keyof Downloads;
/** Those with people in clear, for a purpose. */
export type DownloadInClear = { [K in Download]: Downloads[K] extends { readonly purpose: string } ? K : never }[Download];

/** The balances are asked for in two grains, with one operation. */
export interface BalanceQuestion {
  readonly place?: string;
  readonly item?: string;
  readonly exercise?: boolean;
}
export interface BalanceOperation {
  "stock.balance": [
    BalanceQuestion & { readonly by: "item" | "batch" }, { rows: readonly (StockRow | BatchRow)[]; seq: number },
  ];
}
