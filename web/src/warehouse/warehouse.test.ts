import { describe, expect, it } from "vitest";
import type { Parcel } from "@/outbox/model";
import type { Release, Waybill } from "@/wire/papers";
import type { BatchRow } from "@/wire/supplies";
import { faultOf, linesOf, mended } from "./mending";
import { matchPick, pickList } from "./picking";
import { pilesNow } from "./piles";
import { readCode } from "./scan";
import { tasksOf } from "./tasks";
import { waitingOf } from "./waiting";

const HERE = "store-1";
const THERE = "store-2";
const today = "2026-11-27";

const pile = (label: string, over: Partial<BatchRow> = {}): BatchRow => ({
  batch: `b-${label}`, label, item: "quilt", lot: null, maker: null, made_on: null, received_on: "2026-01-01", suggested_years: null, expires_on: null,
  origin: { kind: "funding", level: "county" }, exercise: false, place: HERE, bin: "A-1", quantity: 100, held: 0, ...over,
});
const waybill = (id: string, over: Partial<Waybill> = {}): Waybill => ({
  waybill: id, version: 2, number: `1000000${id}`, state: "dispatched", release: "r1", from: THERE, from_division: "410800000000",
  to: { division: "410882000000", place: HERE, site: "县库" }, vehicle: { plate: "豫H", driver: "张", phone: "138" }, eta: null, exercise: false, incident: null,
  signatures: [], picked_at: "", dispatched_at: "", receipt: null, cancel_reason: null, difference: null,
  lines: [{ item: "tent", batch: "b-tent", label: "00000900", bin: "X", quantity: 30, received: null, damaged: null }], ...over,
});
const release = (id: string, over: Partial<Release> = {}): Release => ({
  release: id, version: 2, number: "20000001", state: "approved", division: "410882000000", to: { division: "410882101000", place: null, site: "中心校" },
  purpose: "安置", need_by: "2026-11-28T00:00:00+08:00", priority: "normal", contact: { name: "刘", phone: "139" }, incident: null, exercise: false, stock_note: null,
  lines: [], requested_at: "", requested_by: {} as never, order: "动1", decided_at: null, decided_by: null, reason: null,
  approved: [{ item: "quilt", quantity: 120, from: HERE }], ...over,
});
let order = 0;
const parcel = (operation: Parcel["operation"], params: object, over: Partial<Parcel> = {}): Parcel => ({
  id: `c${++order}`, order, account: "a", operation, params: { command_id: `c${order}`, ...params } as never, photos: [], lane: `stock/${HERE}`,
  subject: "", createdAt: 0, state: "waiting", ...over,
});
const after = (rows: readonly BatchRow[], ...parcels: Parcel[]) =>
  pilesNow(rows, waitingOf(parcels), HERE, new Map([["1", waybill("1")]])).map((one) => [one.label, one.bin, one.quantity, one.held]);
const line = (label: string, quantity: number, more: object = {}) => ({ batch: `b-${label}`, bin: "A-1", quantity, ...more });

describe("the piles of a store without a line", () => {
  const rows = [pile("00000417"), pile("00000500", { bin: "B-1", quantity: 8 })];

  it("are what was known, less what went out and with what came in", () => {
    expect(after(rows,
      parcel("stock.issue", { place: HERE, lines: [line("00000417", 30)] }),
      parcel("stock.return", { place: HERE, lines: [line("00000417", 5)] }),
      parcel("stock.receive", { place: HERE, lines: [{ ...line("00000500", 2), bin: "B-1" }, { item: "rice", quantity: 9, new_batch: {} }] }),
      parcel("stock.issue", { place: THERE, lines: [line("00000417", 60)] }),
    )).toEqual([["00000417", "A-1", 75, 0], ["00000500", "B-1", 10, 0]]);
  });

  it("hold what is picked, and move what is moved", () => {
    expect(after(rows,
      parcel("waybill.pick", { place: HERE, lines: [line("00000417", 40)] }),
      parcel("stock.transfer", { place: HERE, to: HERE, lines: [line("00000417", 10, { to_bin: "C-1" })] }),
    )).toEqual([["00000417", "A-1", 90, 40], ["00000500", "B-1", 8, 0], ["00000417", "C-1", 10, 0]]);
  });

  it("have what a waybill brought, so that it can go out again before the line is back", () => {
    expect(after(rows,
      parcel("waybill.receive", { waybill: "1", lines: [{ line: 0, received: 28, damaged: 0, bin: "B-1" }] }),
      parcel("stock.issue", { place: HERE, lines: [{ batch: "b-tent", bin: "B-1", quantity: 20 }] }),
    )).toContainEqual(["00000900", "B-1", 8, 0]);
  });

  it("lose a pile that is used up, and are not moved by what was refused", () => {
    expect(after(rows,
      parcel("stock.issue", { place: HERE, lines: [line("00000417", 100)] }),
      parcel("stock.issue", { place: HERE, lines: [{ ...line("00000500", 8), bin: "B-1" }] }, { state: "refused" }),
    )).toEqual([["00000500", "B-1", 8, 0]]);
  });
});

