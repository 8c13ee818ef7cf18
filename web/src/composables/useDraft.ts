import { onScopeDispose } from "vue";
import { createDrafting, type Drafting } from "@/outbox/drafting";
import { depot } from "@/services";

/** A draft of this page, which outlives the page however it goes away. */
export function useDraft<T>(key: string): Drafting<T> {
  const drafting = createDrafting<T>(key, { depot, atOnce: localStorage, now: () => Date.now() });
  const leaving = (): void => drafting.flush();
  addEventListener("pagehide", leaving);
  addEventListener("visibilitychange", leaving);
  onScopeDispose(() => {
    removeEventListener("pagehide", leaving);
    removeEventListener("visibilitychange", leaving);
  });
  return drafting;
}
