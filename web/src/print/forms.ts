import { client } from "@/services";
import { useReference } from "@/stores/reference";
import type { Campaign } from "@/wire/relief";

export interface PrintedForms {
  readonly campaign: Campaign;
  readonly villages: readonly { readonly code: string; readonly name: string }[];
}
/** The blank forms of one village, or of every village of a township. Nothing when the campaign is not one of the reader's. */
export async function fetchForms(campaign: string, division: string): Promise<PrintedForms | undefined> {
  const reference = useReference();
  const [{ campaigns }] = await Promise.all([client.call("campaign.list", {}), reference.load()]);
  const of = campaigns.find((one) => one.campaign === campaign);
  const villages = reference.villagesOf(division);
  return of && villages.length > 0 ? { campaign: of, villages } : undefined;
}
