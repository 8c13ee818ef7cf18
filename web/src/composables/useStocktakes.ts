// The stocktakes, and one of them with its piles. Both are asked for again whenever a count is heard of; the last
// answer is kept on this machine, so that a keeper counts on without a line.
import { shallowRef, watch, type ShallowRef } from "vue";
import { problemOf } from "@/api/problem";
import { client, depot } from "@/services";
import { useLive } from "@/stores/live";
import type { ListedStocktake, Stocktake } from "@/wire/stocktake";
import type { Problem } from "@/wire/types";

function useAnswer<T>(key: () => string | undefined, ask: () => Promise<T>) {
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
  watch([key, () => live.state.touched.stocktake_progress, () => live.phase], load, { immediate: true });
  return { answer, problem, load };
}

export const useStocktakes = () =>
  useAnswer<readonly ListedStocktake[]>(() => "stocktakes", async () => (await client.call("stocktake.list", {})).stocktakes);

export const useStocktake = (id: () => string | undefined) =>
  useAnswer<Stocktake>(
    () => (id() === undefined ? undefined : `stocktake/${id()}`),
    async () => (await client.call("stocktake.get", { stocktake: id()! })).stocktake,
  );
