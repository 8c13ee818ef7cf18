// Needs and allocations on the wire.
import type { Actor, Lineage, Text } from "./types";

export const PEOPLE_STATES = ["sheltered", "hosted", "precautionary_move", "emergency_relief_need"] as const;
export type PeopleState = (typeof PEOPLE_STATES)[number];
export type People = Readonly<Record<PeopleState, number>>;

export interface PeopleAt {
  readonly division: string;
  readonly level: "city" | "county" | "township" | "village";
  readonly count: People;
  /** Somebody answered that a number is not known. */
  readonly doubtful: boolean;
}

export interface Need {
  readonly division: string;
  readonly item: string;
  readonly required: number;
  readonly on_hand: number;
  readonly on_the_way: number;
  readonly missing: number;
  readonly stored: number;
  readonly with_people: number;
  readonly used_up: number;
  readonly in_transit: number;
  readonly ordered: number;
  readonly requested: number;
}

export interface Norm {
  readonly id: string;
  readonly item: string;
  readonly states: readonly PeopleState[];
  readonly season: string;
  readonly share_percent: number;
  readonly amount: number;
  readonly persons: number;
  readonly days: number | null;
  readonly note: Text;
  readonly source: { readonly title: string; readonly mark: "sourced" | "partial" | "unverified" };
}

export interface Needs {
  readonly incident: string;
  readonly exercise: boolean;
  readonly division: string;
  readonly days: number;
  readonly season: "warm" | "cold";
  readonly computed_at: string;
  readonly people: readonly PeopleAt[];
  readonly needs: readonly Need[];
  readonly norms: readonly Norm[];
  readonly seq: number;
}

export interface NeedOrigin {
  readonly figures: readonly { readonly state: PeopleState; readonly indicator: string; readonly lineage: Lineage }[];
  readonly norms: readonly Norm[];
  readonly provided: readonly {
    readonly kind: "place" | "movement" | "waybill" | "release" | "request";
    readonly id: string;
    readonly name: string;
    readonly quantity: number;
  }[];
}

export type Limit = "none" | "stock" | "reserve" | "expiry" | "vehicles" | "road" | "";

export interface PlanLine {
  readonly line: number;
  readonly from: string;
  readonly from_name: string;
  readonly office: string;
  readonly to: string;
  readonly item: string;
  readonly quantity: number;
  readonly minutes: number;
  readonly travel: "straight_line" | "roads";
  readonly limit: Limit;
  readonly why: Text;
  readonly edited: { readonly by: string; readonly at: string; readonly reason: string; readonly before: number } | null;
}

export interface PlanGap {
  readonly kind: "short" | "store" | "unit";
  readonly who: string;
  readonly item: string;
  readonly quantity: number;
  readonly limit: Limit;
  readonly why: Text;
}

export interface RoadCut {
  readonly lon: number;
  readonly lat: number;
  readonly radius_m?: number;
}
/** What stays in a store, in base units, whatever is asked for. */
export interface Floor {
  readonly place: string;
  readonly item: string;
  readonly amount: number;
}
/** What a store can load at once. */
export interface Fleet {
  readonly place: string;
  readonly vehicles: number;
  readonly load_kg: number;
}

export interface Assumptions {
  readonly days: number;
  readonly people_percent?: number;
  readonly people?: readonly { readonly division: string; readonly state: PeopleState; readonly count: number }[];
  readonly closed?: readonly { readonly from: string | null; readonly to: string }[];
  /** Every road that comes within `radius_m` metres of the point (WGS 84) is closed; needs the road layer. */
  readonly closed_roads?: readonly RoadCut[];
  readonly floors?: readonly Floor[];
  readonly fleets?: readonly Fleet[];
  readonly items?: readonly string[];
  readonly other_offices?: boolean;
  readonly note?: string | null;
}

export interface PlanHead {
  readonly allocation: string;
  readonly version: number;
  readonly number: string;
  readonly state: "proposed" | "approved" | "withdrawn";
  readonly incident: string | null;
  readonly exercise: boolean;
  readonly division: string;
  readonly office: string;
  readonly assumptions: Assumptions;
  readonly season: string;
  readonly good_through: string;
  readonly travel: { readonly source: "straight_line" | "roads"; readonly note: Text };
  readonly minutes_to_last: number | null;
  readonly proposed_at: string;
  readonly proposed_by: Actor;
  readonly edited_by: readonly Actor[];
  readonly reason: string | null;
  readonly ruling: { readonly at: string; readonly by: Actor; readonly order: string | null; readonly note: string | null } | null;
}

/** A way as a plan knows it: store, unit, minutes, open. */
export type PlanLeg = readonly [string, string, number, boolean];

export interface Plan extends PlanHead {
  readonly lines: readonly PlanLine[];
  readonly gaps: readonly PlanGap[];
  readonly legs: readonly PlanLeg[];
}

export interface ListedPlan extends PlanHead {
  readonly line_count: number;
  readonly gap_count: number;
}

export interface Fate {
  readonly to: string;
  readonly item: string;
  readonly from: string;
  readonly proposed: number;
  readonly approved: number;
  readonly ordered: number;
  readonly sent: number;
  readonly received: number;
}

export interface PlanShown {
  readonly allocation: Plan;
  readonly proposed: readonly PlanLine[];
  readonly versions: readonly {
    readonly version: number; readonly type: string; readonly at: string; readonly by: Actor; readonly reason: string | null; readonly lines: number;
  }[];
  readonly orders: readonly { readonly release: string; readonly number: string; readonly to: string; readonly state: "requested" | "approved" | "rejected" }[];
  readonly done: readonly Fate[];
}

export interface PlanQuestion {
  readonly incident?: string | null;
  readonly exercise?: boolean;
  readonly division: string;
  readonly office?: string;
  readonly assumptions: Assumptions;
}

export interface WantedLine {
  readonly from: string;
  readonly to: string;
  readonly item: string;
  readonly quantity: number;
}

type PlanChange = { readonly command_id: string; readonly allocation: string; readonly expected_version: number };
type OnePlan = { readonly allocation: Plan };

export interface AllocationOperations {
  "need.list": [{ incident: string; division: string; days?: number }, Needs];
  "need.lineage": [{ incident: string; division: string; item: string; days?: number }, NeedOrigin];
  "allocation.try": [PlanQuestion, { plan: Plan; needs: readonly Need[] }];
  "allocation.propose": [PlanQuestion & { command_id: string }, OnePlan];
  "allocation.edit": [PlanChange & { reason: string; lines: readonly WantedLine[] }, OnePlan];
  "allocation.approve": [
    PlanChange & {
      order: string; purpose: string; need_by: string; priority: "urgent" | "high" | "normal";
      contact: { name: string; phone: string }; note?: string;
    },
    OnePlan,
  ];
  "allocation.withdraw": [PlanChange & { reason: string }, OnePlan];
  "allocation.list": [{ incident?: string; state?: string }, { allocations: readonly ListedPlan[] }];
  "allocation.show": [{ allocation: string }, PlanShown];
}
