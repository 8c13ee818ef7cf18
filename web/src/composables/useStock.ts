// What every screen of the relief goods needs: names, today's day, who may do what.
import { computed } from "vue";
import { useNow } from "@/composables/useNow";
import { useWords } from "@/composables/useWords";
import { dayOf } from "@/stock/expiry";
import { keeps } from "@/stock/roles";
import { useGoods, type KnownItem } from "@/stores/goods";
import { useLive } from "@/stores/live";
import { useReference } from "@/stores/reference";
import { useSession } from "@/stores/session";
import type { Depository, Spot } from "@/wire/supplies";

export function useStock() {
  const { t, lang } = useWords();
  const live = useLive();
  const goods = useGoods();
  const reference = useReference();
  const session = useSession();
  const now = useNow();
  const today = computed(() => dayOf(now.value));

  const places = computed<readonly Depository[]>(() =>
    [...live.state.depositories.values()].sort((a, b) => a.division.localeCompare(b.division) || a.name.localeCompare(b.name, "zh")));
  const mine = computed(() => places.value.filter((one) => keeps(session.account, one)));
  const item = (code: string): KnownItem | undefined => goods.items.get(code);
  const itemName = (code: string): string => goods.nameOf(code, lang());
  const placeName = (id: string): string => live.state.depositories.get(id)?.name ?? id;

  /** A place and its bin; or what the other side of the entry is, and which unit got the goods. */
  function spotName({ place, bin }: Spot): string {
    const known = live.state.depositories.get(place);
    if (known) return bin === "" ? known.name : `${known.name} ${bin}`;
    const side = t(`stock.side.${place}`);
    return place === "issued" || place === "household" ? `${side} · ${reference.placeName(bin)}` : side;
  }

  return { today, now, places, mine, item, itemName, placeName, spotName };
}
