// What waits in the outbox and moves goods.
import type { Parcel } from "@/outbox/model";
import type { Load } from "@/wire/papers";
import type { Params } from "@/wire/operations";
import type { BatchRow } from "@/wire/supplies";

const MOVING = ["stock.receive", "stock.issue", "stock.transfer", "stock.return", "waybill.pick", "waybill.receive"] as const;
type Moving = (typeof MOVING)[number];

export type Waiting = { readonly [K in Moving]: { readonly operation: K; readonly params: Params<K> } }[Moving];

const moves = (operation: string): operation is Moving => (MOVING as readonly string[]).includes(operation);

/** Those that wait for the line, in the order they were written down. A refused one moves nothing. */
export const waitingOf = (parcels: readonly Parcel[]): readonly Waiting[] => [...parcels]
  .sort((a, b) => a.order - b.order)
  .flatMap(({ operation, params, state }) => (state === "waiting" && moves(operation) ? [{ operation, params } as Waiting] : []));

/** A batch of which only the waybill has told: its days are not known here until the line is back. */
export const dayless = (load: Load, place: string, exercise: boolean): BatchRow => ({
  batch: load.batch, label: load.label, item: load.item, place, bin: load.bin, quantity: 0, held: 0, exercise, received_on: "",
  lot: null, maker: null, made_on: null, suggested_years: null, expires_on: null, origin: { kind: "funding", level: "county" },
});
