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
