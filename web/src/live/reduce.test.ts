import { describe, expect, it } from "vitest";
import type { Depository, StockRow } from "@/wire/supplies";
import type { Cell, Entry, Incident, Notification, Report, RollupChange, Version } from "@/wire/types";
import { reduce } from "./reduce";
import { initialState, nodeKey, type LiveState } from "./state";

const actor = { account: "a", display_name: "值班员", role: "county_duty", division: "410882000000" } as const;
const at = "2021-07-21T02:10:00+08:00";

const entry = (seq: number, over: Partial<Entry> = {}): Entry => ({
  seq, topic: "report", stream: "report/r1", type: "report.submitted", stream_version: 1,
  occurred_at: at, received_at: at, recorded_at: at, actor, channel: "phone", division: "410882101000",
  exercise: false, body: { report: "r1", incident: "i1", phase: "initial", figures: { A01007: { value: seq } } },
  ...over,
});
const note = (params: Entry): Notification => ({ jsonrpc: "2.0", method: "live.entry", params });
const rollup = (seq: number, value: Partial<RollupChange>): Notification => ({
  jsonrpc: "2.0", method: "live.state",
  params: {
    topic: "rollup", key: "i1/410882000000", seq, division: "410882000000",
    value: {
      incident: "i1", division: "410882000000", level: "county", cells: {}, reported: true, expected: 13,
      received: 1, missing: [], updated_at: at, ...value,
    },
  },
});
const cell = (total: number, seq: number): Cell => ({ total, own: null, below: total, unknown: 0, estimated: false, seq });
const notified = (state: LiveState, ...notifications: Notification[]): LiveState =>
  reduce(state, { type: "notified", notifications });
const version = (n: number): Version => ({
  version: n, kind: "submission", phase: "initial", figures: {}, narrative: {}, contact: {}, channel: "phone",
  occurred_at: at, received_at: at, recorded_at: at, actor, reason: null, warnings: [], seq: n,
});
const report = (n: number): Report => ({
  report: "r1", incident: "i1", division: "410882101000", level: "township", version: n, phase: "initial",
  state: "effective", exercise: false, current: version(n),
});

describe("entries", () => {
  it("are applied once, however often they arrive", () => {
    const once = notified(initialState, note(entry(1)));
    expect(notified(once, note(entry(1)))).toBe(once);
    expect(once.versions.get("r1")).toHaveLength(1);
  });

  it("are put in order inside one batch, and doubles inside it dropped", () => {
    const state = notified(initialState, note(entry(2, { stream_version: 2 })), note(entry(1)), note(entry(2, { stream_version: 2 })));
    expect(state.cursor).toBe(2);
    expect(state.reports.get("r1")?.version).toBe(2);
    expect(state.versions.get("r1")?.map((one) => one.version)).toEqual([1, 2]);
    expect(state.recent.map((one) => one.seq)).toEqual([2, 1]);
  });

  it("leave the maps they do not touch as they were", () => {
    const before = notified(initialState, note(entry(1)));
    const after = notified(before, note(entry(2, { topic: "incident", stream: "incident/i1", type: "incident.opened", body: { name: "暴雨" } })));
    expect(after.reports).toBe(before.reports);
    expect(after.incidents).not.toBe(before.incidents);
  });

  it("never put an older version over a newer one", () => {
    const loaded = reduce(initialState, { type: "snapshot", snapshot: { seq: 9, reports: [report(3)] } });
    expect(notified(loaded, note(entry(4, { stream_version: 2 }))).reports.get("r1")?.version).toBe(3);
  });

  it("tell a returned and a withdrawn report from an effective one", () => {
    const submitted = notified(initialState, note(entry(1)));
    const returned = notified(submitted, note(entry(2, { type: "report.returned", stream_version: 2 })));
    expect(returned.reports.get("r1")?.state).toBe("returned");
    const corrected = notified(returned, note(entry(3, { type: "report.corrected", stream_version: 3 })));
    expect(corrected.reports.get("r1")?.state).toBe("effective");
    const withdrawn = notified(corrected, note(entry(4, { type: "report.withdrawn", stream_version: 4 })));
    expect(withdrawn.reports.get("r1")?.state).toBe("withdrawn");
  });

  it("carry an incident through its states", () => {
    const on = (seq: number, type: string, body: object = {}) =>
      note(entry(seq, { topic: "incident", stream: "incident/i1", type, stream_version: seq, body: { ...body } }));
    const opened = notified(initialState, on(1, "incident.opened", { name: "7·20 暴雨", hazard: "02", exercise: true }));
    expect(opened.incidents.get("i1")).toMatchObject({ state: "open", exercise: true, opened_by: actor });
    const stable = notified(opened, on(2, "incident.stabilised", { stabilised_at: at }));
    expect(stable.incidents.get("i1")).toMatchObject({ state: "stable", stabilised_at: at, name: "7·20 暴雨" });
    const closed = notified(stable, on(3, "incident.closed", { reason: "核报完成" }));
    expect(closed.incidents.get("i1")).toMatchObject({ state: "closed", close_reason: "核报完成" });
    const reopened = notified(closed, on(4, "incident.reopened", { reason: "漏报" }));
    expect(reopened.incidents.get("i1")).toMatchObject({ state: "open", closed_at: null });
  });

  it("of an incident whose beginning was never heard wait for the query", () => {
    const closed = note(entry(5, { topic: "incident", stream: "incident/i9", type: "incident.closed", stream_version: 2 }));
    const state = notified(initialState, closed);
    expect(state.incidents.size).toBe(0);
    const whole = { incident: "i9", version: 2, state: "closed" } as Incident;
    expect(reduce(state, { type: "snapshot", snapshot: { seq: 5, incidents: [whole] } }).incidents.get("i9")).toBe(whole);
  });

  it("make an observation and take it back", () => {
    const on = (seq: number, type: string, body: object) =>
      note(entry(seq, { topic: "observation", stream: "observation/o1", type, stream_version: seq, body: { ...body } }));
    const seen = notified(initialState, on(1, "observation.submitted", { text: "桥断了", point: [113, 35], division: "410882101201" }));
    expect(seen.observations.get("o1")).toMatchObject({ text: "桥断了", state: "active", division: "410882101201" });
    const whole = { text: "桥断了", point: [113, 35], division: "410882101201", incident: "i1", version: 2 };
    const heardOf = notified(seen, on(2, "observation.assigned", { ...whole, reason: "同一场雨" }));
    expect(heardOf.observations.get("o1")).toMatchObject({ incident: "i1", version: 2 });
    expect(notified(initialState, on(2, "observation.assigned", whole)).observations.get("o1")).toMatchObject({ text: "桥断了", incident: "i1" });
    const gone = notified(heardOf, on(3, "observation.withdrawn", { reason: "重复" }));
    expect(gone.observations.get("o1")).toMatchObject({ text: "桥断了", state: "withdrawn" });
  });
});

