// The piles behind a row of the table, or all piles of a place; the latter are kept on this machine, so that the
// keeper goes on without a line.
import { computed, shallowRef, watch } from "vue";
import { isTransient, problemOf } from "@/api/problem";
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

/** The ones that were kept of a store, if any were. */
const keptPiles = async (place: string): Promise<readonly BatchRow[] | undefined> =>
  (await (await depot()).recall(`batches/${place}`))?.value as readonly BatchRow[] | undefined;

const wholeStore = (wanted: BalanceQuestion): string | undefined => (wanted.item === undefined ? wanted.place : undefined);

/** All piles of a store; without a line the ones that were kept. */
async function load(wanted: BalanceQuestion): Promise<readonly BatchRow[]> {
  const place = wholeStore(wanted);
  if (place === undefined) return ask(wanted);
  try {
    return await keepPiles(place);
  } catch (error) {
    const kept = isTransient(error) ? await keptPiles(place) : undefined; // a refusal is not a missing line
    if (!kept) throw error;
    return kept;
  }
}

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
  let shown = "";
  watch([() => JSON.stringify(question()), moved, () => live.phase], async ([words]) => {
    const wanted = question();
    const round = ++asked;
    if (!wanted) return ([rows.value, shown] = [[], ""]);
    const show = (found: readonly BatchRow[]): void => {
      if (round === asked) [rows.value, problem.value, shown] = [found, undefined, words];
    };
    const place = wholeStore(wanted);
    try {
      // A line that is dying answers late or never; what was kept is there at once, and is not "nothing in this store".
      if (place !== undefined && shown !== words) show(await keptPiles(place) ?? []);
      show(await load(wanted));
    } catch (error) {
      if (round === asked) problem.value = problemOf(error);
    }
  }, { immediate: true });

  return { rows, problem };
}
