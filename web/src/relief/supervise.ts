// What the rules found, in words and in order.
import { inYuan } from "@/components/loan/money";
import type { Role } from "@/wire/types";
import type { Alike, AuditResult, BoardCell, BoardMeasure, Facts, LikenessVerdict, LikePair, Rule, Severity, VisitFilter } from "@/wire/supervision";

export const SUPERVISORS: readonly Role[] = ["township_reviewer", "county_reviewer", "leader", "auditor"];
export const INQUIRY_OPENERS: readonly Role[] = ["township_reviewer", "county_reviewer", "auditor"];
export const INQUIRY_DECIDERS: readonly Role[] = ["county_reviewer", "auditor"];
/** Who hands in other offices' lists. */
export const OUTSIDE_LOADERS: readonly Role[] = ["county_reviewer", "auditor"];
/** What today's board counts: what must not have happened on any list. */
export const TODAY_RULES: readonly string[] = ["edited_after_notice", "entered_after_notice", "enterer_reviewed", "paid_not_approved"];
export const SEVERITIES: readonly Severity[] = ["high", "medium", "low"];

export interface CountedRule {
  readonly rule: Rule;
  readonly count: number;
}
/** Those that found something first, the gravest before the others, then those that found most. */
export const ranked = (rules: readonly Rule[], counts: ReadonlyMap<string, number>): readonly CountedRule[] =>
  rules.map((rule) => ({ rule, count: counts.get(rule.id) ?? 0 }))
    .sort((a, b) => Number(b.count > 0) - Number(a.count > 0) || SEVERITIES.indexOf(a.rule.severity) - SEVERITIES.indexOf(b.rule.severity) || b.count - a.count);

/** A fact as it is shown: money in yuan, long names of records by their beginning. */
export function factWords(key: string, value: unknown): string {
  if (key.endsWith("fen") && typeof value === "number") return `¥${inYuan(value)}`;
  if (typeof value === "string" && /^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{64}$/.test(value)) return `${value.slice(0, 8)}…`;
  if (Array.isArray(value)) return value.map((one) => factWords(key, one)).join("、");
  return value === null || value === undefined ? "—" : typeof value === "object" ? JSON.stringify(value) : String(value);
}
export const factLines = (facts: Facts): readonly (readonly [string, string])[] =>
  Object.entries(facts).map(([key, value]) => [key, factWords(key, value)]);

export const LIKENESS_VERDICTS: readonly LikenessVerdict[] = ["same_family", "different_people", "inquire"];
/** The line of two households side by side that shows what they have in common. */
export const SHOWN_BY: Readonly<Record<Alike, string>> = {
  name: "person", name_sound: "person", name_near: "person", id_near: "id_number", birth: "id_number", phone: "phone", address: "address", address_near: "address",
};
export const pairKey = (pair: LikePair): string => `${pair.first?.household}/${pair.second?.household}`;

export const AUDIT_RESULTS: readonly AuditResult[] = ["agrees", "adjust", "money_missing", "not_found"];
export const AUDIT_COLOURS: Readonly<Record<AuditResult, string>> = { agrees: "green", adjust: "amber", money_missing: "red", not_found: "red" };
export const VISIT_FILTERS: readonly VisitFilter[] = ["to_visit", "visited", "differs", "all"];

export const BOARD_MEASURES: readonly BoardMeasure[] = ["overdue_reply", "late_minutes", "late_evidence", "overdue_audit", "unsigned_receipt", "open_difference", "edited_after_notice", "self_review"];
export interface BoardUnit {
  readonly unit: string;
  readonly name: string;
  readonly counts: Readonly<Partial<Record<BoardMeasure, number>>>;
}
export const monthsOf = (cells: readonly BoardCell[]): readonly string[] =>
  [...new Set(cells.flatMap((one) => (one.month ? [one.month] : [])))].sort();
/** A line for each unit, of one month or of all; those most in arrears first. */
export function boardOf(cells: readonly BoardCell[], month?: string): readonly BoardUnit[] {
  const units = new Map<string, BoardUnit & { readonly counts: Partial<Record<BoardMeasure, number>> }>();
  for (const one of cells) {
    if (month && one.month !== month) continue;
    const unit = units.get(one.unit) ?? { unit: one.unit, name: one.name, counts: {} };
    unit.counts[one.measure] = (unit.counts[one.measure] ?? 0) + one.count;
    units.set(one.unit, unit);
  }
  const sum = (unit: BoardUnit): number => Object.values(unit.counts).reduce((all, one) => all + one, 0);
  return [...units.values()].sort((a, b) => sum(b) - sum(a) || a.unit.localeCompare(b.unit));
}
