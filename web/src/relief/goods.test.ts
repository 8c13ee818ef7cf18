import { describe, expect, it } from "vitest";
import type { GoodsRow } from "@/wire/reliefGoods";
import { givenOf, kindOf, proposed, waiting } from "./goods";

const NEEDS = [{ code: "clothing" as const, items: ["quilt", "coat"] }, { code: "heating" as const, items: ["coal"] }, { code: "medical" as const, items: [] }];
const row = (household: string, left: number, more: Partial<GoodsRow> = {}): GoodsRow => ({
  household, number: 1, decided_fen: 100, paid_fen: 0, payment: null, given: [], worth_fen: 0,
  needs: [{ kind: "clothing", quantity: 3, counted: true, left }, { kind: "heating", quantity: 30_000, counted: false, left: 30_000 }], ...more,
});

describe("goods by a list", () => {
  it("know which need an article meets", () => {
    expect(kindOf(NEEDS, "coat")).toBe("clothing");
    expect(kindOf(NEEDS, "generator")).toBeUndefined();
  });
  it("go to those that still need what there is, once it is decided", () => {
    const rows = [row("a", 2), row("b", 0), row("c", 2, { decided_fen: null })];
    expect(waiting(rows, [{ item: "quilt", left: 9 }], NEEDS).map((one) => one.household)).toEqual(["a"]);
    expect(waiting(rows, [{ item: "coal", left: 9 }], NEEDS).map((one) => one.household)).toEqual(["a", "b"]);
    expect(waiting(rows, [{ item: "generator", left: 9 }], NEEDS)).toEqual([]);
  });
  it("are proposed as far as they reach, one article after the other, and never more than is needed", () => {
    const lines = [{ item: "quilt", left: 3 }, { item: "coat", left: 2 }, { item: "coal", left: 500 }];
    const shares = proposed([row("a", 2), row("b", 3)], lines, NEEDS);
    expect(shares.a).toEqual([2, undefined, undefined]);
    expect(shares.b).toEqual([1, 2, undefined]);
    expect(givenOf(shares, lines)).toEqual([3, 2, 0]);
  });
});
