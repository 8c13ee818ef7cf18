// The stocktakes, and one of them with its piles.
import { useAnswer } from "@/composables/useAnswer";
import { client } from "@/services";
import type { ListedStocktake, Stocktake } from "@/wire/stocktake";

export const useStocktakes = () =>
  useAnswer<readonly ListedStocktake[]>(["stocktake_progress"], () => "stocktakes", async () => (await client.call("stocktake.list", {})).stocktakes);

export const useStocktake = (id: () => string | undefined) =>
  useAnswer<Stocktake>(
    ["stocktake_progress"],
    () => (id() === undefined ? undefined : `stocktake/${id()}`),
    async () => (await client.call("stocktake.get", { stocktake: id()! })).stocktake,
  );
