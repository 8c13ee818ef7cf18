// The register of collapsed and damaged homes (D02) on the wire. People are masked in everything but `home.reveal`.
import type { Command } from "./operations";
import type { TicketedPhoto } from "./pictures";
import type { HouseholdClass, HouseholdState, ListPlace, PayBy } from "./relief";
import type { Text } from "./types";

export type Structure = "steel" | "concrete" | "masonry" | "wood" | "other";
/** The worst first. */
export type Damage = "collapsed" | "severely_damaged" | "slightly_damaged";
export type HomeChangeReason = "mistake" | "verified" | "worsened" | "money" | "other";
export type HomeWithdrawReason = "duplicate" | "mistake" | "not_affected" | "not_a_home" | "other";

export interface Extent {
  readonly rooms: number;
  /** Hundredths of a square metre. */
  readonly area_dm2: number;
}

interface HomeFacts {
  readonly village: string;
  readonly class: HouseholdClass;
  readonly people: number;
  /** Of the whole home. */
  readonly rooms: number;
  readonly structure: Structure;
  readonly occurred_at: string;
  readonly hazard: string;
  readonly collapsed: Extent;
  readonly severely_damaged: Extent;
  readonly slightly_damaged: Extent;
  readonly rebuild_fen: number;
  readonly other_fen: number;
  readonly pay_by: PayBy | null;
}

export interface Home extends HomeFacts {
  readonly home: string;
  readonly incident: string;
  readonly number: number;
  readonly version: number;
  readonly state: "entered" | "withdrawn";
  /** Under which the household counts. */
  readonly worst: Damage;
  readonly exercise: boolean;
  /** Nothing once the incident's key is destroyed. */
  readonly personal: {
    readonly name: string;
    readonly id_number: string | null;
    readonly sex: "male" | "female" | null;
    readonly age: number | null;
    readonly phone: string | null;
    readonly address: string;
  } | null;
  /** How many. */
  readonly photos: number;
  readonly missing: readonly ("id_number" | "phone")[];
  readonly entered_at: string;
  readonly entered_by: string;
  readonly changed_at: string;
  readonly withdrawn_for: HomeWithdrawReason | null;
}

export interface HomeWords extends HomeFacts {
  readonly name: string;
  readonly id_number: string | null;
  readonly phone: string | null;
  readonly address: string;
}

/** A household in a few words, masked. */
export interface HouseholdLabel {
  readonly household: string;
  readonly number: number;
  readonly village: string;
  readonly campaign: string;
  readonly campaign_name: string;
  readonly state: HouseholdState;
  readonly head: string | null;
}

export interface HomeHistoryLine {
  readonly version: number;
  readonly seq: number;
  readonly type: "home.entered" | "home.changed" | "home.withdrawn" | "home.linked" | "home.unlinked";
  readonly at: string;
  readonly by: { readonly account: string; readonly name: string; readonly role: string };
  /** Names of fields, never values. */
  readonly changed: readonly string[];
  readonly reason?: HomeChangeReason | HomeWithdrawReason;
}

export interface RevealedHome {
  readonly name: string;
  readonly id_number: string | null;
  readonly phone: string | null;
  readonly address: string;
  /** Blobs. */
  /** Nothing for one whose key is gone. */
  readonly photos: readonly (TicketedPhoto | null)[];
  readonly notes: readonly { readonly version: number; readonly note: string }[];
}

/** One figure of the register beside what A01 says; null: nobody reported it. */
export interface HomeComparison {
  readonly indicator: string;
  readonly name: Text;
  readonly unit: Text;
  readonly kept: number;
  readonly reported: number | null;
  readonly agrees: boolean;
}

type HomeChange = Command & { readonly home: string; readonly expected_version: number };
type OneHome = { readonly home: Home };

export interface HomeOperations {
  "home.enter": [Command & HomeWords & { incident: string; photos: readonly string[] }, OneHome];
  "home.change": [
    HomeChange & Partial<HomeWords> & {
      reason: HomeChangeReason; note?: string; add_photos?: readonly string[]; drop_photos?: readonly number[];
    },
    OneHome,
  ];
  "home.withdraw": [HomeChange & { reason: HomeWithdrawReason; note?: string }, OneHome];
  "home.reveal": [Command & { home: string; purpose: string }, { revealed: RevealedHome | null }];
  "home.list": [
    {
      incident: string; division: string; worst?: Damage; class?: HouseholdClass; state?: "entered" | "withdrawn"; name?: string;
      id_number?: string; after?: ListPlace; limit?: number;
    },
    { homes: Home[]; next: ListPlace | null; seq: number },
  ];
  "home.get": [
    { home: string },
    { home: Home; links: HouseholdLabel[]; proposals: HouseholdLabel[]; history: HomeHistoryLine[]; seq: number },
  ];
  "home.compare": [
    { incident: string; division: string },
    { lines: HomeComparison[]; area_dm2: Readonly<Record<Damage, number>>; seq: number },
  ];
  "home.link": [HomeChange & { household: string }, OneHome];
  "home.unlink": [HomeChange & { household: string; reason: string }, OneHome];
  "home.of_household": [
    { household: string },
    { hit: boolean; home: Home | null; proposals: Home[]; elsewhere: number; seq: number },
  ];
  "home.lacking": [
    { campaign: string; division: string; after?: ListPlace },
    { households: (HouseholdLabel & { readonly proposals: number })[]; next: ListPlace | null; seq: number },
  ];
}
