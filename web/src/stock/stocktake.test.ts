import { describe, expect, it } from "vitest";
import type { StocktakePile } from "@/wire/stocktake";
import { nextPile, waitingCounts, wantOf } from "./stocktake";

const pile = (batch: string, state: StocktakePile["state"] = "uncounted", mine = false): StocktakePile =>
  ({ bin: "A-1", batch, label: batch, item: "quilt", listed: true, rounds: state === "uncounted" ? 0 : 1, state, counted_by_me: mine });
const none = new Set<string>();

describe("a stocktake on a tablet", () => {
  it("asks nobody to recount what he counted himself", () => {
    expect(wantOf(pile("a", "recount"), none)).toBe("recount");
    expect(wantOf(pile("a", "recount", true), none)).toBe("other");
    expect(wantOf(pile("a", "settled"), none)).toBe("done");
  });

  it("goes on from where one stands and comes back to what was left out", () => {
    const piles = [pile("a"), pile("b", "settled"), pile("c"), pile("d", "recount", true)];
    expect(nextPile(piles, none)?.batch).toBe("a");
    expect(nextPile(piles, none, "A-1/a")?.batch).toBe("c");
    expect(nextPile(piles, none, "A-1/c")?.batch).toBe("a");
    expect(nextPile(piles, new Set(["A-1/a", "A-1/c"]), "A-1/c")).toBeUndefined();
  });

  it("takes what waits on this machine for counted, of this stocktake only", () => {
    const parcel = (stocktake: string, state: string) => ({ operation: "stocktake.count", state, params: { stocktake, bin: "A-1", batch: "a" } });
    expect([...waitingCounts([parcel("s1", "waiting")], "s1")]).toEqual(["A-1/a"]);
    expect(waitingCounts([parcel("s2", "waiting"), parcel("s1", "refused")], "s1").size).toBe(0);
    expect(wantOf(pile("a"), new Set(["A-1/a"]))).toBe("waiting");
  });
});
