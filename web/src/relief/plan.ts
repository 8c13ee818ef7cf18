// The policies side by side, village by village.
import { inYuan } from "@/components/loan/money";
import type { HouseholdClass } from "@/wire/relief";
import type { ClassEffect, Plan, Policy, UnreachedPlan, VillageEffect } from "@/wire/gates";
import { CLASSES } from "./words";

export const reached = (plan: Plan | UnreachedPlan): plan is Plan => !("problem" in plan);

export interface ComparedVillage {
  readonly village: string;
  readonly name: string;
  readonly households: number;
  readonly people: number;
  /** What each policy gives it; nothing for one that the budget does not reach. */
  readonly effects: Partial<Record<Policy, VillageEffect>>;
  /** How far apart the policies are here, in fen. */
  readonly spread: number;
}

/** Every village that some plan knows, those first on which the choice matters most. */
export function compareVillages(plans: readonly (Plan | UnreachedPlan)[]): readonly ComparedVillage[] {
  const villages = new Map<string, { of: VillageEffect; effects: Partial<Record<Policy, VillageEffect>> }>();
  for (const plan of plans.filter(reached)) {
    for (const effect of plan.villages) {
      const known = villages.get(effect.village) ?? { of: effect, effects: {} };
      known.effects[plan.policy] = effect;
      villages.set(effect.village, known);
    }
  }
  return [...villages.values()].map(({ of, effects }) => {
    const given = Object.values(effects).map((one) => one.fen);
    return { village: of.village, name: of.name, households: of.households, people: of.people, effects, spread: Math.max(...given) - Math.min(...given) };
  }).sort((a, b) => b.spread - a.spread || a.village.localeCompare(b.village));
}

export interface ComparedClass {
  readonly class: HouseholdClass;
  readonly households: number;
  readonly people: number;
  readonly effects: Partial<Record<Policy, ClassEffect>>;
}

/** Every class that some plan knows, in the form's order. */
export function compareClasses(plans: readonly (Plan | UnreachedPlan)[]): readonly ComparedClass[] {
  return CLASSES.flatMap((one) => {
    const effects: Partial<Record<Policy, ClassEffect>> = {};
    for (const plan of plans.filter(reached)) {
      const effect = plan.classes.find((each) => each.class === one);
      if (effect) effects[plan.policy] = effect;
    }
    const [any] = Object.values(effects);
    return any ? [{ class: one, households: any.households, people: any.people, effects }] : [];
  });
}

/** "200.00", or from the least to the most that a head gets. */
export const headWords = (one: { readonly least_a_head: number; readonly most_a_head: number }): string =>
  (one.least_a_head === one.most_a_head ? inYuan(one.least_a_head) : `${inYuan(one.least_a_head)}–${inYuan(one.most_a_head)}`);
