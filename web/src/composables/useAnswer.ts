// A query whose answer is asked for again whenever one of its topics is heard of; the last answer is kept on this
// machine, so that it is there without a line too.
import { shallowRef, watch, type ShallowRef } from "vue";
import { problemOf } from "@/api/problem";
import { depot } from "@/services";
import { useLive } from "@/stores/live";
import type { Problem, Topic } from "@/wire/types";

/** `key` names the answer on this machine; nothing while nothing is asked. */
export function useAnswer<T>(topics: readonly Topic[], key: () => string | undefined, ask: () => Promise<T>) {
  const live = useLive();
  const answer = shallowRef<T>() as ShallowRef<T | undefined>;
  const problem = shallowRef<Problem>();
  let asked = 0;

  async function load(): Promise<void> {
    const kept = key();
    const round = ++asked;
    if (kept === undefined) {
      answer.value = undefined;
      return;
    }
    const store = await depot();
    try {
      const found = await ask();
      await store.saveDraft(kept, found, Date.now());
      if (round === asked) [answer.value, problem.value] = [found, undefined];
    } catch (error) {
      const known = (await store.readDraft(kept))?.value as T | undefined;
      if (round !== asked) return;
      if (known) answer.value = known;
      else problem.value = problemOf(error);
    }
  }
  watch([key, () => topics.map((topic) => live.state.touched[topic]).join(), () => live.phase], load, { immediate: true });
  return { answer, problem, load };
}
