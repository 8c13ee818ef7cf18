// The logic checks of checks.json, judged by the same rules as on the server (data/schemas/checks.schema.json), so that
// the duty officer hears of a contradiction while the caller is still on the line.
import type { Aspect, Figures, Phase, Text } from "@/wire/types";
import { numberOf } from "./answer";
import { isStock, type Checks, type FigureCheck, type Indicator, type SoftCheck } from "./types";

export interface Finding {
  readonly check: string;
  readonly severity: "error" | "warning";
  readonly text: Text;
  /** The figure to look at first. */
  readonly code: string;
  readonly aspect: Aspect;
  /** The report passes when the sender gives a reason. */
  readonly asksReason: boolean;
  /** The numbers behind it, in words: "10 < 12". */
  readonly numbers: string;
}

export interface Case {
  readonly figures: Figures;
  readonly phase: Phase;
  /** Earlier effective versions of the chain, newest first. */
  readonly earlier: readonly Figures[];
  readonly population?: number;
}

export function judge(checks: Checks, indicators: ReadonlyMap<string, Indicator>, subject: Case): Finding[] {
  const hard = checks.checks.flatMap((check) => judgeFigures(check, indicators, subject.figures));
  const soft = checks.soft
    .filter((check) => !check.phases || check.phases.includes(subject.phase))
    .flatMap((check) => judgeSoft(check, subject));
  return withoutShadows([...hard, ...soft]).sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}

/** A fall in deaths is said once, as the error it is, not again as the general warning. */
function withoutShadows(findings: readonly Finding[]): Finding[] {
  const errors = new Set(
    findings.filter((one) => one.severity === "error" && one.asksReason).map((one) => `${one.code}/${one.aspect}`),
  );
  return findings.filter((one) => one.severity === "error" || !one.asksReason || !errors.has(`${one.code}/${one.aspect}`));
}

const hundredths = (value: number): number => Math.round(value * 100);
const plain = (amount: number): string => String(amount / 100);

function judgeFigures(check: FigureCheck, indicators: ReadonlyMap<string, Indicator>, figures: Figures): Finding[] {
  const codes = [...check.left, ...check.right];
  const stocks = codes.some((code) => {
    const indicator = indicators.get(code);
    return indicator !== undefined && isStock(indicator);
  });
  const rounds: readonly Aspect[] = !stocks ? ["single"] : check.aspects === "instant" ? ["instant"] : ["instant", "cumulative"];
  return rounds.flatMap((aspect) => {
    const finding = judgeRound(check, aspect, indicators, figures);
    return finding ? [finding] : [];
  });
}

function judgeRound(
  check: FigureCheck, aspect: Aspect, indicators: ReadonlyMap<string, Indicator>, figures: Figures,
): Finding | undefined {
  // An indicator with a single value lends it to both rounds.
  const aspectOf = (code: string): Aspect => {
    const indicator = indicators.get(code);
    return indicator && isStock(indicator) ? aspect : "single";
  };
  const amount = (code: string): number | undefined => {
    const value = numberOf(figures[code], aspectOf(code));
    return value === undefined ? undefined : hundredths(value);
  };
  const left = check.left.map(amount);
  const right = check.right.map(amount);
  const sum = (amounts: readonly (number | undefined)[]): number => amounts.reduce<number>((all, one) => all + (one ?? 0), 0);
  if (left.includes(undefined)) return undefined;
  const whole = !right.includes(undefined);
  const l = sum(left);
  const r = sum(right);
  // With parts of the right unknown, an equation can only be broken by the known ones being too many.
  const broken = check.relation === ">=" ? whole && l < r : whole ? l !== r : r > l;
  if (!broken) return undefined;
  const sign = check.relation === ">=" || r > l ? "<" : ">";
  const code = check.right.find((one) => amount(one) !== undefined) ?? check.left[0]!;
  return {
    check: check.id, severity: check.severity, text: check.text, code, aspect: aspectOf(code),
    asksReason: check.severity === "warning", numbers: `${plain(l)} ${sign} ${plain(r)}`,
  };
}

function judgeSoft(check: SoftCheck, subject: Case): Finding[] {
  if (check.kind === "ledger") return []; // the registers are on the server
  return check.indicators.flatMap((code) => {
    const aspects: readonly Aspect[] = check.kind === "aspects" ? ["instant"] : (check.aspects ?? ["single"]);
    return aspects.flatMap((aspect) => {
      const numbers = offence(check, code, aspect, subject);
      if (numbers === undefined) return [];
      return [{
        check: check.id, severity: check.severity, text: check.text, code, aspect,
        asksReason: check.requires === "reason" || check.severity === "warning", numbers,
      }];
    });
  });
}

/** The numbers that offend the rule, in words. */
function offence(check: SoftCheck, code: string, aspect: Aspect, subject: Case): string | undefined {
  const now = numberOf(subject.figures[code], aspect);
  if (now === undefined) return undefined;
  switch (check.rule) {
    case "instant_not_above_cumulative": {
      const total = numberOf(subject.figures[code], "cumulative");
      return total !== undefined && now > total ? `${now} > ${total}` : undefined;
    }
    case "not_below_previous": {
      const before = lastKnown(subject.earlier, code, aspect);
      return before !== undefined && now < before ? `${before} → ${now}` : undefined;
    }
    case "jump": {
      const before = lastKnown(subject.earlier, code, aspect);
      return before !== undefined && jumps(before, now, check) ? `${before} → ${now}` : undefined;
    }
    case "not_above_population": {
      const most = subject.population === undefined ? undefined : subject.population * (check.threshold?.factor ?? 1);
      return most !== undefined && now > most ? `${now} > ${Math.round(most)}` : undefined;
    }
    case "equals_ledger":
      return undefined;
  }
}

function jumps(before: number, now: number, check: SoftCheck): boolean {
  const ratio = check.threshold?.ratio ?? Infinity;
  if (Math.abs(now - before) < (check.threshold?.least ?? 0)) return false;
  return now > before * ratio || before > now * ratio;
}

/** From the nearest earlier version that knows the number. */
function lastKnown(earlier: readonly Figures[], code: string, aspect: Aspect): number | undefined {
  for (const figures of earlier) {
    const value = numberOf(figures[code], aspect);
    if (value !== undefined) return value;
  }
  return undefined;
}
