import { computed, ref, shallowRef } from "vue";
import { problemOf } from "@/api/problem";
import type { Problem } from "@/wire/types";

export interface Failure<Item> {
  readonly item: Item;
  readonly problem: Problem;
}

/** The same act on many things, one after another: how far it has come, what it did not do and why; it can be stopped. */
export function useBulk<Item>() {
  const done = ref(0);
  const of = ref(0);
  const busy = ref(false);
  const failures = shallowRef<readonly Failure<Item>[]>([]);
  let stopped = false;

  /** How many it was done to. One that fails does not keep the others back. */
  async function run(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<number> {
    if (busy.value) return 0;
    [busy.value, done.value, of.value, failures.value, stopped] = [true, 0, items.length, [], false];
    for (const item of items) {
      if (stopped) break;
      try {
        await act(item);
      } catch (error) {
        failures.value = [...failures.value, { item, problem: problemOf(error) }];
      }
      done.value += 1;
    }
    busy.value = false;
    return done.value - failures.value.length;
  }
  const stop = (): void => void (stopped = true);
  return { busy, done, of, failures, run, stop, share: computed(() => (of.value === 0 ? 0 : done.value / of.value)) };
}
export type Bulk<Item> = ReturnType<typeof useBulk<Item>>;
