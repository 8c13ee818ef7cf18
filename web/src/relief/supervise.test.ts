import { describe, expect, it } from "vitest";
import { ProblemError } from "@/api/problem";
import { patiently } from "./patiently";
import { boardOf, factLines, monthsOf, ranked } from "./supervise";
import type { BoardCell, Rule } from "@/wire/supervision";

const rule = (id: string, severity: Rule["severity"]): Rule => ({ id, severity }) as unknown as Rule;

describe("what the rules found", () => {
  it("stands before what found nothing, the gravest first", () => {
    const rules = [rule("a", "low"), rule("b", "high"), rule("c", "high"), rule("d", "medium")];
    expect(ranked(rules, new Map([["a", 9], ["c", 2], ["d", 5]])).map((one) => [one.rule.id, one.count])).toEqual([["c", 2], ["d", 5], ["a", 9], ["b", 0]]);
  });
  it("shows money in yuan and records by their beginning", () => {
    expect(factLines({ fen: 60000, households: 2, first: "0190aabb-1111-7222-8333-444455556666", kin: null, days: [3, 4] })).toEqual([
      ["fen", "¥600.00"], ["households", "2"], ["first", "0190aabb…"], ["kin", "—"], ["days", "3、4"],
    ]);
  });
});

describe("the board of arrears", () => {
  const cell = (unit: string, measure: BoardCell["measure"], month: string | null, count: number): BoardCell => ({ unit, name: unit, measure, month, count });
  const cells = [cell("a", "late_minutes", "2026-10", 1), cell("b", "late_minutes", "2026-10", 2), cell("b", "late_minutes", "2026-11", 3), cell("a", "self_review", null, 1)];
  it("has a line for each unit, of all months or of one, those most in arrears first", () => {
    expect(boardOf(cells).map((one) => [one.unit, one.counts])).toEqual([["b", { late_minutes: 5 }], ["a", { late_minutes: 1, self_review: 1 }]]);
    expect(boardOf(cells, "2026-10").map((one) => [one.unit, one.counts])).toEqual([["b", { late_minutes: 2 }], ["a", { late_minutes: 1 }]]);
  });
  it("names the months it knows", () => expect(monthsOf(cells)).toEqual(["2026-10", "2026-11"]));
});

describe("a question the server is busy with", () => {
  const busy = (type: string): ProblemError => new ProblemError({ kind: "overloaded", type, title: "", title_en: "", detail: "", detail_en: "", status: 503, retry_after: 2 } as ConstructorParameters<typeof ProblemError>[0]);
  it("is asked again after the pause that was named", async () => {
    const pauses: number[] = [];
    let tries = 0;
    const answer = await patiently(() => (++tries < 3 ? Promise.reject(busy("urn:anlan:problem:rules-running")) : Promise.resolve("done")), (ms) => { pauses.push(ms); return Promise.resolve(); });
    expect([answer, pauses]).toEqual(["done", [2000, 2000]]);
  });
  it("is not asked again when something else is wrong, nor for ever", async () => {
    await expect(patiently(() => Promise.reject(busy("urn:anlan:problem:role")), () => Promise.resolve())).rejects.toThrow();
    let tries = 0;
    await expect(patiently(() => { tries += 1; return Promise.reject(busy("rules-running")); }, () => Promise.resolve())).rejects.toThrow();
    expect(tries).toBe(20);
  });
});
