// What travels between the server and this page, in the server's own spelling.
import type { StocktakeProgress } from "./stocktake";
import type { StockRow } from "./supplies";

export type Role =
  | "village_informant" | "township_clerk" | "county_duty" | "city_duty" | "leader" | "warehouse_keeper"
  | "dispatcher" | "township_reviewer" | "county_reviewer" | "auditor" | "administrator";

export type Level = "city" | "county" | "township" | "village";
export type Phase = "initial" | "update" | "final";
export type Aspect = "single" | "instant" | "cumulative";
export type Channel = "web" | "phone" | "fax" | "radio" | "mail" | "file";
export type Topic =
  | "incident"
  | "observation"
  | "report"
  | "rollup"
  | "clock"
  | "division"
  | "account"
  | "place"
  | "stock"
  | "key"
  | "release"
  | "waybill"
  | "receipt"
  | "checkpoint"
  | "need"
  | "allocation"
  | "personal"
  | "stocktake_progress"
  | "donation"
  | "handout"
  | "loan"
  | "requisition"
  | "recovery"
  | "inspection"
  | "campaign"
  | "household_village"
  | "referral"
  | "home"
  | "gate"
  | "payment"
  | "audit"
  | "inquiry"
  | "likeness";

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface DeviceToken {
  readonly token_id: string;
  readonly label: string;
  readonly issued_at: string;
  readonly last_used_at?: string | null;
}

export interface Account {
  readonly account: string;
  readonly name: string;
  readonly display_name: string;
  readonly role: Role;
  readonly division: string;
  readonly state: "active" | "closed";
  readonly version: number;
  readonly opened_at: string;
  readonly last_seen_at?: string | null;
  readonly tokens: readonly DeviceToken[];
}

export interface SignIn {
  readonly account: Account;
  readonly server_time: string;
  readonly site: { readonly id: string; readonly name: string };
  /** What this session may subscribe to. */
  readonly topics: readonly string[];
  readonly expires_at: string;
}

export interface Actor {
  readonly account: string;
  readonly display_name: string;
  readonly role: Role;
  readonly division: string;
}

export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly parent: string | null;
  readonly legal_parent: string | null;
  readonly kind: string;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly schematic: boolean;
  readonly center: readonly [number, number] | null;
  readonly bbox: readonly [number, number, number, number] | null;
}

export interface Doubt {
  readonly code: "outside" | "gcj02_offset" | "on_border";
  readonly zh: string;
  readonly en: string;
}

export interface Located {
  readonly inside: boolean;
  readonly chain: readonly { readonly code: string; readonly name: string; readonly level: Level }[];
  readonly schematic: boolean;
  readonly lon: number;
  readonly lat: number;
  readonly doubts: readonly Doubt[];
}

export interface BoundaryLayer {
  readonly level: Exclude<Level, "city">;
  readonly version: string;
  readonly features: number;
  readonly schematic: boolean;
  readonly source: string;
  readonly adopted_at: string;
}

export interface Incident {
  readonly incident: string;
  readonly version: number;
  readonly hazard: string;
  readonly sub_hazard: string | null;
  readonly name: string;
  readonly occurred_at: string;
  readonly area: readonly string[];
  readonly exercise: boolean;
  readonly state: "open" | "stable" | "closed";
  readonly opened_at: string;
  readonly opened_by: Actor;
  readonly stabilised_at?: string | null;
  readonly closed_at?: string | null;
  readonly close_reason?: string | null;
}

export interface NearIncident {
  readonly incident: string;
  readonly name: string;
  readonly hours_apart: number;
  readonly shares_area: boolean;
}

export interface Observation {
  readonly observation: string;
  readonly version: number;
  readonly incident: string | null;
  readonly division: string;
  readonly chain: readonly string[];
  readonly text: string;
  readonly point: readonly [number, number] | null;
  readonly doubts: readonly Doubt[];
  readonly photos: readonly string[];
  readonly occurred_at: string;
  readonly received_at: string;
  readonly recorded_at: string;
  readonly channel: Channel;
  readonly actor: Actor;
  readonly state: "active" | "withdrawn";
  readonly exercise: boolean;
}

export type Qualifier = "about" | "at_least";

/** One answer. A number, a pair of numbers for stocks, words, or the honest "unknown". */
export interface Figure {
  readonly value?: number;
  readonly instant?: number;
  readonly cumulative?: number;
  readonly unknown?: true;
  readonly text?: string;
  /** Of all the numbers, unless `qualifiers` says otherwise of one. */
  readonly qualifier?: Qualifier;
  readonly qualifiers?: Readonly<Partial<Record<"instant" | "cumulative", Qualifier>>>;
  readonly note?: string;
}
export type Figures = Readonly<Record<string, Figure>>;

export interface Warning {
  readonly check: string;
  readonly zh: string;
  readonly en: string;
}

