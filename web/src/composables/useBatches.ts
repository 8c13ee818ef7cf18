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

/** All piles of a store from the server, kept on this machine. */
export async function keepPiles(place: string): Promise<readonly BatchRow[]> {
  const found = (await Promise.all([ask({ place, exercise: false }), ask({ place, exercise: true })])).flat();
  await (await depot()).keep(`batches/${place}`, found, Date.now());
  return found;
}

/** The same, or without a line the ones that were kept. */
async function pilesOf(place: string): Promise<readonly BatchRow[]> {
  try {
    return await keepPiles(place);
  } catch (error) {
    const kept = await (await depot()).recall(`batches/${place}`);
    if (!kept) throw error;
    return kept.value as readonly BatchRow[];
  }
}

const load = (wanted: BalanceQuestion): Promise<readonly BatchRow[]> =>
  wanted.item === undefined && wanted.place !== undefined ? pilesOf(wanted.place) : ask(wanted);

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
