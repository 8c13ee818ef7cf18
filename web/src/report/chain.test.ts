import { describe, expect, it } from "vitest";
import type { Figures, Version } from "@/wire/types";
import { changesOf, overlay } from "./chain";

const version = (number: number, kind: Version["kind"], figures: Figures) => ({ version: number, kind, figures }) as Version;
const told = (versions: readonly Version[], number: number) => changesOf(versions).get(number)?.map((one) => [one.code, one.aspect, one.by]);

const chain = [
  version(1, "submission", { A01007: { value: 100 }, A01008: { value: 0 }, A01013: { instant: 20, cumulative: 20 } }),
  version(2, "submission", { A01007: { value: 260 } }),
  version(3, "return", { A01007: { value: 260 } }),
  version(4, "correction", { A01008: { value: 1 } }),
];

describe("a chain of versions", () => {
  it("tells of an update what it changed, and not that the rest is gone", () => {
    expect(told(chain, 2)).toEqual([["A01007", "single", 160]]);
  });

  it("tells nothing of a return, which repeats what it gives back", () => {
    expect(told(chain, 3)).toEqual([]);
  });

  it("puts a correction in the place of what it corrects", () => {
    expect(told(chain, 4)).toEqual([["A01007", "single", -160], ["A01008", "single", 1]]);
  });

  it("keeps the number of a stock that a later version does not name", () => {
    expect(overlay(chain[0]!.figures, { A01013: { cumulative: 50 } }).A01013).toEqual({ instant: 20, cumulative: 50 });
    expect(overlay(chain[0]!.figures, { A01013: { unknown: true } }).A01013).toEqual({ unknown: true });
  });

  it("leaves each number its own word", () => {
    const about = { A01013: { instant: 100, cumulative: 300, qualifiers: { cumulative: "about" } } } as const;
    expect(overlay(about, { A01013: { instant: 80, qualifier: "at_least" } }).A01013)
      .toEqual({ instant: 80, cumulative: 300, qualifiers: { instant: "at_least", cumulative: "about" } });
    const both = { A01013: { instant: 100, cumulative: 300, qualifier: "about" } } as const;
    expect(overlay(both, { A01013: { instant: 80 } }).A01013).toEqual({ instant: 80, cumulative: 300, qualifiers: { cumulative: "about" } });
  });

  it("compares only what it can while earlier versions are not here", () => {
    const tail = [version(4, "submission", { A01007: { value: 1 } }), version(5, "submission", { A01007: { value: 3 }, A01008: { value: 2 } })];
    expect(told(tail, 4)).toEqual([]);
    expect(told(tail, 5)).toEqual([["A01007", "single", 2]]);
  });
});