describe("roll-up states", () => {
  it("keep the newer of each cell, in whatever order they come", () => {
    const a = rollup(5, { cells: { A01007: { single: cell(50, 5) }, A01008: { single: cell(2, 4) } } });
    const b = rollup(7, { cells: { A01007: { single: cell(70, 7) } }, received: 2 });
    const key = nodeKey("i1", "410882000000");
    for (const order of [[a, b], [b, a]]) {
      const node = order.reduce((state, one) => notified(state, one), initialState).nodes.get(key)!;
      expect(node.cells.A01007?.single?.total).toBe(70);
      expect(node.cells.A01008?.single?.total).toBe(2);
      expect(node.received).toBe(2);
      expect(node.whole).toBe(false);
    }
  });

  it("do not move the cursor: entries before them may still be on their way", () => {
    expect(notified(initialState, rollup(9, {})).cursor).toBe(0);
  });

  it("become whole with the query, without losing what was heard since", () => {
    const heard = notified(initialState, rollup(7, { cells: { A01007: { single: cell(70, 7) } } }));
    const loaded = reduce(heard, {
      type: "snapshot",
      snapshot: {
        seq: 5,
        rollups: [{
          incident: "i1", seq: 5, as_of: at,
          nodes: [{
            division: "410882000000", level: "county", reported: false, expected: 13, received: 0, missing: [], updated_at: null,
            cells: { A01007: { single: cell(50, 5) }, A01058: { single: cell(9, 3) } },
          }],
        }],
      },
    });
    const node = loaded.nodes.get(nodeKey("i1", "410882000000"))!;
    expect(node).toMatchObject({ whole: true, reported: true, received: 1 });
    expect(node.cells.A01007?.single?.total).toBe(70);
    expect(node.cells.A01058?.single?.total).toBe(9);
  });
});

describe("phases", () => {
  it("say the data may be old from a gap until the missed pages are in", () => {
    const gap = reduce({ ...initialState, phase: "live", cursor: 5 }, { type: "gap" });
    expect(gap.phase).toBe("catching-up");
    expect(reduce(gap, { type: "caught-up" }).phase).toBe("live");
  });

  it("never let the cursor fall except when the views were loaded anew", () => {
    const state = { ...initialState, cursor: 9 };
    expect(reduce(state, { type: "covered", seq: 5 })).toBe(state);
    expect(reduce(state, { type: "rewound", seq: 5 }).cursor).toBe(5);
  });
});

