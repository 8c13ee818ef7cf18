import { expect, it } from "vitest";
import type { Home } from "@/wire/homes";
import { blankHome, draftOfHome, homeChange, homeGaps, homeWords, readArea, readWan } from "./form";

const about = { village: "410882101201", hazard: "02", occurredAt: Date.parse("2026-07-20T07:30:00+08:00") };
const filled = () => ({
  ...blankHome(about), name: " 王小明 ", address: "三组", people: "3", rooms: "5",
  damage: { collapsed: { rooms: "2", area: "60.25" }, severely_damaged: { rooms: "１", area: "25" }, slightly_damaged: { rooms: "", area: "" } },
});
const row = (): Home => ({
  ...homeWords(filled()), home: "h", incident: "i", number: 1, version: 1, state: "entered", worst: "collapsed", exercise: false,
  personal: null, photos: 1, missing: [], entered_at: "", entered_by: "", changed_at: "", withdrawn_for: null,
});

it.each([["2.505", 2_505_000], ["0.0001", 100], ["１２", 12_000_000], ["", 0], ["1,200", 1_200_000_000]])("reads “%s” 万元 as fen", (typed, fen) => expect(readWan(typed)).toBe(fen));
it.each(["-1", "1.2345678", "两万", "1e3"])("does not guess at “%s” 万元", (typed) => expect(readWan(typed)).toBeUndefined());
it("reads square metres as hundredths", () => expect([readArea("60.25"), readArea(""), readArea("六十")]).toEqual([6_025, 0, undefined]));

it("says what a row still lacks", () => {
  expect(homeGaps(filled(), 1)).toEqual([]);
  expect(homeGaps(filled(), 0)).toEqual(["photos"]);
  expect(homeGaps({ ...filled(), rooms: "2" }, 1)).toEqual(["rooms"]);
  expect(homeGaps({ ...filled(), rebuild: "2" }, 1)).toEqual(["payBy"]);
  expect(homeGaps({ ...filled(), damage: blankHome(about).damage }, 1)).toEqual(["collapsed/rooms"]);
  expect(homeGaps({ ...filled(), damage: { ...filled().damage, slightly_damaged: { rooms: "1", area: "" } } }, 1)).toEqual(["slightly_damaged/area"]);
  expect(homeGaps({ ...filled(), name: "", address: "" }, 1, true)).toEqual([]);
});

it("sends the form's figures in whole units", () => {
  const words = homeWords({ ...filled(), rebuild: "2.505", payBy: "card" });
  expect(words.collapsed).toEqual({ rooms: 2, area_dm2: 6_025 });
  expect(words.severely_damaged.rooms).toBe(1);
  expect(words.rebuild_fen).toBe(2_505_000);
  expect(words.occurred_at).toBe("2026-07-20T07:30:00+08:00");
  expect(words.name).toBe("王小明");
});

it("corrects only what differs", () => {
  expect(homeChange(draftOfHome(row()), row())).toEqual({});
  expect(homeChange({ ...draftOfHome(row()), rooms: "6", phone: "13900000000" }, row())).toEqual({ rooms: 6, phone: "13900000000" });
});
