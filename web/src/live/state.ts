import type {
  Cells, Clock, Entry, Incident, Notification, Observation, Report, Rollup, RollupNode, Topic, Version,
} from "@/wire/types";
import type { Release, Waybill } from "@/wire/papers";
import type { Depository, StockRow } from "@/wire/supplies";

/** "live" is the only phase in which figures may be shown without saying that they may be old. "connecting" is the very
 * first connection; a page that has something to show and lost its line is "offline" until the line is back. */
export type LinkPhase = "connecting" | "catching-up" | "live" | "offline";

/** A roll-up node, and up to which entry each part of it is known. */
export interface Node extends RollupNode {
  readonly incident: string;
  /** Of the node's own facts (reported, received, missing). Every cell carries its own. */
  readonly seq: number;
  /** False while only changes have been heard: cells that did not change are not known yet. */
  readonly whole: boolean;
  readonly cells: Cells;
}

export interface KnownClock extends Clock {
  readonly seq: number;
}

/** One item in one place, up to which entry. Nothing left is a row too: a query that is older must not bring it back. */
export interface KnownStock extends StockRow {
  readonly seq: number;
}

/** The picture of the world that this page has. */
export interface LiveState {
  readonly phase: LinkPhase;
  /** Every entry up to here has been applied. The server counts; we only compare. */
  readonly cursor: number;
  /** When the server was last heard, by this machine's clock (ms). What is on the screen was true then. */
  readonly heardAt: number;
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly observations: ReadonlyMap<string, Observation>;
  readonly reports: ReadonlyMap<string, Report>;
  /** Versions of a chain, oldest first, as far as they were loaded or heard. */
  readonly versions: ReadonlyMap<string, readonly Version[]>;
  /** By `<incident>/<division>`. */
  readonly nodes: ReadonlyMap<string, Node>;
  readonly clocks: ReadonlyMap<string, KnownClock>;
  readonly depositories: ReadonlyMap<string, Depository>;
  /** By `<place>/<item>`, with `/exercise` behind it for goods that exist on paper only. */
  readonly stock: ReadonlyMap<string, KnownStock>;
  readonly releases: ReadonlyMap<string, Release>;
  readonly waybills: ReadonlyMap<string, Waybill>;
  /** True while the picture is the one this machine kept, and the server has not been heard since. */
  readonly recalled: boolean;
  /** The last few entries, newest first: what pulses on the screen. */
  readonly recent: readonly Entry[];
  /** The newest entry of each topic: for what is not kept here but asked for again (accounts, boundaries). */
  readonly touched: Readonly<Partial<Record<Topic, number>>>;
}

/** The answer of a query, with the entry up to which it is true. */
export interface Snapshot {
  readonly seq: number;
  readonly incidents?: readonly Incident[];
  readonly observations?: readonly Observation[];
  readonly reports?: readonly Report[];
  readonly rollups?: readonly Rollup[];
  readonly clocks?: readonly Clock[];
  readonly places?: readonly Depository[];
  readonly releases?: readonly Release[];
  readonly waybills?: readonly Waybill[];
  /** All that there is, real and of exercises; what is not named is used up. */
  readonly stock?: readonly StockRow[];
}

/** What of the picture a machine keeps for the hours without a line, and when the server was heard last. */
export type Picture = Pick<LiveState, "heardAt" | "incidents" | "observations" | "reports" | "versions" | "nodes" | "clocks" | "depositories" | "stock" | "releases" | "waybills">;

export const pictureOf = ({ heardAt, incidents, observations, reports, versions, nodes, clocks, depositories, stock, releases, waybills }: LiveState): Picture =>
  ({ heardAt, incidents, observations, reports, versions, nodes, clocks, depositories, stock, releases, waybills });

export type Message =
  | { readonly type: "opened" }
  | { readonly type: "gap" }
  | { readonly type: "closed" }
  | { readonly type: "heard"; readonly at: number }
  /** Everything up to `seq` has been delivered, visible or not. */
  | { readonly type: "covered"; readonly seq: number }
  | { readonly type: "caught-up" }
  | { readonly type: "recalled"; readonly picture: Picture }
  /** The server's history is not the one that was heard: a backup was restored, and what is shown never happened there. */
  | { readonly type: "undone" }
  | { readonly type: "snapshot"; readonly snapshot: Snapshot }
  /** The views were loaded anew: what follows is counted from here, even if that is further back. */
  | { readonly type: "rewound"; readonly seq: number }
  | { readonly type: "notified"; readonly notifications: readonly Notification[] };

export const initialState: LiveState = {
  phase: "connecting",
  cursor: 0,
  heardAt: 0,
  incidents: new Map(),
  observations: new Map(),
  reports: new Map(),
  versions: new Map(),
  nodes: new Map(),
  clocks: new Map(),
  depositories: new Map(),
  stock: new Map(),
  releases: new Map(),
  waybills: new Map(),
  recalled: false,
  recent: [],
  touched: {},
};

export const stockKey = (row: Pick<StockRow, "place" | "item" | "exercise">): string =>
  `${row.place}/${row.item}${row.exercise ? "/exercise" : ""}`;
export const nodeKey = (incident: string, division: string): string => `${incident}/${division}`;
