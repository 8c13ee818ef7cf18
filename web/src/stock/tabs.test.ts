import { describe, expect, it } from "vitest";
import { groupsFor, homeTab, tabOf } from "./tabs";
import { STOCK_READERS } from "./roles";

const address = (query: Record<string, string>) => (key: string) => query[key];

describe("the goods page's tabs", () => {
  it("gives the documents to the keeper alone", () => {
    const documents = (role: Parameters<typeof groupsFor>[0]) => groupsFor(role).find((one) => one.group === "flow")!.tabs;
    expect(documents("warehouse_keeper")).toEqual(["receive", "issue", "transfer", "aside"]);
    expect(documents("auditor")).toEqual(["aside"]);
  });
  it.each(STOCK_READERS.map((role) => [role]))("begins for %s with one of that role's own", (role) => {
    expect(groupsFor(role).flatMap((one) => one.tabs)).toContain(homeTab(role));
  });
  it("names each board once", () => {
    const all = groupsFor("warehouse_keeper").flatMap((one) => one.tabs);
    expect(new Set(all).size).toBe(all.length);
  });
  it("follows the address, also one from before the tabs had groups", () => {
    expect(tabOf(address({ t: "loans" }), "dispatcher")).toBe("loans");
    expect(tabOf(address({ by: "map", of: "quilt-cotton" }), "dispatcher")).toBe("stock");
    expect(tabOf(address({}), "dispatcher")).toBe("requests");
    expect(tabOf(address({ t: "receive" }), "dispatcher")).toBe("requests"); // not this role's
  });
});
