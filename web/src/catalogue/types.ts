// The catalogues, as `catalogue.get` answers them (data/schemas has the full description).
import type { Aspect, Phase, Text } from "@/wire/types";

export type ValueKind = "integer" | "decimal2" | "text" | "datetime" | "date" | "hazard";

export interface Indicator {
  readonly code: string;
  readonly form: "A01" | "duty";
  readonly name: Text;
  readonly unit: Text;
  readonly value: ValueKind;
  readonly aspects: readonly Aspect[];
  readonly merge: "sum" | "max" | "min" | "earliest" | "latest" | "none";
  readonly most?: number;
  readonly group: string;
  readonly parent: string | null;
  readonly minimum_initial: boolean;
  readonly gloss: Text;
  /** Asked by telephone, in this order; where hazards are named, only in their disasters. */
  readonly spoken?: { readonly order: number; readonly question: Text; readonly hazards?: readonly string[] };
}

export interface Indicators {
  readonly groups: readonly { readonly code: string; readonly name: Text }[];
  readonly indicators: readonly Indicator[];
}

export interface FigureCheck {
  readonly id: string;
  readonly kind: "figures";
  readonly severity: "error" | "warning";
  readonly left: readonly string[];
  readonly relation: ">=" | "=";
  readonly right: readonly string[];
  readonly aspects: "each" | "instant";
  readonly text: Text;
}

export interface SoftCheck {
  readonly id: string;
  readonly kind: "history" | "aspects" | "population" | "ledger";
  readonly severity: "error" | "warning";
  readonly indicators: readonly string[];
  readonly aspects?: readonly Aspect[];
  readonly rule:
    | "instant_not_above_cumulative" | "not_below_previous" | "jump" | "not_above_population" | "equals_ledger";
  readonly threshold?: { readonly ratio?: number; readonly least?: number; readonly factor?: number } | null;
  readonly requires?: "reason" | "confirmation";
  readonly phases?: readonly Phase[];
  readonly text: Text;
}

export interface Checks {
  readonly checks: readonly FigureCheck[];
  readonly soft: readonly SoftCheck[];
}

export interface Hazard {
  readonly code: string;
  readonly name: Text;
  readonly same_process_hours: number | null;
  readonly kinds: readonly { readonly code: string; readonly name: Text }[];
}

export interface Hazards {
  readonly hazards: readonly Hazard[];
  readonly placeholder?: { readonly code: string; readonly name: Text };
}

export interface Condition {
  readonly code: string;
  readonly name: Text;
  readonly threshold?: number;
  readonly indicators?: readonly string[];
  readonly hazards?: readonly string[];
  /** While this holds, what that condition asks for is not owed. */
  readonly replaces?: string;
}

export interface Deadline {
  readonly id: string;
  readonly phase: string;
  readonly from_level: string;
  /** An ISO 8601 duration: "PT2H", "P10D". */
  readonly due: string;
  readonly repeats: boolean;
  readonly condition: string | null;
  readonly document: string;
  readonly paragraph: string;
}

export interface Deadlines {
  readonly conditions: readonly Condition[];
  readonly deadlines: readonly Deadline[];
}

export const isNumeric = (indicator: Indicator): boolean =>
  indicator.value === "integer" || indicator.value === "decimal2";

export const isStock = (indicator: Indicator): boolean => indicator.aspects.length === 2;
