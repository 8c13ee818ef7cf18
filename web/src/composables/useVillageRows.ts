// The households of one village, masked, by their ids: what the gates say of ids is shown by number and masked name.
import { computed, shallowRef, watch } from "vue";
import { useLatest } from "@/composables/useLatest";
import { useWords } from "@/composables/useWords";
import { householdsNamed, villageHouseholds } from "@/relief/households";
import { useLive } from "@/stores/live";
import type { Household } from "@/wire/relief";

/** `drawn`: households that a list names though they may have left it. */
export function useVillageRows(where: () => { readonly campaign: string; readonly village: string }, drawn: () => readonly string[] = () => []) {
  const { t } = useWords();
  const live = useLive();
  const list = useLatest();
  const rows = shallowRef<readonly Household[]>([]);
  watch(() => `${where().campaign}/${where().village}/${live.state.touched.household_village ?? 0}`, () => {
    const { campaign, village } = where();
    void list.ask(() => villageHouseholds(campaign, village), (found) => (rows.value = found));
  }, { immediate: true });
  const away = shallowRef<readonly Household[]>([]);
  watch(() => (rows.value.length ? drawn().filter((id) => rows.value.every((one) => one.household !== id)) : []).join("/"), (ids) => {
    if (ids) void householdsNamed(ids.split("/")).then((found) => (away.value = found));
    else away.value = [];
  });
  const byId = computed(() => new Map([...rows.value, ...away.value].map((one) => [one.household, one])));
  /** "第 12 号 王**"; a household that was withdrawn since has only that said of it. */
  function labelOf(household: string | null): string {
    if (household === null) return t("way.objection.leftOut");
    const one = byId.value.get(household);
    return one ? t("way.household", { number: one.number, name: one.personal?.members[0]?.name ?? "—" }) : t("way.gone");
  }
  return { rows, byId, labelOf, problem: list.problem, busy: list.busy };
}
export type VillageRows = ReturnType<typeof useVillageRows>;
