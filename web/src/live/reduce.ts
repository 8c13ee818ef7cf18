import type { Cell, Cells, Clock, Entry, Notification, Report, Rollup, RollupNode, State } from "@/wire/types";
import type { StockRow } from "@/wire/supplies";
import { chainAfter, depositoryAfter, HIDDEN, incidentAfter, observationAfter, releaseAfter, reportAfter, versionOf, waybillAfter } from "./entries";
import { initialState, nodeKey, stockKey, type LiveState, type Message, type Node, type Snapshot } from "./state";

const RECENT = 24;

/** The next picture. Pure; the same object when nothing changed. */
export function reduce(state: LiveState, message: Message): LiveState {
  switch (message.type) {
    case "opened":
    case "gap":
      return { ...state, phase: "catching-up" };
    case "closed":
      return { ...state, phase: "offline" };
    case "caught-up":
      return state.phase === "live" ? state : { ...state, phase: "live" };
    case "heard":
      return state.recalled ? state : { ...state, heardAt: message.at };
    case "covered":
      return message.seq > state.cursor ? { ...state, cursor: message.seq } : state;
    case "rewound":
      return { ...state, cursor: message.seq };
    case "recalled":
      return state.cursor > 0 ? state : { ...state, ...message.picture, recalled: true };
    case "undone":
      return { ...initialState, phase: state.phase, heardAt: state.heardAt };
    case "snapshot":
      // The first word of the server takes the place of everything that was kept: nothing old may linger beside it.
      return withSnapshot(state.recalled ? { ...initialState, phase: state.phase, heardAt: state.heardAt } : state, message.snapshot);
    case "notified":
      return withNotifications(state, message.notifications);
  }
}

/** Copies a map on its first change only, so that an untouched view keeps its identity and nothing redraws. */
class Draft<V> {
  private copy: Map<string, V> | undefined;
  constructor(private readonly origin: ReadonlyMap<string, V>) {}
  get(key: string): V | undefined {
    return (this.copy ?? this.origin).get(key);
  }
  put(key: string, value: V | undefined): void {
    if (value === undefined || value === this.get(key)) return;
    (this.copy ??= new Map(this.origin)).set(key, value);
  }
  done(): ReadonlyMap<string, V> {
    return this.copy ?? this.origin;
  }
}

function drafts(state: LiveState) {
  return {
    incidents: new Draft(state.incidents),
    observations: new Draft(state.observations),
    reports: new Draft(state.reports),
    versions: new Draft(state.versions),
    nodes: new Draft(state.nodes),
    clocks: new Draft(state.clocks),
    depositories: new Draft(state.depositories),
    stock: new Draft(state.stock),
    releases: new Draft(state.releases),
    waybills: new Draft(state.waybills),
  };
}
type Drafts = ReturnType<typeof drafts>;

const settled = (draft: Drafts) => ({
  incidents: draft.incidents.done(),
  observations: draft.observations.done(),
  reports: draft.reports.done(),
  versions: draft.versions.done(),
  nodes: draft.nodes.done(),
  clocks: draft.clocks.done(),
  depositories: draft.depositories.done(),
  stock: draft.stock.done(),
  releases: draft.releases.done(),
  waybills: draft.waybills.done(),
});

/** States that are asked for when they moved, and not kept. */
const SAID_ONLY: ReadonlySet<State["topic"]> = new Set<State["topic"]>(["need", "stocktake_progress", "household_village", "gate"]);

function withNotifications(state: LiveState, notifications: readonly Notification[]): LiveState {
  const entries = notifications
    .flatMap((one) => (one.method === "live.entry" ? [one.params] : []))
    .filter((entry) => entry.seq > state.cursor)
    .sort((a, b) => a.seq - b.seq)
    .filter((entry, at, all) => entry.seq !== all[at - 1]?.seq);
  const states = notifications.flatMap((one) => (one.method === "live.state" ? [one.params] : []));
  if (entries.length === 0 && states.length === 0) return state;

  const draft = drafts(state);
  let touched = state.touched;
  for (const entry of entries) {
    applyEntry(draft, entry);
    touched = { ...touched, [entry.topic]: entry.seq };
  }
  // Not held against the cursor: a state is as new as its own seq says, whatever entries came before it.
  for (const one of states) {
    applyState(draft, one);
    if (SAID_ONLY.has(one.topic)) touched = { ...touched, [one.topic]: Math.max(one.seq, touched[one.topic] ?? 0) };
  }
  return {
    ...state,
    ...settled(draft),
    touched,
    cursor: entries.at(-1)?.seq ?? state.cursor,
    recent: entries.length === 0 ? state.recent : [...entries.reverse(), ...state.recent].slice(0, RECENT),
  };
}

function applyEntry(draft: Drafts, entry: Entry): void {
  const id = entry.stream.slice(entry.stream.indexOf("/") + 1);
  switch (entry.topic) {
    case "incident":
      return draft.incidents.put(id, incidentAfter(draft.incidents.get(id), entry));
    case "observation":
      return draft.observations.put(id, observationAfter(draft.observations.get(id), entry));
    case "report":
      draft.reports.put(id, reportAfter(draft.reports.get(id), entry));
      return draft.versions.put(id, chainAfter(draft.versions.get(id) ?? [], versionOf(entry)));
    case "place":
      return draft.depositories.put(id, depositoryAfter(draft.depositories.get(id), entry));
    case "release":
      return newer(draft.releases, id, releaseAfter(draft.releases.get(id), entry));
    case "waybill":
      return newer(draft.waybills, id, waybillAfter(draft.waybills.get(id), entry));
    default:
      return;
  }
}

