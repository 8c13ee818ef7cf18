// The piles behind a row of the table, or all piles of a place; the latter are kept on this machine, so that the
// keeper goes on without a line.
import { computed, shallowRef, watch } from "vue";
import { problemOf } from "@/api/problem";
import { client, depot } from "@/services";
import { useLive } from "@/stores/live";
import type { BalanceQuestion, BatchRow } from "@/wire/supplies";
import type { Problem } from "@/wire/types";

const ask = async (question: BalanceQuestion): Promise<readonly BatchRow[]> =>
  (await client.call("stock.balance", { ...question, by: "batch" })).rows as readonly BatchRow[];

export function useBatches(question: () => BalanceQuestion | undefined) {
  const live = useLive();
  const rows = shallowRef<readonly BatchRow[]>([]);
  const problem = shallowRef<Problem>();
  /** Moves whenever something in the place does. */
  const moved = computed(() => {
    const { place, item } = question() ?? {};
    let seq = 0;
    for (const row of live.state.stock.values()) {
      if (row.place === place && (item === undefined || row.item === item)) seq = Math.max(seq, row.seq);
    }
    return seq;
  });

  async function load(wanted: BalanceQuestion): Promise<readonly BatchRow[]> {
    if (wanted.item !== undefined) return ask(wanted);
    const key = `batches/${wanted.place}`;
    const store = await depot();
    try {
      const found = (await Promise.all([ask({ ...wanted, exercise: false }), ask({ ...wanted, exercise: true })])).flat();
      await store.saveDraft(key, found, Date.now());
      return found;
    } catch (error) {
      const kept = await store.readDraft(key);
      if (!kept) throw error;
      return kept.value as readonly BatchRow[];
    }
  }

  let asked = 0;
  watch([() => JSON.stringify(question()), moved, () => live.phase], async () => {
    const wanted = question();
    if (!wanted) return (rows.value = []);
    const round = ++asked;
    try {
      const found = await load(wanted);
      if (round === asked) [rows.value, problem.value] = [found, undefined];
    } catch (error) {
      if (round === asked) problem.value = problemOf(error);
    }
  }, { immediate: true });

  return { rows, problem };
}
