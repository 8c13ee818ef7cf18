import { computed } from "vue";
import { useBatches } from "@/composables/useBatches";
import { useLive } from "@/stores/live";
import { useOutbox } from "@/stores/outbox";
import { pilesNow } from "@/warehouse/piles";
import { waitingOf } from "@/warehouse/waiting";

/** The piles of a store, with what this machine has written down and not sent yet. */
export function usePiles(place: () => string | undefined) {
  const live = useLive();
  const outbox = useOutbox();
  const { rows, problem } = useBatches(() => (place() === undefined ? undefined : { place: place()! }));
  const waiting = computed(() => waitingOf(outbox.parcels));
  const piles = computed(() => pilesNow(rows.value, waiting.value, place() ?? "", live.state.waybills));
  return { piles, waiting, problem };
}
