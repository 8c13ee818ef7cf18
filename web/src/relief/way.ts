// The way of a village's list, stage by stage: who keeps which gate, and what is late.
import type { Role } from "@/wire/types";
import type { GatedList, Policy, Sample, Stage, VillageStage, VisitResult } from "@/wire/gates";
import type { DueDay } from "@/wire/relief";
import { daysBetween } from "./form";

export const STAGES: readonly Stage[] = [
  "report", "village_review", "public_notice", "township_review", "county_decision", "allotment", "payment", "second_notice",
  "relieved", "follow_up", "finished",
];
export const POLICIES: readonly Policy[] = ["equal", "by_class", "by_severity"];
export const VISIT_RESULTS: readonly VisitResult[] = ["agrees", "adjust", "reject"];
export const placeOf = (stage: Stage): number => STAGES.indexOf(stage);
export const stagesBefore = (stage: Stage): readonly Stage[] => STAGES.slice(0, placeOf(stage));

/** Who passes a gate and sends back from it; the server holds to the same. */
export function keepersOf(stage: Stage): readonly Role[] {
  if (stage === "finished") return [];
  if (["report", "village_review", "public_notice", "second_notice"].includes(stage)) return ["village_informant", "township_clerk"];
  return ["township_review", "relieved", "follow_up"].includes(stage) ? ["township_reviewer"] : ["county_reviewer"];
}
/** Who may take an objection down: everybody but the village it is about. */
export const OBJECTION_TAKERS: readonly Role[] = ["township_clerk", "township_reviewer", "county_reviewer"];
/** Who may see what the policies would do. */
export const PLAN_READERS: readonly Role[] = ["township_reviewer", "county_reviewer", "leader", "auditor"];

/** To which stage a list must have come when a level has reported. */
function wantedBy(due: DueDay): Stage | undefined {
  const [phase] = due.id.split(".");
  const need: Partial<Record<DueDay["level"], Stage>> = { village: "township_review", township: "county_decision", county: "allotment" };
  const done: Partial<Record<DueDay["level"], Stage>> = { village: "relieved", township: "follow_up", county: "follow_up" };
  return phase === "winter_need" ? need[due.level] : phase?.startsWith("winter_done") ? done[due.level] : undefined;
}

export interface Lateness {
  readonly due: DueDay;
  /** Whole days since that day. */
  readonly days: number;
}
/** The first day that a list has missed, as "2026-10-10"; on the day itself it is in time. */
export function latenessOf(stage: Stage, due: readonly DueDay[], today: string): Lateness | undefined {
  const missed = due.filter((one) => {
    const wanted = wantedBy(one);
    return wanted !== undefined && one.day < today && placeOf(stage) < placeOf(wanted);
  }).sort((a, b) => a.day.localeCompare(b.day))[0];
  return missed && { due: missed, days: daysBetween(missed.day, today) };
}

export interface StageCount {
  readonly stage: Stage;
  readonly villages: number;
  readonly households: number;
  readonly late: number;
}
/** How many lists are at each stage. */
export const countStages = (lists: readonly VillageStage[], due: readonly DueDay[], today: string): readonly StageCount[] =>
  STAGES.map((stage) => {
    const here = lists.filter((one) => one.stage === stage);
    return {
      stage, villages: here.length, households: here.reduce((sum, one) => sum + one.households, 0),
      late: here.filter((one) => latenessOf(one.stage, due, today)).length,
    };
  });

/** The sample that is being visited at this stage. */
export const sampleAt = (list: GatedList): Sample | undefined => (list.stage === "follow_up" ? list.evidence.follow_up : list.evidence.sample);
/** Households that were drawn and not visited yet, in the order of the draw. */
export const unvisited = (sample: Sample): readonly string[] => sample.households.filter((one) => !sample.visits.some((visit) => visit.household === one));

/** The least whole days that a row's notice has hung, and how many rows stand still for an objection. */
export function noticeClock(list: GatedList): { readonly least: number; readonly stopped: number } {
  const running = list.rows.flatMap((row) => (row.notice_days === null ? [] : [row.notice_days]));
  return { least: running.length === 0 ? 0 : Math.min(...running), stopped: list.rows.length - running.length };
}
