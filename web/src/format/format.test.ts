import { describe, expect, it } from "vitest";
import { initials, matches } from "./pinyin";
import { readTime, shortTime, span, toWire } from "./time";

const now = Date.parse("2021-07-21T02:10:00+08:00");

describe("time", () => {
  it("is written for the wire in Beijing time", () => {
    expect(toWire(now)).toBe("2021-07-21T02:10:00+08:00");
  });

  it.each([
    ["0205", "2021-07-21T02:05:00+08:00"],
    ["2:05", "2021-07-21T02:05:00+08:00"],
    ["２：０５", "2021-07-21T02:05:00+08:00"],
    ["23:50", "2021-07-20T23:50:00+08:00"],
    ["昨天 19:00", "2021-07-20T19:00:00+08:00"],
    ["7-20 1900", "2021-07-20T19:00:00+08:00"],
    ["7月20日19时", "2021-07-20T19:00:00+08:00"],
    ["20日 19:30", "2021-07-20T19:30:00+08:00"],
    ["2021-07-20 19:00", "2021-07-20T19:00:00+08:00"],
  ])("reads %s", (typed, expected) => expect(toWire(readTime(typed, now)!)).toBe(expected));

  it.each([
    ["0205", "2021-07-22T02:05:00+08:00"],
    ["23:50", "2021-07-21T23:50:00+08:00"],
    ["明天 6:00", "2021-07-22T06:00:00+08:00"],
    ["后天 0600", "2021-07-23T06:00:00+08:00"],
  ])("reads %s as a time to come", (typed, expected) => expect(toWire(readTime(typed, now, true)!)).toBe(expected));

  it.each(["", "25:00", "12:70", "早上"])("does not guess at “%s”", (typed) => expect(readTime(typed, now)).toBeUndefined());

  it("shows the day only when it is another", () => {
    expect(shortTime("2021-07-21T01:00:00+08:00", now)).toBe("01:00");
    expect(shortTime("2021-07-20T19:00:00+08:00", now)).toBe("07-20 19:00");
    expect(shortTime(null)).toBe("—");
  });

  it("counts down in hours and minutes, then in days", () => {
    expect(span(115 * 60_000, "zh")).toBe("1:55");
    expect(span(147 * 3600_000, "zh")).toBe("6 天 3 时");
  });
});

describe("pinyin", () => {
  it("finds the initials of Jiaozuo's places", () => {
    expect(["西向镇", "沁阳市", "博爱县", "郇封镇", "圪垱店镇", "解放区"].map(initials)).toEqual([
      "XXZ", "QYS", "BAX", "XFZ", "GDDZ", "JFQ",
    ]);
  });

  it("matches a part of the name, its initials, or the code", () => {
    for (const typed of ["西", "向镇", "xx", "XXZ", "4108", "ｘｘ", ""]) {
      expect(matches(typed, "西向镇", "XXZ", "410882101000")).toBe(true);
    }
    expect(matches("博", "西向镇", "XXZ", "410882101000")).toBe(false);
  });
});
