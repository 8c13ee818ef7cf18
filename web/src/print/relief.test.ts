import { describe, expect, it, vi } from "vitest";
vi.mock("@/services", () => ({ client: {}, depot: () => Promise.reject(new Error("no store here")) }));
import { byAddress, posterName, posterRows, type ReliefPrinted } from "./relief";
import type { Household } from "@/wire/relief";

const household = (number: number, name: string, address: string): Household =>
  ({ household: `h${number}`, number, needy: 2, circumstances: [], personal: { members: [{ name }], address } }) as unknown as Household;

describe("papers of a village's list", () => {
  it.each([["王**", "王**"], ["王小明", "王**"], ["欧", "欧*"], ["", "—"], [undefined, "—"]])("never hang a whole name: %s", (name, shown) =>
    expect(posterName(name)).toBe(shown));

  it("lead along the addresses, group 2 before group 10", () => {
    const walk = byAddress([household(1, "甲", "东村10组3号"), household(2, "乙", "东村2组11号"), household(3, "丙", "东村2组4号")]);
    expect(walk.map((one) => one.number)).toEqual([3, 2, 1]);
  });

  it("name everybody first, and afterwards only whom was paid, with the amount", () => {
    const printed = {
      households: [household(1, "王**", ""), household(2, "李**", "")],
      lines: [{ household: "h1", fen: 60000, state: "paid" }, { household: "h2", fen: 40000, state: "closed" }],
    } as unknown as ReliefPrinted;
    expect(posterRows(printed, false).map((one) => [one.number, one.fen])).toEqual([[1, undefined], [2, undefined]]);
    expect(posterRows(printed, true).map((one) => [one.number, one.fen])).toEqual([[1, 60000]]);
  });
});
