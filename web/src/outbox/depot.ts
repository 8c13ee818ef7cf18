// Where commands and drafts wait: IndexedDB, shared by all tabs of this browser and kept over a crash.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Parcel } from "./model";

interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly until: number;
}

interface Draft {
  readonly key: string;
  readonly value: unknown;
  readonly savedAt: number;
}

/** A copy of what the server said, for the hours without a line. */
interface Copy {
  readonly key: string;
  readonly value: unknown;
  /** When the server said so, by this machine's clock (ms). */
  readonly at: number;
}

interface Schema extends DBSchema {
  parcels: { key: string; value: Parcel; indexes: { account: string } };
  leases: { key: string; value: Lease };
  drafts: { key: string; value: Draft };
  copies: { key: string; value: Copy };
}

export interface Depot {
  /** Writes the parcel with the next order number. The same id again changes nothing. */
  add(parcel: Omit<Parcel, "order">): Promise<Parcel>;
  list(account: string): Promise<readonly Parcel[]>;
  put(parcel: Parcel): Promise<void>;
  /** Whether it was there. */
  remove(id: string): Promise<boolean>;
  /** Puts `next` in the place of the parcel `id`, with its order. False, and nothing is done, when that is gone. */
  replace(id: string, next: Parcel): Promise<boolean>;
  /** True while `holder` may send; a second tab gets false until the lease runs out. Renews its own. */
  lease(name: string, holder: string, now: number, length: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
  saveDraft(key: string, value: unknown, savedAt: number): Promise<void>;
  readDraft(key: string): Promise<Draft | undefined>;
  dropDraft(key: string): Promise<void>;
  keep(key: string, value: unknown, at: number): Promise<void>;
  recall(key: string): Promise<Copy | undefined>;
  /** Drops every copy. What somebody wrote here and nobody has received yet, commands and drafts, stays. */
  forgetCopies(): Promise<void>;
  close(): void;
}

export async function openDepot(name = "anlan"): Promise<Depot> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(name, 2, {
    upgrade(fresh, from) {
      if (from < 1) {
        fresh.createObjectStore("parcels", { keyPath: "id" }).createIndex("account", "account");
        fresh.createObjectStore("leases", { keyPath: "name" });
        fresh.createObjectStore("drafts", { keyPath: "key" });
      }
      fresh.createObjectStore("copies", { keyPath: "key" });
    },
    // A newer build in another tab must not wait for this one; this tab has been told to reload.
    blocking: () => db.close(),
  });
  return {
    async add(parcel) {
      const work = db.transaction("parcels", "readwrite", { durability: "strict" });
      const known = await work.store.get(parcel.id);
      const all = known ? [] : await work.store.getAll();
      const added = known ?? { ...parcel, order: Math.max(0, ...all.map((one) => one.order)) + 1 };
      if (!known) await work.store.put(added);
      await work.done;
      return added;
    },
    async list(account) {
      const parcels = await db.getAllFromIndex("parcels", "account", account);
      return parcels.sort((a, b) => a.order - b.order);
    },
    async put(parcel) {
      const work = db.transaction("parcels", "readwrite");
      // Only what is still there: another tab may have sent or dropped it meanwhile.
      if (await work.store.get(parcel.id)) await work.store.put(parcel);
      await work.done;
    },
    async remove(id) {
      const work = db.transaction("parcels", "readwrite");
      const known = await work.store.get(id);
      if (known) await work.store.delete(id);
      await work.done;
      return known !== undefined;
    },
    async replace(id, next) {
      const work = db.transaction("parcels", "readwrite", { durability: "strict" });
      const known = await work.store.get(id);
      if (known) {
        await work.store.delete(id);
        await work.store.put({ ...next, order: known.order });
      }
      await work.done;
      return known !== undefined;
    },
    async lease(lease, holder, now, length) {
      const work = db.transaction("leases", "readwrite");
      const held = await work.store.get(lease);
      const mine = !held || held.holder === holder || held.until <= now;
      if (mine) await work.store.put({ name: lease, holder, until: now + length });
      await work.done;
      return mine;
    },
    async release(lease, holder) {
      const work = db.transaction("leases", "readwrite");
      if ((await work.store.get(lease))?.holder === holder) await work.store.delete(lease);
      await work.done;
    },
    async saveDraft(key, value, savedAt) {
      await db.put("drafts", { key, value, savedAt });
    },
    readDraft: (key) => db.get("drafts", key),
    dropDraft: (key) => db.delete("drafts", key),
    async keep(key, value, at) {
      await db.put("copies", { key, value, at });
    },
    recall: (key) => db.get("copies", key),
    forgetCopies: () => db.clear("copies"),
    close: () => db.close(),
  };
}
