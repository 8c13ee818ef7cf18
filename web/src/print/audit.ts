// The sheet that inspectors carry from door to door in one village, asked for once; people are masked in it.
import { client } from "@/services";
import type { Audit, AuditVisit } from "@/wire/supervision";

export interface AuditPrinted {
  readonly audit: Audit;
  readonly village: string;
  readonly exercise: boolean;
  readonly visits: readonly AuditVisit[];
  /** Up to which entry of the journal all of it is true. */
  readonly seq: number;
}

const PAGE = 200;

/** Nothing when no household of the village is visited. */
export async function fetchAuditPaper(audit: string, village: string): Promise<AuditPrinted | undefined> {
  const [{ audit: of, seq }, { campaigns }] = await Promise.all([client.call("audit.get", { audit }), client.call("campaign.list", {})]);
  const visits: AuditVisit[] = [];
  for (;;) {
    const page = await client.call("audit.visits", { audit, division: village, limit: PAGE, skip: visits.length });
    visits.push(...page.visits);
    if (page.visits.length < PAGE) break;
  }
  const campaign = campaigns.find((one) => one.campaign === of.campaign);
  return visits[0] && campaign ? { audit: of, village: visits[0].village_name, exercise: campaign.exercise, visits, seq } : undefined;
}
