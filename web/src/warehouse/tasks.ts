// What there is to do in a store, the most pressing first.
import { byUrgency, owed, type Owed } from "@/stock/papers";
import type { Parcel } from "@/outbox/model";
import type { Params } from "@/wire/operations";
import type { Release, Waybill } from "@/wire/papers";
import type { Waiting } from "./waiting";

export type Task =
  /** The server said no to something this machine had written down: somebody has to look. */
  | { readonly is: "mend"; readonly key: string; readonly parcel: Parcel }
  | { readonly is: "arrive"; readonly key: string; readonly waybill: Waybill }
  | { readonly is: "pick"; readonly key: string; readonly release: Release; readonly owed: readonly Owed[] }
  /** Picked and signed once on this machine, which has no line: the second person signs the paper by hand. */
  | { readonly is: "countersign"; readonly key: string; readonly parcel: Parcel<"waybill.pick"> }
  /** Picked and signed once; the second signature sends it off. */
  | { readonly is: "send"; readonly key: string; readonly waybill: Waybill };

export interface Papers {
  readonly releases: Iterable<Release>;
  readonly waybills: Iterable<Waybill>;
}

/** What a waiting pick will have taken of each item, by release. */
function takenHere(waiting: readonly Waiting[], itemOf: (batch: string) => string | undefined): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  for (const one of waiting) {
    if (one.operation !== "waybill.pick") continue;
    for (const { batch, quantity } of one.params.lines) {
      const key = `${one.params.release}/${one.params.place}/${itemOf(batch) ?? ""}`;
      taken.set(key, (taken.get(key) ?? 0) + quantity);
    }
  }
  return taken;
}

const ofStore = (parcel: Parcel, place: string, waybills: readonly Waybill[]): boolean => {
  const params = parcel.params as { readonly place?: string; readonly to?: string; readonly waybill?: string };
  if (params.place === place) return true;
  const waybill = waybills.find((one) => one.waybill === params.waybill);
  return waybill !== undefined && (waybill.from === place || waybill.to.place === place);
};

/** The tasks of one store. What already waits on this machine is not asked for again. */
export function tasksOf(place: string, papers: Papers, parcels: readonly Parcel[], waiting: readonly Waiting[], itemOf: (batch: string) => string | undefined): readonly Task[] {
  const waybills = [...papers.waybills];
  const signed = new Set(parcels.flatMap(({ state, params }) => (state === "waiting" && "waybill" in params ? [params.waybill] : [])));
  const taken = takenHere(waiting, itemOf);
  const left = (release: Release): readonly Owed[] => owed(release, waybills)
    .filter((one) => one.from === place)
    .map((one) => ({ ...one, left: Math.max(0, one.left - (taken.get(`${release.release}/${place}/${one.item}`) ?? 0)) }))
    .filter((one) => one.left > 0);

  const mend = parcels.filter((one) => one.state === "refused" && ofStore(one, place, waybills));
  const arrive = waybills.filter((one) => one.state === "dispatched" && one.to.place === place && !signed.has(one.waybill));
  const send = waybills.filter((one) => one.state === "picked" && one.from === place && !signed.has(one.waybill));
  const countersign = parcels.filter((one): one is Parcel<"waybill.pick"> =>
    one.state === "waiting" && one.operation === "waybill.pick" && (one.params as Params<"waybill.pick">).place === place);
  const pick = [...papers.releases].filter((one) => one.state === "approved").sort(byUrgency)
    .map((release) => ({ release, owed: left(release) })).filter((one) => one.owed.length > 0);
  return [
    ...mend.map((parcel): Task => ({ is: "mend", key: `mend/${parcel.id}`, parcel })),
    ...arrive.map((waybill): Task => ({ is: "arrive", key: `arrive/${waybill.waybill}`, waybill })),
    ...pick.map((one): Task => ({ is: "pick", key: `pick/${one.release.release}`, ...one })),
    ...countersign.map((parcel): Task => ({ is: "countersign", key: `countersign/${parcel.id}`, parcel })),
    ...send.map((waybill): Task => ({ is: "send", key: `send/${waybill.waybill}`, waybill })),
  ];
}
