import { describe, expect, it } from "vitest";
import { factLines, ranked } from "./supervise";
import type { Rule } from "@/wire/supervision";

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
