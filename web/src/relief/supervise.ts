// What the rules found, in words and in order.
import { inYuan } from "@/components/loan/money";
import type { Role } from "@/wire/types";
import type { Facts, Rule, Severity } from "@/wire/supervision";

export const SUPERVISORS: readonly Role[] = ["township_reviewer", "county_reviewer", "leader", "auditor"];
export const INQUIRY_OPENERS: readonly Role[] = ["township_reviewer", "county_reviewer", "auditor"];
export const INQUIRY_DECIDERS: readonly Role[] = ["county_reviewer", "auditor"];
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
