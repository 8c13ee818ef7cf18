// Names on paper, from what was fetched for it.
import { useWords } from "@/composables/useWords";
import { inPacks, inUnits } from "@/stock/units";
import { useGoods, type KnownItem } from "@/stores/goods";
import { useReference } from "@/stores/reference";
import type { Printed } from "@/print/papers";
import type { Destination } from "@/wire/papers";

export function usePrinted(printed: () => Printed) {
  const { t, lang } = useWords();
  const goods = useGoods();
  const reference = useReference();
  const item = (code: string): KnownItem | undefined => goods.items.get(code);
  const itemName = (code: string): string => goods.nameOf(code, lang());
  const specOf = (code: string): string => item(code)?.spec?.[lang()] ?? "";
  const amount = (quantity: number, code: string): string => inUnits(quantity, item(code), lang());
  const packs = (quantity: number, code: string): string => inPacks(quantity, item(code), lang()) ?? "";
  const depository = (place: string) => printed().places.get(place);
  const placeName = (place: string): string => depository(place)?.name ?? place;
  const destination = (to: Destination): string => (to.place === null ? `${reference.placeName(to.division)} ${to.site}` : to.site);
  return { t, lang, item, itemName, specOf, amount, packs, depository, placeName, destination };
}
