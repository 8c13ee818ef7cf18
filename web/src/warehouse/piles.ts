// The piles of a store as they are now: what the server said last, and what this machine has written down since and
// could not send yet. Whoever looks at a shelf without a line sees what stands on it.
import { dayless, type Waiting } from "./waiting";
import type { Waybill } from "@/wire/papers";
import type { BatchRow } from "@/wire/supplies";

const keyOf = (batch: string, bin: string): string => `${batch}/${bin}`;

/** `rows` are those of the store `place`; the waybills name the batches that waiting receipts bring. */
export function pilesNow(rows: readonly BatchRow[], waiting: readonly Waiting[], place: string, waybills: ReadonlyMap<string, Waybill>): readonly BatchRow[] {
  const piles = new Map(rows.map((row) => [keyOf(row.batch, row.bin), row]));
  const known = new Map(rows.map((row) => [row.batch, row]));

  function put(batch: string, bin: string, quantity: number, otherwise?: BatchRow): void {
    const pile = piles.get(keyOf(batch, bin)) ?? known.get(batch) ?? otherwise;
    if (!pile) return; // a batch that was born without a line has no number yet
    const there = piles.has(keyOf(batch, bin)) ? pile.quantity : 0;
    const next = { ...pile, bin, quantity: there + quantity, held: piles.has(keyOf(batch, bin)) ? pile.held : 0 };
    piles.set(keyOf(batch, bin), next);
    known.set(batch, next);
  }
  function hold(batch: string, bin: string, quantity: number): void {
    const pile = piles.get(keyOf(batch, bin));
    if (pile) piles.set(keyOf(batch, bin), { ...pile, held: pile.held + quantity });
  }
  function arrive(waybill: Waybill, line: number, bin: string, received: number): void {
    const load = waybill.lines[line];
    if (load) put(load.batch, bin, received, dayless(load, place, waybill.exercise));
  }

  for (const { operation, params } of waiting) {
    if (operation === "waybill.receive") {
      const waybill = waybills.get(params.waybill);
      if (waybill?.to.place === place) for (const line of params.lines) arrive(waybill, line.line, line.bin ?? "", line.received);
    } else if (operation === "stock.transfer") {
      for (const line of params.lines) {
        if (params.place === place) put(line.batch, line.bin ?? "", -line.quantity);
        if (params.to === place) put(line.batch, line.to_bin ?? "", line.quantity);
      }
    } else if (params.place !== place) {
      continue;
    } else if (operation === "stock.receive") {
      for (const line of params.lines) if ("batch" in line) put(line.batch, line.bin ?? "", line.quantity);
    } else if (operation === "stock.return") {
      for (const line of params.lines) put(line.batch, line.bin ?? "", line.quantity);
    } else if (operation === "stock.issue") {
      for (const line of params.lines) put(line.batch, line.bin ?? "", -line.quantity);
    } else {
      for (const line of params.lines) hold(line.batch, line.bin ?? "", line.quantity);
    }
  }
  return [...piles.values()].filter((pile) => pile.quantity !== 0);
}
