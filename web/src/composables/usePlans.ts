// The standards of the site, and what each policy would do with a budget; asked again while somebody types.
import { computed, ref, shallowRef, watch, type Ref } from "vue";
import { readYuan } from "@/components/loan/money";
import { useLatest } from "@/composables/useLatest";
import { client } from "@/services";
import type { DecidedSoFar, Plan, PlannedLists, Standard, Standards, UnreachedPlan } from "@/wire/gates";

const PAUSE = 250; // ms without a key

export function usePlans(where: () => { readonly campaign: string; readonly division: string; readonly lists?: PlannedLists }, budget: Ref<string>) {
  const asked = useLatest();
  const loaded = useLatest();
  const standards = shallowRef<Standards>();
  const chosen = ref("");
  const plans = shallowRef<readonly (Plan | UnreachedPlan)[]>([]);
  /** The budget that `plans` answer to; what is typed may be ahead of it. */
  const planned = ref<number>();
  const households = ref(0);
  const decided = shallowRef<DecidedSoFar>({ lists: 0, fen: 0 });
  const standard = computed<Standard | undefined>(() => standards.value?.standards.find((one) => one.id === chosen.value));
  const usable = computed(() => standards.value?.standards.filter((one) => standards.value!.usable.includes(one.id)) ?? []);
  const source = computed(() => standards.value?.sources.find((one) => one.id === standard.value?.source)?.title ?? standard.value?.source);
  const fen = computed(() => readYuan(budget.value));

  void loaded.ask(() => client.call("standard.list", {}), (answer) => {
    standards.value = answer;
    if (chosen.value === "") chosen.value = answer.usable[0] ?? "";
  });
  let wait: ReturnType<typeof setTimeout> | undefined;
  watch(() => [where().campaign, where().division, where().lists, chosen.value, fen.value].join("/"), () => {
    clearTimeout(wait);
    const budget_fen = fen.value;
    if (chosen.value === "" || budget_fen === undefined) {
      plans.value = [];
      planned.value = undefined;
      return;
    }
    wait = setTimeout(() => void asked.ask(() => client.call("plan.compare", { ...where(), standard: chosen.value, budget_fen }), (answer) => {
      plans.value = answer.plans;
      planned.value = budget_fen;
      [households.value, decided.value] = [answer.households, answer.decided];
    }), PAUSE);
  }, { immediate: true });
  const problem = computed(() => loaded.problem.value ?? asked.problem.value);
  return { chosen, standard, usable, source, fen, planned, plans, households, decided, problem, busy: asked.busy };
}
