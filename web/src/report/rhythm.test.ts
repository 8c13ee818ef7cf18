import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Deadlines, Indicators } from "@/catalogue/types";
import type { KnownClock } from "@/live/state";
import { owedUpdate, rhythmOf } from "./rhythm";

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../data/catalogues/${name}.json`, import.meta.url), "utf8"));
const book = read("deadlines") as Deadlines;

describe("the rhythm of updates", () => {
  it("is ten days in a drought, five under a national response, as the rule's own table says", () => {
    for (const level of ["township", "county", "city"] as const) {
      const rhythm = rhythmOf(book, "01", level);
      expect(rhythm?.days).toBe(10);
      expect(rhythm?.shorter.map((one) => one.days)).toEqual([5]);
      expect(rhythm?.document).toContain("国防减救办发〔2024〕6号");
    }
  });

  it("is none in a flood, where the zero report hangs on a response", () => {
    expect(rhythmOf(book, "02", "county")).toBeUndefined();
    expect(rhythmOf(book, "01", undefined)).toBeUndefined();
  });

  it("finds the unit's own update that is owed, and no other's", () => {
    const clock = (division: string, phase: string, state: string) => ({ incident: "i", division, phase, state }) as KnownClock;
    const mine = clock("a", "update", "running");
    expect(owedUpdate([clock("a", "update", "met"), clock("b", "update", "running"), clock("a", "final", "running"), mine], "i", "a")).toBe(mine);
  });
});

it("asks in a drought for what only a drought does, and in no other disaster", () => {
  const asked = (read("indicators") as Indicators).indicators.filter((one) => one.spoken?.hazards);
  expect(asked.map((one) => [one.code, one.spoken?.hazards])).toEqual([["A01019", ["01"]], ["A01020", ["01"]], ["A01041", ["01"]]]);
});
