// What a paper needs to know, asked for once: papers are printed from what the server says now, not from a live picture.
import { ProblemError } from "@/api/problem";
import { uuid } from "@/api/uuid";
import { client } from "@/services";
import { useGoods } from "@/stores/goods";
import { useReference } from "@/stores/reference";
import type { Contact, Proposal, Release, Waybill, WaybillPeople } from "@/wire/papers";
import type { BatchRow, Depository } from "@/wire/supplies";

export const PAPERS = ["waybill", "issue", "release", "pick", "labels"] as const;
export type Paper = (typeof PAPERS)[number];
/** Label stock, in millimetres. */
export const LABEL_SIZES = ["100x70", "60x40"] as const;
export type LabelSize = (typeof LABEL_SIZES)[number];

export interface Printed {
  readonly places: ReadonlyMap<string, Depository>;
  readonly waybill?: Waybill;
  /** What lets the receiver sign without an account; only the sending side is told. */
  readonly receipt?: { readonly number: string; readonly code: string; readonly token: string } | undefined;
  /** Who drives and who signed, in clear, where this reader may know it: the paper goes with the goods. */
  readonly people?: WaybillPeople | undefined;
  readonly release?: Release;
  /** Who takes the goods over, in clear, where this reader may know it. */
  readonly contact?: Partial<Contact> | undefined;
  readonly proposal?: Proposal;
  readonly place?: Depository;
  readonly piles?: readonly BatchRow[];
  /** Up to which entry of the journal all of it is true. */
  readonly seq: number;
}

/** Addresses on labels are short, so that their codes stay coarse enough for a worn label. */
export const batchLink = (label: string): string => `${location.origin}/b/${label}`;
export const binLink = (place: string, bin: string): string => `${location.origin}/bin/${place}/${encodeURIComponent(bin)}`;
/** The receiver's page where this paper may carry it; the number behind lets a keeper scan the same code. */
export const waybillLink = ({ waybill, receipt }: Printed): string =>
  receipt ? `${location.origin}/r/${receipt.token}#${receipt.number}` : `${location.origin}/w/${waybill?.number}`;

async function unlessForbidden<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.kind === "forbidden") return undefined;
    throw error;
  }
}
const receiptOf = async (waybill: Waybill | undefined): Promise<Printed["receipt"]> =>
  waybill?.state === "dispatched" ? unlessForbidden(client.call("receipt.code", { waybill: waybill.waybill })) : undefined;
/** The look is on record like any other, with the printing as its purpose. */
const peopleOf = async (waybill: Waybill | undefined, purpose: string): Promise<Printed["people"]> =>
  waybill && ((await unlessForbidden(client.call("waybill.reveal", { command_id: uuid(), waybill: waybill.waybill, purpose })))?.revealed ?? undefined);
const contactOf = async (release: Release | undefined, purpose: string): Promise<Printed["contact"]> =>
  release && ((await unlessForbidden(client.call("release.reveal", { command_id: uuid(), release: release.release, purpose })))?.revealed ?? undefined);

async function pilesOf(place: string): Promise<readonly BatchRow[]> {
  const ask = async (exercise: boolean) => (await client.call("stock.balance", { by: "batch", place, exercise })).rows as readonly BatchRow[];
  return (await Promise.all([ask(false), ask(true)])).flat();
}

/** Everything for one paper; `undefined` parts mean that there is no such record in the reader's jurisdiction. */
export async function fetchPaper(paper: Paper, id: string, place: string, purpose: string): Promise<Printed> {
  const [listed] = await Promise.all([client.call("place.list", {}), useGoods().load(), useReference().load()]);
  const places = new Map(listed.places.map((one) => [one.place, one]));
  const base = { places, seq: listed.seq };
  if (paper === "labels") return { ...base, place: places.get(id), piles: await pilesOf(id) } as Printed;
  if (paper === "pick") {
    const [{ releases }, proposal] = await Promise.all([client.call("release.list", {}), client.call("waybill.propose", { release: id, place })]);
    return { ...base, place: places.get(place), release: releases.find((one) => one.release === id), proposal } as Printed;
  }
  const { releases } = await client.call("release.list", {});
  if (paper === "release") {
    const release = releases.find((one) => one.release === id);
    return { ...base, release, contact: await contactOf(release, purpose) } as Printed;
  }
  const { waybills } = await client.call("waybill.list", {});
  const waybill = waybills.find((one) => one.waybill === id);
  const release = releases.find((one) => one.release === waybill?.release);
  const named = paper === "waybill" ? { people: await peopleOf(waybill, purpose), contact: await contactOf(release, purpose) } : {};
  return { ...base, waybill, ...named, receipt: await receiptOf(waybill), release } as Printed;
}
