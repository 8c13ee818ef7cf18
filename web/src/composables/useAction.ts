import { ref, shallowRef } from "vue";
import { problemOf } from "@/api/problem";
import type { Problem } from "@/wire/types";

/** Something that takes a moment and may fail: a button is off meanwhile, and the problem is kept to be shown. */
export function useAction() {
  const busy = ref(false);
  const problem = shallowRef<Problem>();

  async function run(work: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      await work();
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      busy.value = false;
    }
  }

  return { busy, problem, run };
}
