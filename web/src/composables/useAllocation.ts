// What the screen of needs and allocations shares: what is asked for again when something changed, words, who may do what.
import { computed, watch, type WatchSource } from "vue";
import { useWords } from "@/composables/useWords";
import { hoursAndMinutes } from "@/allocation/plan";
import { inUnits } from "@/stock/units";
import { useGoods } from "@/stores/goods";
import { useLive } from "@/stores/live";
import { useReference } from "@/stores/reference";
import { useSession } from "@/stores/session";
import type { Limit } from "@/wire/allocation";
import type { Role, Topic } from "@/wire/types";

const PLANNERS: readonly Role[] = ["county_duty", "city_duty", "dispatcher"];
const APPROVERS: readonly Role[] = ["dispatcher", "leader"];
/** Changes come in showers: one question per so many milliseconds is enough. */
const CALM = 800;

export function useAllocation() {
  const { t, lang } = useWords();
  const goods = useGoods();
  const reference = useReference();
  const session = useSession();

  const plans = computed(() => session.is(...PLANNERS));
  const approves = computed(() => session.is(...APPROVERS));
  const edits = computed(() => session.is(...PLANNERS, "leader"));

  const itemName = (code: string): string => goods.nameOf(code, lang());
  const amount = (quantity: number, code: string): string => inUnits(quantity, goods.items.get(code), lang());
  const unitName = (code: string): string => reference.placeName(code);
  function timeWords(minutes: number | null): string {
    if (minutes === null) return "—";
    const [hours, rest] = hoursAndMinutes(minutes);
    if (hours === 0) return t("allocation.minutes", { n: rest });
    return rest === 0 ? t("allocation.hours", { n: hours }) : t("allocation.hoursMinutes", { h: hours, n: rest });
  }
  const limitColour = (limit: Limit): string => (limit === "none" || limit === "" ? "grey" : limit === "stock" ? "amber" : "red");

  return { plans, approves, edits, itemName, amount, unitName, timeWords, limitColour };
}

/** Asks at once, and again whenever one of these topics was heard of or the line came back. */
export function useRefresh(topics: readonly Topic[], also: readonly WatchSource[], ask: () => Promise<void>): void {
  const live = useLive();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = computed(() => topics.map((topic) => live.state.touched[topic] ?? 0).join());
  watch([heard, () => live.phase === "live"], (_now, _before, onCleanup) => {
    timer = setTimeout(() => void ask(), CALM);
    onCleanup(() => clearTimeout(timer));
  });
  watch([...also], () => void ask(), { immediate: true });
}
