// Requests and waybills as they stand, and who of us does what with them next.
import { computed } from "vue";
import { useStock } from "@/composables/useStock";
import { useWords } from "@/composables/useWords";
import { keeps, ordersUse } from "@/stock/roles";
import { useLive } from "@/stores/live";
import { useReference } from "@/stores/reference";
import { useSession } from "@/stores/session";
import type { Destination, Release, Waybill } from "@/wire/papers";

export function usePapers() {
  const { t } = useWords();
  const live = useLive();
  const reference = useReference();
  const session = useSession();
  const stock = useStock();

  const releases = computed<readonly Release[]>(() => [...live.state.releases.values()]);
  const waybills = computed<readonly Waybill[]>(() => [...live.state.waybills.values()]);
  const byRelease = computed(() => {
    const map = new Map<string, Waybill[]>();
    for (const waybill of waybills.value) map.set(waybill.release, [...(map.get(waybill.release) ?? []), waybill]);
    return map;
  });
  const waybillsOf = (release: Release): readonly Waybill[] => byRelease.value.get(release.release) ?? [];
  const releaseOf = (waybill: Waybill): Release | undefined => live.state.releases.get(waybill.release);
  const destination = (to: Destination): string => (to.place === null ? `${reference.placeName(to.division)} ${to.site}` : to.site);
  const depository = (place: string | null) => live.state.depositories.get(place ?? "");

  /** A store of ours, or that of another jurisdiction, which has no name here. */
  const storeName = (place: string): string => depository(place)?.name ?? t("papers.otherStore");
  /**
   * The request with the part of its order that this reader can follow: waybills from elsewhere to elsewhere are not
   * heard of here, so what they took of it is not known.
   */
  function followed(release: Release): Release {
    const toUs = reference.pathOf(release.to.division).some((one) => one.code === session.account?.division);
    return toUs ? release : { ...release, approved: release.approved.filter((grant) => depository(grant.from) !== undefined) };
  }

  const iKeep = (place: string | null): boolean => {
    const known = depository(place);
    return known !== undefined && keeps(session.account, known);
  };
  const iOrderUseOf = (place: string): boolean => {
    const known = depository(place);
    return known !== undefined && ordersUse(session.account, known);
  };
  const iSigned = (waybill: Waybill): boolean => waybill.signatures.some((one) => one.account === session.account?.account);
  /** Into a place its keeper counts; elsewhere the township or the county does. */
  const iReceive = (waybill: Waybill): boolean =>
    waybill.to.place === null ? session.is("township_clerk", "county_duty", "warehouse_keeper") : iKeep(waybill.to.place);

  return { ...stock, releases, waybills, waybillsOf, releaseOf, destination, storeName, followed, iKeep, iOrderUseOf, iSigned, iReceive };
}
