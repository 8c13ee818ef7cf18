import { describe, expect, it } from "vitest";
import type { Handout } from "@/wire/handouts";
import type { Release, Waybill } from "@/wire/papers";
import { handoutsOf, storyOf } from "./story";
import type { BatchLife, Movement, Tier } from "@/wire/supplies";

const movement = (id: string, kind: Movement["kind"], waybill: string | null = null): Movement => ({ movement: id, kind, waybill, lines: [], place: "point", occurred_at: "2026-07-20T20:00:00+08:00", document: null, evidence: null } as unknown as Movement);
const levels = (place: string): Tier => (place === "point" ? "township" : "county");
const life = (movements: Movement[], now: BatchLife["now"] = []): BatchLife => ({ batch: { batch: "b" } as BatchLife["batch"], now, movements });
const actor = (account: string) => ({ account, display_name: account, role: "warehouse_keeper", division: "" }) as const;
const waybill = (over: Partial<Waybill> = {}): Waybill => ({
  waybill: "w", number: "00000001", release: "r", state: "received", signatures: [actor("a"), actor("b")], difference: null,
  receipt: { at: "", name: "李", phone: null, note: null },
  lines: [
    { item: "quilt", batch: "b", label: "", bin: "", quantity: 40, received: 38, damaged: 1 },
    { item: "quilt", batch: "other", label: "", bin: "", quantity: 7, received: 7, damaged: 0 },
  ], ...over,
} as Waybill);
const tell = (of: Waybill | undefined, release?: Release) =>
  storyOf(life([movement("1", "receive"), movement("2", "dispatch", "w"), movement("3", "arrive", "w"), movement("4", "issue")]),
    new Map(of ? [["w", of]] : []), new Map(release ? [["r", release]] : []), levels);
const breaks = (of: Waybill | undefined, release?: Release) => tell(of, release).breaks.map((one) => one.what);

describe("the story of a batch", () => {
  it("tells each journey once, between what happened before and after, and counts this batch alone", () => {
    const { steps } = tell(waybill());
    expect(steps.map((one) => one.key)).toEqual(["1", "w", "4"]);
    expect(steps[1]).toMatchObject({ journey: { sent: 40, received: 38, damaged: 1, movements: [{ movement: "2" }, { movement: "3" }] } });
  });

  it("finds every unit that came in somewhere", () => {
    const sound = storyOf(life([], [{ place: "supplier", bin: "", quantity: -100 }, { place: "p", bin: "", quantity: 60 }, { place: "issued", bin: "x", quantity: 40 }]), new Map(), new Map(), levels);
    expect([sound.born, sound.placed]).toEqual([100, 100]);
    const broken = storyOf(life([], [{ place: "donor", bin: "", quantity: -100 }, { place: "p", bin: "", quantity: 99 }]), new Map(), new Map(), levels);
    expect([broken.born, broken.placed]).toEqual([100, 99]);
  });

  it("has no break when two people signed, neither gave the order, and somebody received", () => {
    expect(breaks(waybill(), { decided_by: actor("boss") } as Release)).toEqual([]);
    expect(breaks(waybill({ state: "picked", signatures: [actor("a")], receipt: null }))).toEqual([]);
  });

  it("names each break", () => {
    expect(breaks(waybill({ signatures: [actor("a"), actor("a")] }))).toEqual(["oneSignature"]);
    expect(breaks(waybill({ signatures: [actor("a")], state: "dispatched", receipt: null }))).toEqual(["oneSignature"]);
    expect(breaks(waybill(), { decided_by: actor("b") } as Release)).toEqual(["approverSigned"]);
    expect(breaks(waybill({ receipt: null }))).toEqual(["noReceiver"]);
    expect(breaks(waybill({ difference: { state: "open" } as Waybill["difference"] }))).toEqual(["differenceOpen"]);
    expect(breaks(undefined)).toEqual(["unknownWaybill"]);
  });

  it("names what left a store of a level above the township without an order, and what was adjusted without a count", () => {
    const left = (over: Partial<Movement>) =>
      storyOf(life([{ ...movement("1", "issue"), ...over }]), new Map(), new Map(), levels).breaks.map((one) => one.what);
    expect(left({})).toEqual([]);
    expect(left({ place: "store" })).toEqual(["issueWithoutOrder"]);
    expect(left({ place: "store", document: "沁应急动〔2026〕1号" })).toEqual([]);
    expect(left({ place: "store", reversed_by: "2" })).toEqual([]);
    expect(left({ kind: "adjust", evidence: { counted_by: "甲", recounted_by: "乙" } as Movement["evidence"] })).toEqual(["adjustByHand"]);
    expect(left({ kind: "adjust", evidence: { stocktake: "s" } as unknown as Movement["evidence"] })).toEqual([]);
  });
});

describe("the end of a batch's way", () => {
  const handout = (id: string, of: string): Handout => ({ handout: id, movement: of }) as Handout;

  it("asks for the hand-outs page by page and finds them by their movement", async () => {
    const asked: unknown[] = [];
    const found = await handoutsOf(life([movement("m1", "receive"), movement("m2", "hand_over"), movement("m3", "hand_over")]), (question) => {
      asked.push(question);
      return Promise.resolve(question.before === undefined ? { handouts: [handout("h3", "m3")], next: 7 } : { handouts: [handout("h2", "m2")], next: null });
    });
    expect(asked).toEqual([{ batch: "b" }, { batch: "b", before: 7 }]);
    expect(found.get("m2")?.handout).toBe("h2");
    expect(found.get("m3")?.handout).toBe("h3");
  });

  it("asks nothing while none of it reached a household", async () => {
    const found = await handoutsOf(life([movement("m1", "issue")]), () => Promise.reject(new Error("asked")));
    expect(found.size).toBe(0);
  });
});
