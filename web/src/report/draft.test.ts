import { describe, expect, it } from "vitest";
import type { Indicator } from "@/catalogue/types";
import type { Incident } from "@/wire/types";
import { draftOf, emptyDraft, figuresOf, submissionOf, timeFault } from "./draft";

const now = Date.parse("2021-07-21T02:10:00+08:00");
const text = { zh: "", en: "" };
const indicator = (code: string, over: Partial<Indicator> = {}): Indicator => ({
  code, form: "A01", name: text, unit: { zh: "人", en: "people" }, value: "integer", aspects: ["single"], merge: "sum",
  group: "people", parent: null, minimum_initial: false, gloss: text, ...over,
});
const indicators = [
  indicator("A01001", { value: "hazard", minimum_initial: true }), indicator("A01004", { value: "datetime", minimum_initial: true }),
  indicator("A01007", { minimum_initial: true }), indicator("A01010"),
];
const byCode = new Map(indicators.map((one) => [one.code, one]));
const incident = { incident: "i1", hazard: "02", sub_hazard: "0202", occurred_at: "2021-07-20T19:00:00+08:00" } as Incident;
const draft = () => emptyDraft(incident, "410882101000", "phone", now);

describe("a report draft", () => {
  it("begins with what the incident already says", () => {
    const { figures } = figuresOf(draft(), indicators, now);
    expect(figures).toEqual({ A01001: { text: "0202" }, A01004: { text: "2021-07-20T19:00:00+08:00" } });
  });

  it("must answer the least a first report asks, if only as unknown", () => {
    const first = draft();
    expect(figuresOf(first, indicators, now).faults.map((one) => one.code)).toEqual(["A01007"]);
    first.boxes.A01007 = { single: "?" };
    expect(figuresOf(first, indicators, now)).toMatchObject({ faults: [], figures: { A01007: { unknown: true } } });
    expect(figuresOf({ ...draft(), phase: "update" }, indicators, now).faults).toEqual([]);
  });

  it("becomes a command without empty words", () => {
    const first = { ...draft(), unit: " 西向镇政府 ", situation: " " };
    expect(submissionOf(first, {}, now)).toEqual({
      incident: "i1", division: "410882101000", phase: "initial", figures: {}, narrative: {}, contact: { unit: "西向镇政府" },
      channel: "phone", occurred_at: "2021-07-21T02:10:00+08:00", received_at: "2021-07-21T02:10:00+08:00", expected_version: 0,
    });
  });

  it("says what is wrong with its times", () => {
    expect(timeFault(draft(), now)).toBeUndefined();
    expect(timeFault({ ...draft(), receivedAt: "早上" }, now)).toBeDefined();
    expect(timeFault({ ...draft(), occurredAt: "2021-07-21 02:10", receivedAt: "2021-07-21 01:00" }, now)).toBeDefined();
  });

  it("comes back from a version with the same figures", () => {
    const figures = { A01004: { text: "2021-07-20T19:00:00+08:00" }, A01007: { value: 30, qualifier: "about" }, A01010: { unknown: true } } as const;
    const version = { phase: "update", figures, narrative: {}, contact: {}, channel: "phone", occurred_at: incident.occurred_at, received_at: incident.occurred_at } as const;
    const back = draftOf(version, { incident: "i1", division: "d", basedOn: 2, corrects: "r1", replaces: null }, byCode);
    expect(figuresOf(back, indicators, now)).toEqual({ figures, faults: [] });
  });
});
