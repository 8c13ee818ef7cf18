// The policies side by side, village by village.
import type { Plan, Policy, UnreachedPlan, VillageEffect } from "@/wire/gates";

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
