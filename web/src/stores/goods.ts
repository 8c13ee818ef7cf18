import { defineStore } from "pinia";
import { computed, shallowRef } from "vue";
import type { Locale } from "@/catalogue/sentence";
import { initials } from "@/format/pinyin";
import { client, depot } from "@/services";
import type { Goods, GoodsItem } from "@/wire/supplies";

export interface KnownItem extends GoodsItem {
  readonly initials: string;
}

const KEPT = "goods";

/** The goods catalogue, kept here for the hours without a line. */
export const useGoods = defineStore("goods", () => {
  const items = shallowRef<ReadonlyMap<string, KnownItem>>(new Map());
  const categories = shallowRef<Goods["categories"]>([]);
  const loaded = computed(() => items.value.size > 0);

  const nameOf = (code: string, locale: Locale): string => items.value.get(code)?.name[locale] ?? code;

  function take(goods: Goods): void {
    items.value = new Map(goods.items.map((one) => [one.code, { ...one, initials: initials(one.name.zh) }]));
    categories.value = goods.categories;
  }

  async function load(): Promise<void> {
    if (loaded.value) return;
    const store = await depot();
    try {
      const goods = await client.call("goods.get", {});
      take(goods);
      await store.keep(KEPT, goods, Date.now());
    } catch (error) {
      const kept = await store.recall(KEPT);
      if (!kept) throw error;
      take(kept.value as Goods);
    }
  }

  return { items, categories, loaded, nameOf, load };
});