describe("picking", () => {
  const piles = [
    pile("00000003", { bin: "A-10", expires_on: "2027-01-01", quantity: 50 }), pile("00000001", { bin: "A-2", expires_on: "2028-01-01" }),
    pile("00000002", { bin: "A-1", expires_on: "2026-01-01" }), pile("00000004", { item: "tent", bin: "C-1" }), pile("00000005", { exercise: true, expires_on: "2026-12-01" }),
    pile("00000006", { bin: "A-3", expires_on: "2029-01-01", held: 100 }), pile("00000007", { bin: "A-4" }),
  ];
  const owed = [{ item: "quilt", quantity: 120, from: HERE, left: 120 }];
  const release = { to: { division: "410882101200", place: null, site: null }, incident: "flood", exercise: false } as unknown as Release;
  const list = pickList(owed, piles, release, today);

  it("takes what expires first, not what has expired, is promised, or exists on paper only, and walks by bin", () => {
    expect(list.lines.map((one) => [one.row.bin, one.row.label, one.proposed])).toEqual([["A-2", "00000001", 70], ["A-10", "00000003", 50]]);
    expect(list.short).toEqual([]);
  });

  it("says what is short", () => {
    expect(pickList([{ ...owed[0]!, left: 400 }], piles, release, today).short).toEqual([{ item: "quilt", quantity: 150 }]);
  });

  it("knows what a scanned pile is to it", () => {
    const is = (label: string) => matchPick(list, piles.find((one) => one.label === label)!, release, today);
    expect(is("00000003")).toMatchObject({ is: "line", line: { proposed: 50 } });
    expect(is("00000007")).toMatchObject({ is: "other-pile", first: { label: "00000003" } });
    expect(is("00000004").is).toBe("not-wanted");
    expect(is("00000002").is).toBe("expired");
    expect(is("00000006").is).toBe("used-up");
  });

  it("leaves alone what was given for something else, unless an exception was granted", () => {
    const bound = (incident: string | null, division: string | null, also: NonNullable<BatchRow["bound_to"]>["also"] = []) =>
      pile("00000009", { bound_to: { incident, division, also } });
    const taken = (row: BatchRow) => pickList(owed, [row], release, today).lines.length === 1;
    expect(taken(bound(null, "410882000000"))).toBe(true); // the village lies in it
    expect(taken(bound("flood", null))).toBe(true);
    expect(taken(bound(null, "410883000000"))).toBe(false);
    expect(taken(bound("drought", "410882000000"))).toBe(false);
    expect(taken(bound(null, "410883000000", [{ incident: null, division: "410882101000" }]))).toBe(true);
    expect(taken(bound(null, "410883000000", [{ incident: "drought", division: "410882101000" }]))).toBe(false);
    expect(matchPick(list, bound(null, "410883000000"), release, today).is).toBe("bound");
  });
});

describe("a code", () => {
  const origin = "https://anlan.example";
  const known = { piles: [pile("00000417"), pile("00000500"), pile("00010500", { bin: "B-1" })], waybills: [waybill("1")] };
  const read = (text: string) => readCode(text, known, origin);

  it.each([["0417"], ["00000417"], ["０４１７"], [" 0000 0417 "], [`${origin}/b/00000417`]])("“%s” is a pile", (text) =>
    expect(read(text)).toMatchObject({ is: "piles", piles: [{ label: "00000417" }] }));

  it("of two piles is both", () => expect(read("0500")).toMatchObject({ piles: [{ bin: "A-1" }, { bin: "B-1" }] }));

  it.each([["10000001"], ["0001"], [`${origin}/w/10000001`], [`${origin}/r/${"a".repeat(43)}#10000001`]])("“%s” is a waybill", (text) =>
    expect(read(text)).toMatchObject({ is: "waybill", waybill: { waybill: "1" } }));

  it.each([
    ["9999", { is: "unknown", digits: "9999" }],
    ["123456", { is: "unknown", digits: "123456" }],
    ["https://evil.example/b/00000417", { is: "link", host: "evil.example" }],
    ["https://anlan.example.evil.cn/00000417", { is: "link", host: "anlan.example.evil.cn" }],
    ["wxp://f2f0abc", { is: "link", host: "f2f0abc" }],
    ["WIFI:T:WPA;S:仓库;P:12345678;;", { is: "link", host: "wifi" }],
    ["6901234567892", { is: "product", digits: "6901234567892" }],
    ["BEGIN VCARD 王某", { is: "text", text: "BEGIN VCARD 王某" }],
    ["", { is: "text", text: "" }],
  ])("“%s” is something else's", (text, reading) => expect(read(text)).toEqual(reading));

  it("is not repeated at length", () => expect(read("x".repeat(4000))).toEqual({ is: "text", text: `${"x".repeat(24)}…` }));
});

