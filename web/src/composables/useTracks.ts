// Where vehicles were last seen, and how each waybill stands by what its driver said since it left.
import { computed, shallowRef, watch } from "vue";
import { client } from "@/services";
import { standingOf, tracksOf, type Standing } from "@/stock/papers";
import { useLive } from "@/stores/live";
import type { Checkpoint, Waybill } from "@/wire/papers";

export function useTracks(now: () => number) {
  const live = useLive();
  // Asked for again whenever one of them was heard of.
  const checkpoints = shallowRef<readonly Checkpoint[]>([]);
  watch(() => live.state.touched.checkpoint, async () => {
    checkpoints.value = await client.call("waybill.checkpoints", {}).then((answer) => answer.checkpoints, () => checkpoints.value);
  }, { immediate: true });
  const tracks = computed(() => tracksOf(checkpoints.value));
  const standing = (one: Waybill): Standing => standingOf(one, now(), tracks.value.get(one.waybill)?.eta ?? one.eta);
  return { tracks, standing };
}
