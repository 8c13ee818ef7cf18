// Quantities travel in base units; people count packs.
import type { Locale } from "@/catalogue/sentence";
import type { GoodsItem, Packaging } from "@/wire/supplies";
import type { Text } from "@/wire/types";

/** The pack that people count an item in: the largest one; nothing when it comes loose. */
export const packOf = (item: GoodsItem | undefined): Packaging | undefined =>
  item?.packaging.reduce<Packaging | undefined>((largest, one) => (one.units > (largest?.units ?? 1) ? one : largest), undefined);

/** "quilts" but "kg": an English unit of three letters or more is a word and has a plural. */
function counted(n: number, unit: Text, locale: Locale): string {
  const word = unit[locale];
  if (locale === "zh") return `${n} ${word}`;
  return `${n} ${n !== 1 && /^[a-z]{3,}$/.test(word) ? `${word}s` : word}`;
}

/** "125 床". */
export const inUnits = (quantity: number, item: GoodsItem | undefined, locale: Locale): string =>
  item ? counted(quantity, item.unit, locale) : String(quantity);

/** "12 包 + 5 床"; nothing when the item has no packs or there is less than one. */
export function inPacks(quantity: number, item: GoodsItem | undefined, locale: Locale): string | undefined {
  const pack = packOf(item);
  if (!item || !pack || quantity < pack.units) return undefined;
  const rest = quantity % pack.units;
  const packs = counted((quantity - rest) / pack.units, pack.name, locale);
  return rest === 0 ? packs : `${packs} + ${counted(rest, item.unit, locale)}`;
}

/** A whole number as it is typed, full width or not; an empty box counts as none, anything else is nothing. */
export function readCount(typed: string): number | undefined {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return 0;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Base units of so many packs and so many loose ones. */
export function total(packs: string, loose: string, item: GoodsItem | undefined): number | undefined {
  const [full, rest] = [readCount(packs), readCount(loose)];
  return full === undefined || rest === undefined ? undefined : full * (packOf(item)?.units ?? 1) + rest;
}
