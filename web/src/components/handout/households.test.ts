import { describe, expect, it } from "vitest";
import { blankHousehold, complete, householdWords, pasted, sumOf } from "./households";

describe("a list of households", () => {
  it("is pasted from a spreadsheet, with full-width digits and an apostrophe before the number", () => {
    const rows = pasted("王大山\t'11010519491231002X\t3\t２\r\n\n李小河\t\t4\t3\t1", 2);
    expect(rows.map((one) => [one.name, one.id, one.people, one.got])).toEqual([
      ["王大山", "11010519491231002X", 3, [2, undefined]], ["李小河", "", 4, [3, 1]],
    ]);
    expect(sumOf(rows, 0)).toBe(5);
    expect(rows.map(complete)).toEqual([false, true]);
  });

  it("says who took the goods for a household, and how they are related", () => {
    const one = { ...blankHousehold(1), name: " 王大山 ", people: 2, got: [1], proxyName: "王小石" };
    expect(complete(one)).toBe(false);
    expect(householdWords({ ...one, relation: "儿子" })).toEqual({
      name: "王大山", id_number: null, people: 2, got: [1], proof: null, proxy: { name: "王小石", relation: "儿子" }, again: null,
    });
  });
});
