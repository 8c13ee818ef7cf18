import { describe, expect, it } from "vitest";
import { countStages, keepersOf, latenessOf, noticeClock, stagesBefore, STAGES, unvisited } from "./way";
import type { GatedList, Sample, VillageStage } from "@/wire/gates";
import type { DueDay } from "@/wire/relief";

const due = (id: string, level: DueDay["level"], day: string): DueDay => ({ id, level, day, obligation: { zh: "", en: "" }, document: "", paragraph: "" });
const DUE = [
  due("winter_done.village", "village", "2027-05-20"), due("winter_need.village", "village", "2026-10-10"),
  due("winter_need.township", "township", "2026-10-20"), due("winter_need.city", "city", "2026-11-05"),
];

describe("lateness", () => {
  it("is nothing on the due day itself, and a day afterwards one day", () => {
    expect(latenessOf("report", DUE, "2026-10-10")).toBeUndefined();
    expect(latenessOf("report", DUE, "2026-10-11")).toMatchObject({ due: { id: "winter_need.village" }, days: 1 });
  });
  it("names the first day missed, and lets a list go that has come far enough", () => {
    expect(latenessOf("public_notice", DUE, "2026-10-25")?.due.id).toBe("winter_need.village");
    expect(latenessOf("township_review", DUE, "2026-10-25")?.due.id).toBe("winter_need.township");
    expect(latenessOf("county_decision", DUE, "2026-12-25")).toBeUndefined();
    expect(latenessOf("payment", DUE, "2027-05-21")?.due.id).toBe("winter_done.village");
    expect(latenessOf("relieved", DUE, "2027-05-21")).toBeUndefined();
  });
});

describe("the board", () => {
  const list = (stage: VillageStage["stage"], households: number): VillageStage => ({ village: "", name: "", stage, households, people: 0, needy: 0 });
  it("counts lists, households and late ones by stage, empty stages too", () => {
    const counts = countStages([list("report", 3), list("report", 4), list("finished", 5)], DUE, "2026-10-11");
    expect(counts).toHaveLength(STAGES.length);
    expect(counts[0]).toEqual({ stage: "report", villages: 2, households: 7, late: 2 });
    expect(counts.at(-1)).toEqual({ stage: "finished", villages: 1, households: 5, late: 0 });
  });
  it("lets nobody pass a gate at the end, and goes back only to what came before", () => {
    expect(keepersOf("finished")).toEqual([]);
    expect(keepersOf("payment")).toEqual(["county_reviewer"]);
    expect(stagesBefore("public_notice")).toEqual(["report", "village_review"]);
    expect(stagesBefore("report")).toEqual([]);
  });
});

describe("the sample and the clock", () => {
  it("keeps the order of the draw among those not visited", () => {
    const sample: Sample = {
      wanted: 3, seed: "", households: ["c", "a", "b"],
      visits: [{ household: "a", at: "", result: "agrees", by: "", by_name: "", photo: false }],
    };
    expect(unvisited(sample)).toEqual(["c", "b"]);
  });
  it("counts rows that an objection stops apart from those that run", () => {
    const row = (notice_days: number | null) => ({ household: "", missing: [], notice_days });
    const of = (...days: (number | null)[]) => noticeClock({ rows: days.map(row) } as unknown as GatedList);
    expect(of(4, null, 2)).toEqual({ least: 2, stopped: 1 });
    expect(of(null)).toEqual({ least: 0, stopped: 1 });
  });
});
