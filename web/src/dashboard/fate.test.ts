import { describe, expect, it } from "vitest";
import type { Clock } from "@/wire/types";
import { fateOf } from "./fate";

const clock = (more: Partial<Clock>) => ({ state: "met", due_at: "2024-07-20T20:00:00+08:00", met_at: "2024-07-20T19:50:00+08:00", met_by: "0190-report", ...more }) as Clock;

describe("what became of an obligation", () => {
  it("was met in time by a report, or late by so much over the telephone", () => {
    expect(fateOf(clock({}))).toEqual({ state: "in_time", by: undefined, late: 0 });
    expect(fateOf(clock({ met_at: "2024-07-20T20:20:00+08:00", met_by: "phone" }))).toEqual({ state: "late", by: "phone", late: 20 * 60_000 });
  });

  it("is owed while it runs, and nobody's once it is cancelled", () => {
    expect(fateOf(clock({ state: "running", met_at: null, met_by: null })).state).toBe("owed");
    expect(fateOf(clock({ state: "cancelled", met_at: null, met_by: null })).state).toBe("cancelled");
  });
});
