// The life of a batch told in order: what happened in a store, and each journey with its order, signatures and receipt.
import type { Handout } from "@/wire/handouts";
import type { Release, Waybill } from "@/wire/papers";
import type { BatchLife, Movement, Tier } from "@/wire/supplies";

export interface Journey {
  readonly waybill: Waybill;
  readonly release: Release | undefined;
  readonly movements: readonly Movement[];
  /** Of this batch. */
  readonly sent: number;
  readonly received: number | undefined;
  readonly damaged: number;
}
export type Step = { readonly key: string; readonly movement: Movement } | { readonly key: string; readonly journey: Journey };

export type Break = "oneSignature" | "approverSigned" | "noReceiver" | "differenceOpen" | "unknownWaybill" | "issueWithoutOrder" | "adjustByHand";
export interface Story {
  readonly steps: readonly Step[];
  /** Units that ever came in. */
  readonly born: number;
  /** Units that are somewhere now; the same as `born` as long as the ledger is sound. */
  readonly placed: number;
  /** What an auditor has to ask about. */
  readonly breaks: readonly { readonly what: Break; readonly of: string }[];
}

const SOURCES: ReadonlySet<string> = new Set(["supplier", "donor"]);

function journeyOf(batch: string, waybill: Waybill, release: Release | undefined, movements: readonly Movement[]): Journey {
  const loads = waybill.lines.filter((one) => one.batch === batch);
  const counted = waybill.state === "received";
  return {
    waybill, release, movements,
    sent: loads.reduce((sum, one) => sum + one.quantity, 0),
    received: counted ? loads.reduce((sum, one) => sum + (one.received ?? 0), 0) : undefined,
    damaged: loads.reduce((sum, one) => sum + (one.damaged ?? 0), 0),
  };
}

function breaksOf({ waybill, release }: Journey): Break[] {
  const breaks: Break[] = [];
  const [first, second] = waybill.signatures;
  const left = waybill.state === "dispatched" || waybill.state === "received";
  if (left && (!first || !second || first.account === second.account)) breaks.push("oneSignature");
  if (release?.decided_by && waybill.signatures.some((one) => one.account === release.decided_by!.account)) breaks.push("approverSigned");
  const receipt = waybill.receipt;
  if (waybill.state === "received" && !(receipt?.name || receipt?.device || receipt?.paper)) breaks.push("noReceiver");
  if (waybill.difference?.state === "open") breaks.push("differenceOpen");
  return breaks;
}

/** Points of townships and villages hand out directly; a store of a higher level does it on an order. */
const HANDS_OUT: ReadonlySet<Tier | undefined> = new Set<Tier>(["township", "village"]);

/** What went past a step that asks for a second office: no order, or no count. */
function stepsLeftOut(movement: Movement, levelOf: (place: string) => Tier | undefined): Break[] {
  if (movement.reversed_by) return [];
  if (movement.kind === "issue" && !movement.document && !HANDS_OUT.has(levelOf(movement.place))) return ["issueWithoutOrder"];
  if (movement.kind === "adjust" && !(movement.evidence && "stocktake" in movement.evidence)) return ["adjustByHand"];
  return [];
}

export function storyOf(
  life: BatchLife, waybills: ReadonlyMap<string, Waybill>, releases: ReadonlyMap<string, Release>, levelOf: (place: string) => Tier | undefined,
): Story {
  const steps: Step[] = [];
  const breaks: { what: Break; of: string }[] = [];
  const told = new Set<string>();
  for (const movement of life.movements) {
    if (movement.waybill === null) {
      steps.push({ key: movement.movement, movement });
      breaks.push(...stepsLeftOut(movement, levelOf).map((what) => ({ what, of: movement.occurred_at.slice(0, 16).replace("T", " ") })));
      continue;
    }
    if (told.has(movement.waybill)) continue;
    told.add(movement.waybill);
    const waybill = waybills.get(movement.waybill);
    if (!waybill) {
      steps.push(...life.movements.filter((one) => one.waybill === movement.waybill).map((one) => ({ key: one.movement, movement: one })));
      breaks.push({ what: "unknownWaybill", of: movement.movement });
      continue;
    }
    const parts = life.movements.filter((one) => one.waybill === movement.waybill);
    const journey = journeyOf(life.batch.batch, waybill, releases.get(waybill.release), parts);
    steps.push({ key: waybill.waybill, journey });
    breaks.push(...breaksOf(journey).map((what) => ({ what, of: waybill.number })));
  }
  let [born, placed] = [0, 0];
  for (const { place, quantity } of life.now) {
    if (SOURCES.has(place)) born -= quantity;
    else placed += quantity;
  }
  return { steps, born, placed, breaks };
}

interface HandoutPage {
  readonly handouts: readonly Handout[];
  readonly next: number | null;
}

/** The hand-outs of a batch by the movement that each made; nothing is asked when none of it reached a household. */
export async function handoutsOf(
  life: Pick<BatchLife, "batch" | "movements">, ask: (question: { batch: string; before?: number }) => Promise<HandoutPage>,
): Promise<ReadonlyMap<string, Handout>> {
  const found = new Map<string, Handout>();
  if (!life.movements.some((one) => one.kind === "hand_over")) return found;
  for (let before: number | null | undefined; before !== null;) {
    const page: HandoutPage = await ask({ batch: life.batch.batch, ...(before !== undefined && { before }) });
    for (const one of page.handouts) found.set(one.movement, one);
    before = page.next;
  }
  return found;
}
