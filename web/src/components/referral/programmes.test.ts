import { describe, expect, it } from "vitest";
import { holding, relationOf, valueOf } from "./programmes";
import type { ProgrammeFigure, ProgrammeRelation } from "@/wire/referrals";

const figure = (more: Partial<ProgrammeFigure>): ProgrammeFigure => ({
  id: "f", name: { zh: "标准", en: "standard" }, value: 6_000, unit: "fen_per_person_month", from: "2018-01-01", until: null,
  source_title: "测试", mark: "sourced", ...more,
});
const relation = (a: string, b: string): ProgrammeRelation => ({ a, b, relation: "excludes", reason: { zh: "", en: "" }, source_title: "" });

describe("programmes", () => {
  it("are paired in either order, and only where somebody laid it down", () => {
    const known = [relation("winter_relief", "charity")];
    expect(relationOf(known, "charity", "winter_relief")).toBe(known[0]);
    expect(relationOf(known, "charity", "orphan_support")).toBeUndefined();
  });
  it("show money in yuan and the rest as it is", () => {
    expect(valueOf(figure({}))).toBe("60.00");
    expect(valueOf(figure({ unit: "percent", value: 70 }))).toBe("70");
  });
  it("have the figures that hold today", () => {
    const old = figure({ until: "2021-12-31" });
    expect(holding([old, figure({})], "2021-12-31")).toHaveLength(2);
    expect(holding([old, figure({ from: "2022-01-02" })], "2022-01-01")).toHaveLength(0);
  });
});
