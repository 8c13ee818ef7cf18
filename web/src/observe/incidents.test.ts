import { describe, expect, it } from "vitest";
import type { Incident } from "@/wire/types";
import { presumed, reaches } from "./incidents";

const incident = (id: string, more: Partial<Incident> = {}): Incident =>
  ({ incident: id, state: "open", exercise: false, area: ["410882000000"], ...more }) as Incident;

describe("what a new observation is of", () => {
  it("is the real incident that is looked at, else the first real one", () => {
    expect(presumed([incident("a"), incident("b")], "b")).toBe("b");
    expect(presumed([incident("a"), incident("b")], undefined)).toBe("a");
  });
  it("is never an exercise, even the one that is looked at, and never what is closed", () => {
    expect(presumed([incident("drill", { exercise: true })], "drill")).toBe("");
    expect(presumed([incident("old", { state: "closed" })], "old")).toBe("");
    expect(presumed([], undefined)).toBe("");
  });
});

it("an incident reaches the places of its counties", () => {
  expect(reaches(incident("a", { area: ["410882102000"] }), "410882101201")).toBe(true);
  expect(reaches(incident("a"), "410883101201")).toBe(false);
  expect(reaches(incident("a"), "410800000000")).toBe(true);
});
