// What this telephone keeps: its key, the papers it has seen, the receipts it signed, the reports of the way. IndexedDB,
// over a crash.
import { openDB, type DBSchema } from "idb";
import type { Depot } from "@/outbox/depot";
import type { Paper, Point, Slip } from "./types";

interface Schema extends DBSchema {
  secret: { key: "device"; value: string };
  papers: { key: string; value: Paper };
  slips: { key: string; value: Slip };
  points: { key: string; value: Point };
  drafts: { key: string; value: { readonly key: string; readonly value: unknown; readonly savedAt: number } };
}

export interface Drawer extends Pick<Depot, "saveDraft" | "readDraft" | "dropDraft"> {
  /** This telephone's key, made at the first call. */
  secret(make: () => string): Promise<string>;
  paper(shownAs: string): Promise<Paper | undefined>;
  keepPaper(shownAs: string, paper: Paper): Promise<void>;
  slip(waybill: string): Promise<Slip | undefined>;
  slips(): Promise<readonly Slip[]>;
  /** The first receipt of a waybill stays: signing twice in two tabs is signing once. */
  addSlip(slip: Slip): Promise<Slip>;
  putSlip(slip: Slip): Promise<void>;
  dropSlip(waybill: string): Promise<void>;
  /** In the order they were made. */
  points(): Promise<readonly Point[]>;
  putPoint(point: Point): Promise<void>;
  close(): void;
}

export async function openDrawer(name = "anlan-receipt"): Promise<Drawer> {
  const db = await openDB<Schema>(name, 3, {
    upgrade(fresh, from) {
      if (from < 1) {
        fresh.createObjectStore("secret");
        fresh.createObjectStore("papers");
        fresh.createObjectStore("slips", { keyPath: "waybill" });
      }
      if (from < 2) fresh.createObjectStore("drafts", { keyPath: "key" });
      fresh.createObjectStore("points", { keyPath: "checkpoint" });
    },
    // A newer build in another tab must not wait for this one.
    blocking: () => db.close(),
  });
  return {
    async secret(make) {
      const work = db.transaction("secret", "readwrite", { durability: "strict" });
      const held = (await work.store.get("device")) ?? make();
      await work.store.put(held, "device");
      await work.done;
      return held;
    },
    paper: (shownAs) => db.get("papers", shownAs),
    async keepPaper(shownAs, paper) {
      await db.put("papers", paper, shownAs);
    },
    slip: (waybill) => db.get("slips", waybill),
    slips: () => db.getAll("slips"),
    async addSlip(slip) {
      const work = db.transaction("slips", "readwrite", { durability: "strict" });
      const first = (await work.store.get(slip.waybill)) ?? slip;
      await work.store.put(first);
      await work.done;
      return first;
    },
    async putSlip(slip) {
      await db.put("slips", slip);
    },
    dropSlip: (waybill) => db.delete("slips", waybill),
    points: async () => (await db.getAll("points")).sort((a, b) => a.at.localeCompare(b.at)),
    async putPoint(point) {
      await db.put("points", point);
    },
    async saveDraft(key, value, savedAt) {
      await db.put("drafts", { key, value, savedAt });
    },
    readDraft: (key) => db.get("drafts", key),
    dropDraft: (key) => db.delete("drafts", key),
    close: () => db.close(),
  };
}
