import { ref, shallowRef } from "vue";
import { problemOf } from "@/api/problem";
import type { Problem } from "@/wire/types";

/** A question that may be asked again before its answer came: the newest answer counts, the others are let go. */
export function useLatest() {
  const busy = ref(false);
  const problem = shallowRef<Problem>();
  let newest = 0;

  async function ask<Answer>(question: () => Promise<Answer>, take: (answer: Answer) => void): Promise<void> {
    const mine = ++newest;
    busy.value = true;
    problem.value = undefined;
    try {
      const answer = await question();
      if (mine === newest) take(answer);
    } catch (error) {
      if (mine === newest) problem.value = problemOf(error);
    } finally {
      if (mine === newest) busy.value = false;
    }
  }

  return { busy, problem, ask };
}
