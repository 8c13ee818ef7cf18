import { describe, expect, it } from "vitest";
import type { BoundaryAnswer, BoundaryFinding } from "@/wire/boundaries";
import { grouped, kindOf, MOST_BYTES, verdictOf } from "./boundaries";

const finding = (severity: BoundaryFinding["severity"], code: string, feature?: number) => ({ severity, code, feature }) as BoundaryFinding;
const answer = (more: Partial<BoundaryAnswer>, candidates = 0) =>
  ({ adopted: false, dry_run: true, unchanged: false, version: null, report: { crs_candidates: Array(candidates).fill({}) }, ...more }) as BoundaryAnswer;

describe("a boundary file", () => {
  it("is sent as what it is, and a shapefile only with its companions", () => {
    expect(kindOf("村界.GeoJSON", 10)).toEqual({ type: "application/geo+json" });
    expect(kindOf("villages.gpkg", 10)).toEqual({ type: "application/geopackage+sqlite3" });
    expect(kindOf("县界.zip", 10)).toEqual({ type: "application/zip" });
    expect(kindOf("县界.shp", 10)).toEqual({ fault: "shapefile" });
    expect(kindOf("县界.dwg", 10)).toEqual({ fault: "kind" });
    expect(kindOf("县界.zip", MOST_BYTES + 1)).toEqual({ fault: "large" });
  });

  it("has its faults told once each, the gravest first", () => {
    const groups = grouped([finding("note", "parts-merged", 3), finding("error", "code-unknown", 1), finding("warning", "unit-missing"), finding("error", "code-unknown", 7)]);
    expect(groups.map((one) => [one.code, one.findings.length])).toEqual([["code-unknown", 2], ["unit-missing", 1], ["parts-merged", 1]]);
  });

  it("asks for the coordinates before anything else, and can be adopted only when the server would", () => {
    expect(verdictOf(answer({}, 2))).toBe("asks");
    expect(verdictOf(answer({}))).toBe("refused");
    expect(verdictOf(answer({ version: "a" }))).toBe("ready");
    expect(verdictOf(answer({ version: "a", unchanged: true }))).toBe("unchanged");
    expect(verdictOf(answer({ version: "a", adopted: true, dry_run: false }))).toBe("adopted");
  });
});
