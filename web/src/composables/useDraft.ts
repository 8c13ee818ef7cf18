import { onScopeDispose } from "vue";
import { createDrafting, type Drafting, type DraftingPorts } from "@/outbox/drafting";
import { depot } from "@/services";

/** On this machine's disk; or, for what names people, in this tab alone: it outlives a reload and goes with the tab. */
export type DraftPlace = "machine" | "tab";

const onMachine: DraftingPorts = { depot, atOnce: localStorage, now: () => Date.now() };
const inTab: DraftingPorts = {
  depot: () => Promise.resolve({
    saveDraft: async (key, value, savedAt) => sessionStorage.setItem(`anlan.kept/${key}`, JSON.stringify({ key, value, savedAt })),
    readDraft: async (key) => JSON.parse(sessionStorage.getItem(`anlan.kept/${key}`) ?? "null") ?? undefined,
    dropDraft: async (key) => sessionStorage.removeItem(`anlan.kept/${key}`),
  }),
  atOnce: sessionStorage, now: () => Date.now(),
};

/** A draft of this page, which outlives the page however it goes away. */
export function useDraft<T>(key: string, place: DraftPlace = "machine"): Drafting<T> {
  const drafting = createDrafting<T>(key, place === "tab" ? inTab : onMachine);
  const leaving = (): void => drafting.flush();
  addEventListener("pagehide", leaving);
  addEventListener("visibilitychange", leaving);
  onScopeDispose(() => {
    removeEventListener("pagehide", leaving);
    removeEventListener("visibilitychange", leaving);
  });
  return drafting;
}
