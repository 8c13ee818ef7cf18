// What is looked at lives in the address: a reload, a bookmark and a colleague's copy show the same.
import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import { useLive } from "@/stores/live";
import { useReference } from "@/stores/reference";
import { useSession } from "@/stores/session";
import type { Aspect, Incident } from "@/wire/types";

export function useSelection() {
  const route = useRoute();
  const router = useRouter();
  const live = useLive();
  const session = useSession();
  const reference = useReference();

  const text = (key: string): string | undefined => {
    const value = route.query[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const put = (change: Record<string, string | undefined>): void =>
    void router.replace({ query: { ...route.query, ...change } });

  const incidents = computed(() =>
    [...live.state.incidents.values()].sort((a, b) =>
      Number(a.state === "closed") - Number(b.state === "closed") || Number(a.exercise) - Number(b.exercise)
      || b.occurred_at.localeCompare(a.occurred_at)));
  const incident = computed<Incident | undefined>(() => {
    const chosen = text("i");
    return (chosen ? live.state.incidents.get(chosen) : undefined) ?? incidents.value[0];
  });
  const root = computed(() => session.account?.division ?? "");
  const division = computed(() => text("d") ?? root.value);
  const indicator = computed(() => reference.byCode.get(text("k") ?? "A01007"));
  const aspect = computed<Aspect>(() => {
    const aspects = indicator.value?.aspects ?? ["single"];
    return aspects.find((one) => one === text("a")) ?? aspects.at(-1) ?? "single";
  });

  return {
    incidents, incident, root, division, indicator, aspect,
    panel: computed(() => text("p") ?? "reports"),
    chooseIncident: (id: string) => put({ i: id, d: undefined, r: undefined }),
    chooseDivision: (code: string) => put({ d: code === root.value ? undefined : code }),
    chooseIndicator: (code: string, of?: Aspect) => put({ k: code, a: of }),
    chooseAspect: (of: Aspect) => put({ a: of }),
    choosePanel: (panel: string) => put({ p: panel }),
    show: put,
    text,
  };
}