describe("the tasks of a store", () => {
  const papers = {
    releases: [release("r1"), release("r2", { priority: "urgent" }), release("r3", { approved: [{ item: "quilt", quantity: 1, from: THERE }] }), release("r4", { state: "requested" })],
    waybills: [waybill("1"), waybill("2", { from: HERE, to: { division: "", place: THERE, site: "" }, state: "picked", release: "r9" }), waybill("3", { state: "received" })],
  };
  const keys = (parcels: Parcel[] = []) => tasksOf(HERE, papers, parcels, waitingOf(parcels), () => "quilt").map((one) => one.key);

  it("are what arrives, what is to be picked, the most urgent first, and what waits for its second signature", () => {
    expect(keys()).toEqual(["arrive/1", "pick/r2", "pick/r1", "send/2"]);
  });

  it("do not ask again for what is written down here and waits", () => {
    const picked = parcel("waybill.pick", { release: "r1", place: HERE, lines: [line("00000417", 120)] });
    const part = parcel("waybill.pick", { release: "r2", place: HERE, lines: [line("00000417", 100)] });
    const come = parcel("waybill.receive", { waybill: "1", lines: [] });
    expect(keys([picked, part, come])).toEqual(["pick/r2", `countersign/${picked.id}`, `countersign/${part.id}`, "send/2"]);
    const [pick] = tasksOf(HERE, papers, [part], waitingOf([part]), () => "quilt").filter((one) => one.key === "pick/r2");
    expect(pick).toMatchObject({ owed: [{ left: 20 }] });
  });

  it("say what a pick without a line waits for, in its own store, until the server has it", () => {
    const elsewhere = parcel("waybill.pick", { release: "r3", place: THERE, lines: [line("00000417", 1)] });
    const refused = parcel("waybill.pick", { release: "r1", place: HERE, lines: [line("00000417", 1)] }, { state: "refused" });
    expect(keys([elsewhere])).toEqual(keys());
    expect(keys([refused])).toEqual([`mend/${refused.id}`, ...keys()]);
  });

  it("begin with what the server refused, which is asked for again as well", () => {
    const refused = parcel("waybill.receive", { waybill: "1", lines: [] }, { state: "refused" });
    expect(keys([refused])).toEqual([`mend/${refused.id}`, "arrive/1", "pick/r2", "pick/r1", "send/2"]);
    const elsewhere = parcel("stock.issue", { place: THERE, lines: [] }, { state: "refused" });
    expect(keys([elsewhere])).toEqual(["arrive/1", "pick/r2", "pick/r1", "send/2"]);
  });
});

describe("mending a refused command", () => {
  const refused = parcel("stock.issue", { place: HERE, lines: [line("00000417", 90), line("00000500", 8)] }, {
    state: "refused", problem: { errors: [{ pointer: "/lines/0/quantity", detail: "只有 60", detail_en: "only 60" }] } as never,
  });

  it("shows each line with its fault", () => {
    expect(linesOf(refused)).toHaveLength(2);
    expect(faultOf(refused, 0)?.detail).toBe("只有 60");
    expect(faultOf(refused, 1)).toBeUndefined();
  });

  it("sends the same paper with other quantities, without the lines of nothing", () => {
    expect(mended(refused, [60, 0], "new")).toMatchObject({ command_id: "new", place: HERE, lines: [{ batch: "b-00000417", quantity: 60 }] });
    expect(mended(refused, [0, 0], "new")).toBeUndefined();
  });

  it("speaks of the newest version of a waybill, whose lines it leaves alone", () => {
    const count = parcel("waybill.receive", { waybill: "1", expected_version: 2, lines: [{ line: 0, received: 3, damaged: 0 }] }, { state: "refused" });
    expect(linesOf(count)).toEqual([]);
    expect(mended(count, [], "new", 3)).toMatchObject({ command_id: "new", expected_version: 3, lines: [{ received: 3 }] });
  });
});