export interface Version {
  readonly version: number;
  readonly kind: "submission" | "correction" | "withdrawal" | "return";
  readonly phase: Phase;
  readonly figures: Figures;
  readonly narrative: { readonly situation?: string; readonly response?: string };
  readonly contact: { readonly unit?: string; readonly post?: string };
  readonly channel: Channel;
  readonly occurred_at: string;
  readonly received_at: string;
  readonly recorded_at: string;
  readonly actor: Actor;
  readonly reason: string | null;
  readonly fault?: "time" | "figures" | "other";
  readonly warnings: readonly Warning[];
  readonly seq: number;
}

export interface Report {
  readonly report: string;
  readonly incident: string;
  readonly division: string;
  readonly level: Level;
  readonly version: number;
  readonly phase: Phase;
  readonly state: "effective" | "returned" | "withdrawn";
  readonly exercise: boolean;
  readonly current: Version;
  readonly versions?: readonly Version[];
}

export interface Cell {
  readonly total: number | string | null;
  readonly own: number | string | null;
  readonly below: number | string | null;
  readonly unknown: number;
  /** The total is about or at least so much, or has such a figure among its parts. */
  readonly estimated: boolean;
  readonly seq: number;
}
export type Cells = Readonly<Record<string, Readonly<Partial<Record<Aspect, Cell>>>>>;

export interface RollupNode {
  readonly division: string;
  readonly level: Level;
  readonly cells: Cells;
  readonly reported: boolean;
  readonly expected: number;
  readonly received: number;
  readonly missing: readonly string[];
  readonly updated_at: string | null;
}

export interface Rollup {
  readonly incident: string;
  readonly seq: number;
  readonly as_of: string;
  readonly nodes: readonly RollupNode[];
}

export interface LineagePart {
  readonly division: string;
  readonly name: string;
  readonly report: string | null;
  readonly version: number | null;
  readonly value: number | string | null;
  readonly unknown: boolean;
  readonly estimated: boolean;
  readonly as_of: string | null;
  readonly source: "own" | "below";
  readonly parts?: readonly LineagePart[];
}

export interface Lineage {
  readonly total: number | string | null;
  readonly own: number | string | null;
  readonly below: number | string | null;
  readonly source: "own" | "below";
  readonly merge: string;
  readonly as_of: string | null;
  readonly parts: readonly LineagePart[];
  readonly missing: readonly string[];
}

export interface Clock {
  readonly clock: string;
  readonly incident: string;
  readonly rule: string;
  readonly division: string;
  readonly obligation: Text;
  readonly phase: string;
  readonly started_at: string;
  readonly due_at: string;
  readonly amber_at: string;
  readonly red_at: string;
  readonly met_at: string | null;
  readonly met_by: string | null;
  readonly state: "running" | "met" | "cancelled";
  readonly document: string;
  readonly note: string | null;
  readonly exercise: boolean;
}

export interface Entry {
  readonly seq: number;
  readonly topic: Topic;
  readonly stream: string;
  readonly type: string;
  readonly stream_version: number;
  readonly occurred_at: string;
  readonly received_at: string;
  readonly recorded_at: string;
  readonly actor: Actor;
  readonly channel: Channel;
  readonly division: string;
  readonly exercise: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface RollupChange extends RollupNode {
  readonly incident: string;
}

export type State =
  | { readonly topic: "need"; readonly key: string; readonly seq: number; readonly division: string; readonly value: { readonly incident: string; readonly division: string } }
  | { readonly topic: "household_village"; readonly key: string; readonly seq: number; readonly division: string; readonly value: { readonly campaign: string; readonly village: string } }
  | { readonly topic: "gate"; readonly key: string; readonly seq: number; readonly division: string; readonly value: { readonly campaign: string; readonly village: string; readonly stage: string } }
  | { readonly topic: "rollup"; readonly key: string; readonly seq: number; readonly division: string; readonly value: RollupChange }
  | { readonly topic: "clock"; readonly key: string; readonly seq: number; readonly division: string; readonly value: Clock }
  | { readonly topic: "stock"; readonly key: string; readonly seq: number; readonly division: string; readonly value: StockRow }
  | { readonly topic: "stocktake_progress"; readonly key: string; readonly seq: number; readonly division: string; readonly value: StocktakeProgress };

export type Notification =
  | { readonly jsonrpc: "2.0"; readonly method: "live.entry"; readonly params: Entry }
  | { readonly jsonrpc: "2.0"; readonly method: "live.state"; readonly params: State }
  | { readonly jsonrpc: "2.0"; readonly method: "live.gap"; readonly params: { readonly since: number } };

export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
  readonly detail_en: string;
}

export interface Problem {
  readonly type: string;
  readonly kind: string;
  readonly status: number;
  readonly title: string;
  readonly title_en: string;
  readonly detail: string;
  readonly detail_en: string;
  readonly errors?: readonly FieldError[];
  readonly current_version?: number;
  readonly retry_after?: number;
}
