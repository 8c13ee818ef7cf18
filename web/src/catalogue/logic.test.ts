import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { boxesOf, readFigure, readNumber } from "./answer";
import { tellFigure } from "./sentence";
import { judge } from "./checks";
import { differences } from "./diff";
import type { Checks, Indicator, Indicators } from "./types";
import type { Figures } from "@/wire/types";

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../../data/catalogues/${name}.json`, import.meta.url)), "utf8")) as T;
const indicators = new Map(read<Indicators>("indicators").indicators.map((one) => [one.code, one]));
const checks = read<Checks>("checks");
const of = (code: string): Indicator => indicators.get(code)!;
const affected = of("A01007");
const resettled = of("A01013");
const crops = of("A01030");

describe("readNumber", () => {
  it.each([
    ["30", { value: 30 }],
    ["３０", { value: 30 }],
    ["约30", { value: 30, qualifier: "about" }],
    ["大约 30 人", { value: 30, qualifier: "about" }],
    ["30左右", { value: 30, qualifier: "about" }],
    ["至少5", { value: 5, qualifier: "at_least" }],
    ["≥5", { value: 5, qualifier: "at_least" }],
    ["5 人以上", { value: 5, note: "人以上" }],
    ["12,345", { value: 12345 }],
    ["1.2万", { value: 12000 }],
    ["1.2万人", { value: 12000 }],
    ["0", { value: 0 }],
    ["3 村支书说的", { value: 3, note: "村支书说的" }],
    ["about 30", { value: 30, qualifier: "about" }],
  ])("reads %s", (typed, expected) => {
    const number = readNumber(typed, affected);
    expect(number).toMatchObject({ kind: "number", value: expected.value });
    if ("note" in expected && typed !== "5 人以上") expect(number).toMatchObject({ note: expected.note });
    if ("qualifier" in expected) expect(number).toMatchObject({ qualifier: expected.qualifier });
  });

  it.each(["不详", "未知", "？", "unknown", "不清楚，路断了"])("takes %s for an answer", (typed) => {
    expect(readNumber(typed, affected).kind).toBe("unknown");
  });

  it("takes an empty box for a question that was not asked", () => {
    expect(readNumber("  ", affected).kind).toBe("empty");
  });

  it.each([["三十来个", affected], ["1.5", affected], ["1.234", crops], ["99999999999", affected], ["3-5", affected], ["-3", affected]])(
    "refuses %s", (typed, indicator) => expect(readNumber(typed, indicator).kind).toBe("fault"));
});

describe("readFigure", () => {
  it("keeps the stock and the total apart", () => {
    expect(readFigure({ instant: "约120", cumulative: "300" }, resettled)).toEqual({
      kind: "figure", figure: { instant: 120, cumulative: 300, qualifiers: { instant: "about" } },
    });
  });

  it("keeps a word of its own for each number", () => {
    expect(readFigure({ instant: "至少50", cumulative: "约300" }, resettled)).toEqual({
      kind: "figure", figure: { instant: 50, cumulative: 300, qualifiers: { instant: "at_least", cumulative: "about" } },
    });
    expect(tellFigure({ instant: 50, cumulative: 300, qualifiers: { instant: "at_least", cumulative: "about" } }, resettled, "zh"))
      .toBe("现有至少50人、累计约300人");
  });

  it("lets a known total stand beside an unknown stock", () => {
    expect(readFigure({ instant: "不详", cumulative: "300" }, resettled)).toEqual({ kind: "figure", figure: { cumulative: 300 } });
  });

  it("says unknown when nothing is known", () => {
    expect(readFigure({ instant: "不详 路断" }, resettled)).toEqual({ kind: "figure", figure: { unknown: true, note: "路断" } });
  });

  it("comes back from its own boxes", () => {
    for (const figure of [{ value: 30, qualifier: "about" }, { unknown: true, note: "路断" }, { value: 7, note: "已核" }] as const) {
      expect(readFigure(boxesOf(figure), affected)).toEqual({ kind: "figure", figure });
    }
    const each = { instant: 50, cumulative: 300, qualifiers: { cumulative: "about" } } as const;
    for (const figure of [{ instant: 3, cumulative: 9, qualifier: "at_least", note: "镇里报" }, { cumulative: 9 }, each] as const) {
      expect(readFigure(boxesOf(figure), resettled)).toEqual({ kind: "figure", figure });
    }
  });
});

describe("judge", () => {
  const found = (figures: Figures, earlier: Figures[] = [], phase: "initial" | "update" | "final" = "update") =>
    judge(checks, indicators, { figures, phase, earlier });
  const ids = (...args: Parameters<typeof found>) => found(...args).map((one) => one.check);

  it("passes the figures of a plausible report", () => {
    expect(ids({
      A01007: { value: 100 }, A01008: { value: 2 }, A01009: { value: 1 }, A01012: { instant: 10, cumulative: 20 },
      A01013: { instant: 30, cumulative: 40 }, A01014: { instant: 20, cumulative: 30 }, A01015: { instant: 10, cumulative: 10 },
      A01017: { instant: 5, cumulative: 5 },
    })).toEqual([]);
  });

  it("does not compare with what was not asked or is not known", () => {
    expect(ids({ A01008: { value: 5 } })).toEqual([]);
    expect(ids({ A01007: { unknown: true }, A01008: { value: 5 } })).toEqual([]);
  });

  it("points at the smaller side of a broken relation", () => {
    expect(found({ A01007: { value: 4 }, A01008: { value: 5 } })[0]).toMatchObject({
      check: "A01-07-08", severity: "error", code: "A01008", numbers: "4 < 5",
    });
  });

  it("lends a single value to both rounds of a stock", () => {
    const findings = found({ A01007: { value: 10 }, A01013: { instant: 11, cumulative: 12 } });
    expect(findings.filter((one) => one.check === "A01-07-13").map((one) => one.aspect)).toEqual(["instant", "cumulative"]);
  });

  it("wants equal sums when all parts are known, and no more than the whole when some are not", () => {
    const whole = { A01013: { instant: 30 }, A01014: { instant: 20 } };
    expect(ids({ ...whole, A01015: { instant: 10 } })).toEqual([]);
    expect(ids({ ...whole, A01015: { instant: 9 } })).toEqual(["A01-13-SUM"]);
    expect(ids(whole)).toEqual([]);
    expect(ids({ A01013: { instant: 10 }, A01014: { instant: 20 } })).toEqual(["A01-13-SUM"]);
  });

  it("compares decimals exactly", () => {
    const parts = { A01059: { value: 0.1 }, A01060: { value: 0.2 }, A01061: { value: 0 }, A01062: { value: 0 }, A01063: { value: 0 }, A01064: { value: 0 } };
    expect(ids({ A01058: { value: 0.3 }, ...parts })).toEqual([]);
  });

  it("warns of people counted twice at one moment", () => {
    const findings = found({ A01007: { value: 10 }, A01012: { instant: 5 }, A01013: { instant: 5 }, A01017: { instant: 5 } });
    expect(findings.map((one) => [one.check, one.severity])).toEqual([["L-DISJOINT", "warning"]]);
  });

  it("asks for a reason when the dead become fewer, once", () => {
    expect(found({ A01008: { value: 1 } }, [{ A01008: { value: 3 } }])).toMatchObject([
      { check: "L-DEATHS-DOWN", severity: "error", asksReason: true, numbers: "3 → 1" },
    ]);
  });

  it("looks past a version that did not know", () => {
    expect(ids({ A01007: { value: 1 } }, [{ A01007: { unknown: true } }, { A01007: { value: 3 } }])).toEqual(["L-MONOTONE"]);
  });

  it("asks about jumps, but not about small ones", () => {
    expect(ids({ A01007: { value: 500 } }, [{ A01007: { value: 100 } }])).toEqual(["L-JUMP"]);
    expect(ids({ A01007: { value: 50 } }, [{ A01007: { value: 10 } }])).toEqual([]);
  });

  it("lets a stock fall: people go home", () => {
    expect(ids({ A01013: { instant: 10, cumulative: 300 } }, [{ A01013: { instant: 60, cumulative: 300 } }])).toEqual([]);
  });
});

describe("differences", () => {
  it("lists what changed, by how much, and what became known", () => {
    const before: Figures = { A01007: { value: 100 }, A01008: { unknown: true }, A01013: { instant: 5, cumulative: 9 } };
    const after: Figures = { A01007: { value: 160 }, A01008: { value: 2 }, A01013: { instant: 3, cumulative: 9 }, A01009: { value: 1 } };
    expect(differences(before, after).map((one) => [one.code, one.aspect, one.by])).toEqual([
      ["A01007", "single", 60], ["A01008", "single", undefined], ["A01009", "single", undefined], ["A01013", "instant", -2],
    ]);
  });
});
