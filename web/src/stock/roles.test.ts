import { describe, expect, it } from "vitest";
import type { Account, Role } from "@/wire/types";
import type { Depository } from "@/wire/supplies";
import { changesPlace } from "./roles";

const CITY = "410800000000";
const QINYANG = "410882000000";
const MENGZHOU = "410883000000";
const office = (division: string) => ({ name: "某单位", division });
const place = (over: Partial<Depository> = {}): Depository =>
  ({ state: "open", division: QINYANG, owner: office(CITY), keeper: office(QINYANG), user: office(CITY), ...over }) as Depository;
const account = (division: string, role: Role = "dispatcher"): Account => ({ division, role }) as Account;

describe("who changes a place", () => {
  it("is its owner, the office that orders its use, or a level above, not the county it stands in", () => {
    expect(changesPlace(account(QINYANG), place())).toBe(false);
    expect(changesPlace(account(CITY), place())).toBe(true);
    expect(changesPlace(account(QINYANG), place({ owner: office(QINYANG) }))).toBe(true);
    expect(changesPlace(account(CITY), place({ owner: office(QINYANG), user: office(QINYANG) }))).toBe(true);
    expect(changesPlace(account(MENGZHOU), place({ owner: office(QINYANG), user: office(QINYANG) }))).toBe(false);
  });

  it("works in an office that opens places, and the place is open", () => {
    expect(changesPlace(account(CITY, "warehouse_keeper"), place())).toBe(false);
    expect(changesPlace(account(CITY), place({ state: "closed" }))).toBe(false);
    expect(changesPlace(undefined, place())).toBe(false);
  });
});
