// Where a request stands, what is still owed to it, and how a vehicle on its way is doing.
import type { Checkpoint, Grant, Release, Waybill } from "@/wire/papers";
import type { StockRow } from "@/wire/supplies";
import { byExpiry } from "./expiry";

/** "picking": a store owes goods; "moving": all is picked, something has not arrived. */
export type Stage = "requested" | "picking" | "moving" | "done" | "rejected";

export interface Owed extends Grant {
  readonly left: number;
}

const live = (waybill: Waybill): boolean => waybill.state !== "cancelled";

/** What each store was ordered to give and how much of it no waybill has taken yet. */
export function owed(release: Release, waybills: Iterable<Waybill>): Owed[] {
  const taken = new Map<string, number>();
  for (const waybill of waybills) {
    if (waybill.release !== release.release || !live(waybill)) continue;
    for (const load of waybill.lines) {
      const key = `${waybill.from}/${load.item}`;
      taken.set(key, (taken.get(key) ?? 0) + load.quantity);
    }
  }
  return release.approved.map((grant) => {
    const key = `${grant.from}/${grant.item}`;
    const gone = Math.min(grant.quantity, taken.get(key) ?? 0);
    taken.set(key, (taken.get(key) ?? 0) - gone);
    return { ...grant, left: grant.quantity - gone };
  });
}

export function stageOf(release: Release, waybills: readonly Waybill[]): Stage {
  if (release.state !== "approved") return release.state;
  if (owed(release, waybills).some((one) => one.left > 0)) return "picking";
  const moving = waybills.some((one) => one.release === release.release && (one.state === "picked" || one.state === "dispatched"));
  return moving ? "moving" : "done";
}

const RANK = { urgent: 0, high: 1, normal: 2 } as const;
/** The most urgent first; of one urgency, what is needed first. */
export const byUrgency = (a: Release, b: Release): number => RANK[a.priority] - RANK[b.priority] || a.need_by.localeCompare(b.need_by);

export type Standing =
  | { readonly is: "unsigned" | "noEta" | "due" | "arrived" | "cancelled"; readonly tone: "amber" | "grey" | "green"; readonly by: number }
  | { readonly is: "overdue" | "differs" | "differsLate"; readonly tone: "red" | "amber"; readonly by: number };

/** What was last heard of a vehicle on its way. */
export interface Track {
  readonly last: Checkpoint;
  /** The newest time of arrival that anybody gave on the way. */
  readonly eta: string | null;
}

/** Of checkpoints with the newest moment first, by waybill. */
export function tracksOf(checkpoints: readonly Checkpoint[]): ReadonlyMap<string, Track> {
  const tracks = new Map<string, Track>();
  for (const one of checkpoints) {
    const known = tracks.get(one.waybill);
    tracks.set(one.waybill, { last: known?.last ?? one, eta: known?.eta ?? one.eta });
  }
  return tracks;
}

/** How a waybill is doing at `now` (ms) against what was planned or said on the way; `by` is how long ago, or how long until. */
export function standingOf(waybill: Waybill, now: number, eta: string | null = waybill.eta): Standing {
  const until = (time: string): number => Date.parse(time) - now;
  if (waybill.state === "cancelled") return { is: "cancelled", tone: "grey", by: 0 };
  if (waybill.difference?.state === "open") {
    const left = until(waybill.difference.due_at);
    return left < 0 ? { is: "differsLate", tone: "red", by: -left } : { is: "differs", tone: "amber", by: left };
  }
  if (waybill.state === "received") return { is: "arrived", tone: "green", by: 0 };
  if (waybill.state === "picked") return { is: "unsigned", tone: "amber", by: -until(waybill.picked_at) };
  if (eta === null) return { is: "noEta", tone: "grey", by: -until(waybill.dispatched_at ?? waybill.picked_at) };
  const left = until(eta);
  return left < 0 ? { is: "overdue", tone: "red", by: -left } : { is: "due", tone: "green", by: left };
}

/** Still somebody's work: on its way, to be signed for, or with a difference that nobody settled. */
export const unfinished = (waybill: Waybill): boolean =>
  waybill.state === "picked" || waybill.state === "dispatched" || waybill.difference?.state === "open";

/** A first draft of a release order, for a person to change: out of the stores whose goods expire first. */
export function firstDraft(release: Release, stock: Iterable<StockRow>, mayGive: (place: string) => boolean): Grant[] {
  const rows = [...stock].filter((row) => row.exercise === release.exercise && mayGive(row.place) && row.quantity > row.held)
    .sort((a, b) => byExpiry(a.earliest_expiry, b.earliest_expiry) || b.quantity - b.held - (a.quantity - a.held));
  const used = new Map<StockRow, number>();
  return release.lines.flatMap((line) => {
    let wanted = line.quantity;
    const grants: Grant[] = [];
    for (const row of rows) {
      if (row.item !== line.item) continue;
      const quantity = Math.min(wanted, row.quantity - row.held - (used.get(row) ?? 0));
      if (quantity <= 0) continue;
      used.set(row, (used.get(row) ?? 0) + quantity);
      grants.push({ item: line.item, quantity, from: row.place });
      wanted -= quantity;
    }
    return grants;
  });
}