function applyState(draft: Drafts, state: State): void {
  if (state.topic === "need" || state.topic === "stocktake_progress" || state.topic === "household_village" || state.topic === "gate") return; // what hears of it asks again
  if (state.topic === "clock") return putClock(draft, state.value, state.seq);
  if (state.topic === "stock") return putStock(draft, state.value, state.seq);
  const { incident, ...node } = state.value;
  putNode(draft, incident, node, state.seq, false);
}

function putClock(draft: Drafts, clock: Clock, seq: number): void {
  const known = draft.clocks.get(clock.clock);
  if (!known || seq > known.seq) draft.clocks.put(clock.clock, { ...clock, seq });
}

function putStock(draft: Drafts, row: StockRow, seq: number): void {
  const known = draft.stock.get(stockKey(row));
  if (!known || seq > known.seq) draft.stock.put(stockKey(row), { ...row, seq });
}

function putNode(draft: Drafts, incident: string, node: RollupNode, seq: number, whole: boolean): void {
  const key = nodeKey(incident, node.division);
  const known = draft.nodes.get(key);
  if (!known) return draft.nodes.put(key, { ...node, incident, seq, whole });
  const cells = mergeCells(known.cells, node.cells);
  const base: Omit<Node, "cells" | "whole"> = seq >= known.seq ? { ...node, incident, seq } : known;
  draft.nodes.put(key, { ...base, cells, whole: known.whole || whole });
}

/** The newer of each cell. */
function mergeCells(known: Cells, changes: Cells): Cells {
  const merged: Record<string, Cells[string]> = { ...known };
  for (const [code, aspects] of Object.entries(changes)) {
    const before = known[code] ?? {};
    const after: Record<string, Cell> = { ...before };
    for (const [aspect, cell] of Object.entries(aspects)) {
      const old = after[aspect];
      if (!old || cell.seq >= old.seq) after[aspect] = cell;
    }
    merged[code] = after;
  }
  return merged;
}

function withSnapshot(state: LiveState, snapshot: Snapshot): LiveState {
  const draft = drafts(state);
  for (const one of snapshot.incidents ?? []) newer(draft.incidents, one.incident, one);
  for (const one of snapshot.observations ?? []) newer(draft.observations, one.observation, one);
  for (const one of snapshot.reports ?? []) putReport(draft, one);
  for (const rollup of snapshot.rollups ?? []) putRollup(draft, rollup);
  for (const one of snapshot.places ?? []) newer(draft.depositories, one.place, one);
  for (const one of snapshot.releases ?? []) answered(draft.releases, one.release, one, (known) => known.contact.name === HIDDEN);
  for (const one of snapshot.waybills ?? []) {
    answered(draft.waybills, one.waybill, one, (known) => known.vehicle.driver === HIDDEN || known.receipt?.name === HIDDEN);
  }
  if (snapshot.stock) draft.stock = new Draft(stockNow(state.stock, snapshot.stock, snapshot.seq));
  if (snapshot.clocks) draft.clocks = new Draft(runningClocks(state.clocks, snapshot.clocks, snapshot.seq));
  return { ...state, ...settled(draft) };
}

/** The query names the clocks that run: one that ran before and is not named has been met or cancelled unheard. */
function runningClocks(known: LiveState["clocks"], listed: readonly Clock[], seq: number): LiveState["clocks"] {
  const kept = [...known].filter(([, clock]) => clock.state !== "running" || clock.seq > seq);
  const news = listed.filter((clock) => (known.get(clock.clock)?.seq ?? 0) <= seq);
  return new Map([...kept, ...news.map((clock) => [clock.clock, { ...clock, seq }] as const)]);
}

/** The query names what there is: a row that it does not name is used up, unless it was heard of later. */
function stockNow(known: LiveState["stock"], listed: readonly StockRow[], seq: number): LiveState["stock"] {
  const kept = [...known].filter(([, row]) => row.seq > seq);
  const news = listed.filter((row) => (known.get(stockKey(row))?.seq ?? 0) <= seq);
  return new Map([...kept, ...news.map((row) => [stockKey(row), { ...row, seq }] as const)]);
}

function newer<V extends { readonly version: number }>(draft: Draft<V>, key: string, value: V): void {
  const known = draft.get(key);
  if (!known || value.version > known.version) draft.put(key, value);
}

/** An answer of the same version still tells, masked, who somebody is, which the line does not. */
function answered<V extends { readonly version: number }>(draft: Draft<V>, key: string, value: V, hides: (known: V) => boolean): void {
  const known = draft.get(key);
  if (known?.version === value.version && hides(known)) draft.put(key, value);
  else newer(draft, key, value);
}

function putReport(draft: Drafts, report: Report): void {
  const { versions, ...head } = report;
  newer<Report>(draft.reports, report.report, head);
  let chain = draft.versions.get(report.report) ?? [];
  for (const version of versions ?? [report.current]) chain = chainAfter(chain, version);
  draft.versions.put(report.report, chain);
}

function putRollup(draft: Drafts, rollup: Rollup): void {
  for (const node of rollup.nodes) putNode(draft, rollup.incident, node, rollup.seq, true);
}