describe("relief goods", () => {
  const row = (quantity: number, over: Partial<StockRow> = {}): StockRow => ({
    place: "p1", item: "quilt", exercise: false, quantity, held: 0, batches: 1, earliest_expiry: null, ...over,
  });
  const heard = (seq: number, value: StockRow): Notification => ({
    jsonrpc: "2.0", method: "live.state", params: { topic: "stock", key: "p1/quilt", seq, division: "410882000000", value },
  });
  const listed = (state: LiveState, seq: number, ...stock: StockRow[]): LiveState => reduce(state, { type: "snapshot", snapshot: { seq, stock } });
  const about = (seq: number, version: number, type: string, body: object): Notification =>
    note(entry(seq, { topic: "place", stream: "place/p1", type, stream_version: version, body: { place: "p1", ...body } }));

  it("are as new as the newest word about them, in whatever order it comes", () => {
    const state = notified(initialState, heard(7, row(80)), heard(5, row(120)));
    expect(state.stock.get("p1/quilt")?.quantity).toBe(80);
    expect(listed(state, 6, row(100)).stock.get("p1/quilt")?.quantity).toBe(80);
    expect(listed(state, 8, row(60)).stock.get("p1/quilt")?.quantity).toBe(60);
  });

  it("that a query does not name are used up, unless heard of later", () => {
    const state = notified(initialState, heard(7, row(80)));
    expect(listed(state, 7).stock.size).toBe(0);
    expect(listed(state, 6).stock.size).toBe(1);
  });

  it("that are used up do not come back with an older answer", () => {
    const state = notified(initialState, heard(7, row(0, { batches: 0 })));
    expect(listed(state, 6, row(80)).stock.get("p1/quilt")?.quantity).toBe(0);
  });

  it("of an exercise stand apart from real ones", () => {
    const state = listed(initialState, 3, row(5), row(9, { exercise: true }));
    expect([...state.stock.keys()]).toEqual(["p1/quilt", "p1/quilt/exercise"]);
  });

  it("lie in places that are opened, changed and closed, each version once", () => {
    const opened = notified(initialState, about(1, 1, "place.opened", { name: "储备库", state: "open", bins: ["A-1"] }));
    const closed = notified(opened, about(2, 2, "place.changed", { name: "新库", state: "open", bins: [] }), about(3, 3, "place.closed", { state: "closed", closed_reason: "合并" }));
    expect(closed.depositories.get("p1")).toMatchObject({ name: "新库", state: "closed", closed_reason: "合并", version: 3 });
    const old = reduce(closed, { type: "snapshot", snapshot: { seq: 1, places: [{ ...opened.depositories.get("p1") } as Depository] } });
    expect(old.depositories.get("p1")?.version).toBe(3);
  });

  it("do not make a place of which only the closing was heard", () => {
    expect(notified(initialState, about(3, 3, "place.closed", { state: "closed" })).depositories.size).toBe(0);
  });

  it("are asked for and sent on papers of which the newest version stands, whoever tells it", () => {
    const said = (seq: number, version: number, topic: "release" | "waybill", state: string): Notification =>
      note(entry(seq, { topic, stream: `${topic}/p`, type: `${topic}.${state}`, stream_version: version, body: { [topic]: "p", state, contact: { name: "sealed:1:a:e", phone: "sealed:1:a:f" }, vehicle: { plate: "豫H", driver: "sealed:1:a:b", phone: "sealed:1:a:c" }, receipt: null } }));
    const state = notified(initialState, said(4, 2, "release", "approved"), said(5, 1, "waybill", "picked"));
    expect(state.releases.get("p")).toMatchObject({ state: "approved", version: 2, contact: { name: "***", phone: "***" } });
    const asked = reduce(state, { type: "snapshot", snapshot: { seq: 4, releases: [{ ...state.releases.get("p")!, contact: { name: "李*国", phone: "138****5678" } }] } });
    expect(notified(asked, said(6, 3, "release", "approved")).releases.get("p")?.contact.name).toBe("李*国");
    const older = reduce(state, { type: "snapshot", snapshot: {
      seq: 3, releases: [{ ...state.releases.get("p")!, state: "requested", version: 1 }], waybills: [{ ...state.waybills.get("p")!, state: "dispatched", version: 2 }],
    } });
    expect(older.releases.get("p")?.state).toBe("approved");
    expect(older.waybills.get("p")?.state).toBe("dispatched");
  });

  it("hide who drives and who signed until an answer shows it masked, and then keep that", () => {
    const sealed = { plate: "豫H", driver: "sealed:1:a:b", phone: "sealed:1:a:c" };
    const masked = { plate: "豫H", driver: "赵*", phone: "138****0000" };
    const said = (seq: number, version: number, receipt: unknown): Notification =>
      note(entry(seq, { topic: "waybill", stream: "waybill/p", type: "waybill.picked", stream_version: version, body: { waybill: "p", vehicle: sealed, receipt } }));
    const heard = notified(initialState, said(5, 1, null));
    expect(heard.waybills.get("p")?.vehicle.driver).toBe("***");
    const asked = reduce(heard, { type: "snapshot", snapshot: { seq: 5, waybills: [{ ...heard.waybills.get("p")!, vehicle: masked }] } });
    expect(asked.waybills.get("p")?.vehicle).toEqual(masked);
    const received = notified(asked, said(6, 2, { at: "", name: "sealed:1:a:d", phone: null, note: null, device: null, paper: null }));
    expect(received.waybills.get("p")?.vehicle).toEqual(masked);
    expect(received.waybills.get("p")?.receipt).toMatchObject({ name: "***", phone: null });
  });
});
