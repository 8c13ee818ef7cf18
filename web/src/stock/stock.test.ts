import { describe, expect, it } from "vitest";
import type { BatchRow, Depository, GoodsItem, StockRow } from "@/wire/supplies";
import type { Account } from "@/wire/types";
import { byLastDigits, firstOut } from "./choose";
import { dayOf, expiryOf } from "./expiry";
import { grouped } from "./group";
import { mayReverse } from "./roles";
import { inPacks, inUnits, packOf, readCount, total } from "./units";

const item = (over: Partial<GoodsItem> = {}): GoodsItem => ({
  code: "quilt-cotton", name: { zh: "棉被", en: "Cotton quilt" }, category: "bedding", unit: { zh: "床", en: "piece" },
  packaging: [{ name: { zh: "包", en: "bale" }, units: 10 }], shelf_life_years: 8, returnable: false, ...over,
});
const quilt = item();
const rice = item({ unit: { zh: "公斤", en: "kg" }, packaging: [] });

describe("units and packs", () => {
  it("says a quantity in units and in packs with the rest", () => {
    expect(inUnits(125, quilt, "zh")).toBe("125 床");
    expect(inPacks(125, quilt, "zh")).toBe("12 包 + 5 床");
    expect(inPacks(120, quilt, "zh")).toBe("12 包");
  });

  it("does not speak of packs where there are none, or less than one", () => {
    expect(inPacks(9, quilt, "zh")).toBeUndefined();
    expect(inPacks(500, rice, "zh")).toBeUndefined();
  });

  it("uses the English plural for words and leaves symbols alone", () => {
    expect(inUnits(2, quilt, "en")).toBe("2 pieces");
    expect(inUnits(1, quilt, "en")).toBe("1 piece");
    expect(inUnits(2, rice, "en")).toBe("2 kg");
    expect(inPacks(11, quilt, "en")).toBe("1 bale + 1 piece");
  });

  it("counts in the largest pack", () => {
    const two = item({ packaging: [{ name: { zh: "袋", en: "bag" }, units: 4 }, { name: { zh: "箱", en: "carton" }, units: 24 }] });
    expect(packOf(two)?.units).toBe(24);
    expect(packOf(rice)).toBeUndefined();
  });

  it.each([["12", 12], ["１２", 12], ["", 0], [" 3 ", 3]])("reads “%s”", (typed, count) => expect(readCount(typed)).toBe(count));
  it.each(["1.5", "-2", "三", "1e3"])("does not guess at “%s”", (typed) => expect(readCount(typed)).toBeUndefined());

  it("adds packs and loose ones, and nothing when one of them cannot be read", () => {
    expect(total("12", "5", quilt)).toBe(125);
    expect(total("", "5", quilt)).toBe(5);
    expect(total("x", "5", quilt)).toBeUndefined();
    expect(total("", "700", rice)).toBe(700);
  });
});

describe("expiry", () => {
  const today = "2026-11-24";
  it.each([
    ["2026-11-23", "expired", "red", 1],
    ["2026-11-24", "urgent", "red", 0],
    ["2026-12-24", "urgent", "red", 30],
    ["2026-12-25", "soon", "amber", 31],
    ["2027-05-23", "soon", "amber", 180],
    ["2027-05-24", "fresh", "green", 181],
    [null, "keeps", "grey", 0],
  ] as const)("of %s is %s", (lastDay, freshness, tone, days) => expect(expiryOf(lastDay, today)).toEqual({ freshness, tone, days }));

  it("goes by the day in Beijing", () => {
    expect(dayOf(Date.parse("2026-11-23T23:59:59+08:00"))).toBe("2026-11-23");
    expect(dayOf(Date.parse("2026-11-23T16:00:00Z"))).toBe("2026-11-24");
  });
});

describe("the stock table", () => {
  const row = (place: string, code: string, quantity: number, over: Partial<StockRow> = {}): StockRow => ({
    place, item: code, exercise: false, quantity, held: 0, batches: 1, earliest_expiry: null, ...over,
  });
  const rows = [
    row("p1", "quilt", 100, { earliest_expiry: "2030-01-01", held: 10 }), row("p2", "quilt", 20, { earliest_expiry: "2027-01-01" }),
    row("p1", "tent", 5), row("p1", "water", 0), row("p1", "quilt", 7, { exercise: true }),
  ];

  it("adds one item over its places, real goods and those of an exercise apart", () => {
    const groups = grouped(rows, "item", (code) => code);
    expect(groups.map((one) => [one.key, one.quantity, one.held, one.earliestExpiry])).toEqual([
      ["quilt", 120, 10, "2027-01-01"], ["tent", 5, 0, null], ["quilt/exercise", 7, 0, null],
    ]);
  });

  it("does not add different things in one place, and leaves out what is used up", () => {
    const [first] = grouped(rows, "place", (code) => code);
    expect(first).toMatchObject({ of: "p1", quantity: undefined, earliestExpiry: "2030-01-01" });
    expect(first!.rows.map((one) => one.item)).toEqual(["quilt", "tent"]);
  });
});

describe("choosing a batch", () => {
  const pile = (label: string, expires_on: string | null, quantity = 10, held = 0): BatchRow => ({
    batch: label, label, item: "quilt", lot: null, maker: null, made_on: null, received_on: "2026-01-01", suggested_years: null, expires_on,
    origin: { kind: "funding", level: "county" }, exercise: false, place: "p1", bin: "A-1", quantity, held,
  });
  const piles = [pile("00000417", null), pile("00010417", "2028-01-01"), pile("00000009", "2027-01-01"), pile("00000008", "2020-01-01"), pile("00000007", "2027-01-01", 5, 5)];

  it("goes by the last four digits, and by more when two piles share them", () => {
    expect(byLastDigits(piles, "0417").map((one) => one.label)).toEqual(["00000417", "00010417"]);
    expect(byLastDigits(piles, "１0417").map((one) => one.label)).toEqual(["00010417"]);
    expect(byLastDigits(piles, "417")).toEqual([]);
  });

  it("takes what expires first, and neither what is expired nor what is promised", () => {
    expect(firstOut(piles, "2026-11-24").map((one) => one.label)).toEqual(["00000009", "00010417", "00000417"]);
  });
});

describe("who takes a document back", () => {
  const place = { state: "open", keeper: { name: "储备中心", division: "410882000000" }, user: { name: "应急局", division: "410882000000" } } as Depository;
  const of = (role: Account["role"], division = "410882000000"): Account => ({ role, division }) as Account;

  it("is the keeper for what keepers write, and the office with the use for counts and scrappings", () => {
    expect(mayReverse(of("warehouse_keeper"), place, "receive")).toBe(true);
    expect(mayReverse(of("warehouse_keeper"), place, "adjust")).toBe(false);
    expect(mayReverse(of("dispatcher"), place, "scrap")).toBe(true);
    expect(mayReverse(of("dispatcher"), place, "issue")).toBe(false);
  });

  it("is nobody of another office, and nobody for what a waybill or a loan moved", () => {
    expect(mayReverse(of("warehouse_keeper", "410883000000"), place, "receive")).toBe(false);
    expect(mayReverse(of("auditor"), place, "receive")).toBe(false);
    for (const kind of ["dispatch", "arrive", "hand_over", "lend", "reverse"] as const) expect(mayReverse(of("warehouse_keeper"), place, kind)).toBe(false);
  });
});
