import { client } from "@/services";
import type { Household, ListPlace } from "@/wire/relief";

const PAGE = 200;

/** Everybody on a village's list, masked, in the order of entering. */
export async function villageHouseholds(campaign: string, village: string): Promise<readonly Household[]> {
  const found: Household[] = [];
  let after: ListPlace | null = null;
  do {
    const page: { households: Household[]; next: ListPlace | null } = await client.call("household.list", {
      campaign, division: village, state: "entered", limit: PAGE, ...(after ? { after } : {}),
    });
    found.push(...page.households);
    after = page.next;
  } while (after);
  return found;
}

/** Those of them that one may see, masked, wherever they are listed now: who moved after it was paid is still visited. */
export async function householdsNamed(ids: readonly string[]): Promise<readonly Household[]> {
  const asked = await Promise.allSettled(ids.map((household) => client.call("household.get", { household })));
  return asked.flatMap((one) => (one.status === "fulfilled" ? [one.value.household] : []));
}
