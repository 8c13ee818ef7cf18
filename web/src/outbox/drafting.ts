// What is being typed, kept at every keystroke. Writing it down takes the browser's store a moment, and a page may go
// away within it: then the last words go where writing takes no time.
import type { Depot } from "./depot";

export interface DraftingPorts {
  depot(): Promise<Pick<Depot, "saveDraft" | "readDraft" | "dropDraft">>;
  /** Written before it returns: the browser's localStorage. */
  readonly atOnce: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  now(): number;
}

export interface Kept<T> {
  readonly value: T;
  readonly savedAt: number;
}

export interface Drafting<T> {
  restore(): Promise<Kept<T> | undefined>;
  save(value: T): Promise<void>;
  /** The page may go away now. */
  flush(): void;
  drop(): Promise<void>;
}

export function createDrafting<T>(key: string, { depot, atOnce, now }: DraftingPorts): Drafting<T> {
  const lastWords = `anlan.draft/${key}`;
  let unwritten: Kept<T> | undefined;

  return {
    async restore() {
      const written = (await (await depot()).readDraft(key)) as Kept<T> | undefined;
      const rescued = JSON.parse(atOnce.getItem(lastWords) ?? "null") as Kept<T> | null;
      return rescued && rescued.savedAt >= (written?.savedAt ?? 0) ? rescued : written;
    },
    async save(value) {
      const mine = (unwritten = { value: JSON.parse(JSON.stringify(value)) as T, savedAt: now() });
      await (await depot()).saveDraft(key, mine.value, mine.savedAt);
      if (unwritten !== mine) return; // somebody typed on
      unwritten = undefined;
      atOnce.removeItem(lastWords);
    },
    flush() {
      if (unwritten) atOnce.setItem(lastWords, JSON.stringify(unwritten));
    },
    async drop() {
      unwritten = undefined;
      atOnce.removeItem(lastWords);
      await (await depot()).dropDraft(key);
    },
  };
}
