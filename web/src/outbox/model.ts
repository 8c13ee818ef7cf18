import type { Operation, Params } from "@/wire/operations";
import type { Problem } from "@/wire/types";

/** The commands that may wait on this machine. Passwords never do. */
export type Postponable = Extract<
  Operation,
  | "report.submit" | "report.correct" | "report.withdraw" | "report.return"
  | "observation.submit" | "observation.assign" | "observation.withdraw"
  | "incident.open" | "incident.stabilise" | "incident.close" | "incident.reopen" | "clock.settle"
  | "place.open" | "place.change" | "place.close" | "stock.receive" | "stock.issue" | "stock.transfer" | "stock.return"
  | "release.request" | "release.approve" | "release.reject"
  | "waybill.pick" | "waybill.dispatch" | "waybill.cancel" | "waybill.receive" | "waybill.settle"
  | "stocktake.count" | "inspection.arrive" | "donation.register"
>;

/** A command on its way. Its `command_id` is made once, here, so that however often it is sent it counts once. */
export interface Parcel<K extends Postponable = Postponable> {
  readonly id: string; // the command_id
  /** Order of creation on this machine. */
  readonly order: number;
  /** Of whom: nobody sends another's commands. */
  readonly account: string;
  readonly operation: K;
  readonly params: Params<K>;
  /** Photos that must be on the server first; their hashes become `params.photos`. */
  readonly photos: readonly Blob[];
  /** Commands of one lane depend on each other: behind a refused one the others wait. */
  readonly lane: string;
  /** How many commands before it in its lane its `expected_version` counts on. */
  readonly ahead?: number;
  /** What it is, as the list shows it. */
  readonly subject: string;
  readonly createdAt: number;
  readonly state: "waiting" | "refused";
  readonly problem?: Problem;
}

/** The next parcel to send: the oldest waiting one that no refused one of its lane stands before. */
export function nextParcel(parcels: readonly Parcel[]): Parcel | undefined {
  const blocked = new Set<string>();
  for (const parcel of [...parcels].sort((a, b) => a.order - b.order)) {
    if (parcel.state === "refused") blocked.add(parcel.lane);
    else if (!blocked.has(parcel.lane)) return parcel;
  }
  return undefined;
}
