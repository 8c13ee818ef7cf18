import { describe, expect, it, vi } from "vitest";
vi.mock("@/services", () => ({ client: {}, depot: () => Promise.reject(new Error("no store here")) }));
import { byAddress } from "./relief";
import type { Household } from "@/wire/relief";

const household = (number: number, address: string): Household => ({ household: `h${number}`, number, personal: { address } }) as unknown as Household;

describe("the visit route", () => {
  it("leads along the addresses, group 2 before group 10", () => {
    const walk = byAddress([household(1, "东村10组3号"), household(2, "东村2组11号"), household(3, "东村2组4号")]);
    expect(walk.map((one) => one.number)).toEqual([3, 2, 1]);
  });
  it("goes by the address in clear where there is one", () => {
    const doors = new Map([["h1", { name: "甲", address: "东村1组" }], ["h2", { name: "乙", address: "东村9组" }]]);
    expect(byAddress([household(2, "***"), household(1, "***")], doors).map((one) => one.number)).toEqual([1, 2]);
  });
  it("keeps who has no address, by number", () => {
    expect(byAddress([household(5, ""), household(4, "")]).map((one) => one.number)).toEqual([4, 5]);
  });
});
