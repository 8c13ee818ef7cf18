import { defineStore } from "pinia";
import { computed, shallowRef } from "vue";
import { openLink, type Wire } from "@/api/link";
import { ProblemError, Unreachable } from "@/api/problem";
import { follow, type Live, type Link } from "@/live/follow";
import { createKeeping, type Keeping } from "@/live/keeping";
import { initialState, nodeKey, type LiveState, type Snapshot } from "@/live/state";
import { client, depot, useLink } from "@/services";
import type { Depository, StockRow } from "@/wire/supplies";
import type { Topic } from "@/wire/types";

/** How long a change waits before the picture is kept. */
const KEEP_AFTER = 2_000;

type Query = (operation: string, params: object) => Promise<unknown>;

/** The living picture, and what of it this page looks at. */
export const useLive = defineStore("live", () => {
  const state = shallowRef<LiveState>(initialState);
  const endedWith = shallowRef<number>();
  let live: Live | undefined;
  let keeping: Keeping | undefined;
  /** By incident, the nodes whose roll-up is shown. Loaded again after a long gap. */
  const watched = new Map<string, Set<string>>();
  let watchingStock = false;
  /** What this role may hear of, and so ask for. */
  let heard: ReadonlySet<Topic> = new Set();

  useLink(() => live?.link());

  const overHttp: Query = (operation, params) => client.call(operation as "report.list", params as { incident: string });

  async function queryIncident(query: Query, incident: string): Promise<Snapshot[]> {
    return Promise.all([
      ...(heard.has("report") ? [query("report.list", { incident }) as Promise<Snapshot>] : []),
      ...(heard.has("observation") ? [query("observation.list", { incident, limit: 500 }) as Promise<Snapshot>] : []),
    ]);
  }

  async function queryNode(query: Query, incident: string, division: string): Promise<Snapshot[]> {
    if (!heard.has("rollup")) return [];
    const rollup = (await query("report.rollup", { incident, division })) as NonNullable<Snapshot["rollups"]>[number];
    return [{ seq: rollup.seq, rollups: [rollup] }];
  }

  async function queryStock(query: Query): Promise<Snapshot[]> {
    const balance = (exercise: boolean) => query("stock.balance", { by: "item", exercise }) as Promise<{ rows: StockRow[]; seq: number }>;
    const [listed, real, rehearsed, asked, sent] = await Promise.all([
      query("place.list", {}) as Promise<{ places: Depository[]; seq: number }>, balance(false), balance(true),
      query("release.list", {}) as Promise<Snapshot>, query("waybill.list", {}) as Promise<Snapshot>,
    ]);
    return [
      { seq: listed.seq, places: listed.places },
      { seq: Math.min(real.seq, rehearsed.seq), stock: [...real.rows, ...rehearsed.rows] }, asked, sent,
    ];
  }

  /** Where the journal stands, for who hears of no incident. */
  async function queryHead(query: Query): Promise<Snapshot> {
    return { seq: ((await query("system.status", {})) as Snapshot).seq };
  }

  async function loadAll(link: Link): Promise<readonly Snapshot[]> {
    const query: Query = (operation, params) => link.call(operation, params);
    const general = await Promise.all([
      heard.has("incident") ? (query("incident.list", {}) as Promise<Snapshot>) : queryHead(query),
      // What nobody has said the incident of: seen before one was opened. Few, and nowhere else to be found.
      ...(heard.has("observation") ? [query("observation.list", { unassigned: true, limit: 200 }) as Promise<Snapshot>] : []),
      ...(heard.has("clock") ? [query("clock.list", { open_only: true }) as Promise<Snapshot>] : []),
    ]);
    const views = [...watched].flatMap(([incident, nodes]) => [
      queryIncident(query, incident),
      ...[...nodes].map((node) => queryNode(query, incident, node)),
    ]);
    if (watchingStock) views.push(queryStock(query));
    return [...general, ...(await Promise.all(views)).flat()];
  }

  const keepingOf = (account: string): Keeping => createKeeping({
    read: async () => (await (await depot()).recall(`picture/${account}`))?.value,
    write: async (picture) => (await depot()).keep(`picture/${account}`, picture, picture.heardAt),
    later: (then) => {
      const timer = setTimeout(then, KEEP_AFTER);
      return () => clearTimeout(timer);
    },
  });

  function start(account: string, topics: readonly Topic[]): void {
    if (live) return;
    heard = new Set(topics);
    endedWith.value = undefined;
    live = follow({
      connect: (events) => {
        const scheme = location.protocol === "https:" ? "wss" : "ws";
        return openLink(new WebSocket(`${scheme}://${location.host}/live`, "anlan.v1") as Wire, events);
      },
      load: loadAll,
      pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      now: () => Date.now(),
      random: () => Math.random(),
      signedOut: async () => {
        try {
          await client.call("session.current", {});
          return false;
        } catch (error) {
          return error instanceof ProblemError && error.problem.status === 401;
        }
      },
      ended: (code) => {
        live = undefined;
        endedWith.value = code;
      },
    }, topics);
    const mine = live;
    const kept = (keeping = keepingOf(account));
    void kept.recall().then((picture) => picture && mine.recall(picture)).catch(() => {});
    // Many notifications between two frames are one redraw.
    let drawn = false;
    state.value = mine.get();
    mine.subscribe(() => {
      if (drawn) return;
      drawn = true;
      queueMicrotask(() => {
        drawn = false;
        if (live === mine || live === undefined) state.value = mine.get();
        if (live === mine) kept.changed(mine.get());
      });
    });
  }

  function stop(): void {
    live?.stop();
    keeping?.stop();
    live = keeping = undefined;
    watched.clear();
    watchingStock = false;
    state.value = initialState;
  }

  /** Loads what a view shows for the first time; from then on the changes come by themselves. */
  async function watchNode(incident: string, division: string): Promise<void> {
    const nodes = watched.get(incident);
    if (nodes?.has(division)) return;
    if (nodes) nodes.add(division);
    else watched.set(incident, new Set([division]));
    try {
      const snapshots = await Promise.all([
        queryNode(overHttp, incident, division),
        ...(nodes ? [] : [queryIncident(overHttp, incident)]),
      ]);
      for (const snapshot of snapshots.flat()) live?.add(snapshot);
    } catch (error) {
      // The view asks again when the line is back.
      if (!(error instanceof Unreachable)) throw error;
      if (nodes) nodes.delete(division);
      else watched.delete(incident);
    }
  }

  /** The same for the places and what lies in them. */
  async function watchStock(): Promise<void> {
    if (watchingStock) return;
    watchingStock = true;
    try {
      for (const snapshot of await queryStock(overHttp)) live?.add(snapshot);
    } catch (error) {
      watchingStock = false;
      if (!(error instanceof Unreachable)) throw error;
    }
  }

  /** All versions of a chain. */
  async function loadHistory(report: string): Promise<void> {
    const known = state.value.versions.get(report) ?? [];
    const version = state.value.reports.get(report)?.version ?? 0;
    if (known.length >= version && version > 0) return;
    const history = await client.call("report.history", { report });
    live?.add({ seq: history.report.current.seq, reports: [history.report] });
  }

  const phase = computed(() => state.value.phase);
  const node = (incident: string, division: string) => state.value.nodes.get(nodeKey(incident, division));
  const hurry = (): void => live?.hurry();
  const keep = (): void => keeping?.flush();
  const add = (snapshot: Snapshot): void => live?.add(snapshot);

  return { state, phase, endedWith, start, stop, watchNode, watchStock, loadHistory, node, hurry, add, keep };
});
