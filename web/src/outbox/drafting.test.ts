import { beforeEach, describe, expect, it } from "vitest";
import { createDrafting } from "./drafting";

let written: Map<string, { value: unknown; savedAt: number }>;
let local: Map<string, string>;
let now: number;
/** The store on disk; while `slow` it has not written yet. */
let slow: Promise<void> | undefined;

beforeEach(() => {
  [written, local, now, slow] = [new Map(), new Map(), 1, undefined];
});

const open = () => createDrafting<{ text: string }>("report", {
  depot: async () => ({
    async saveDraft(key: string, value: unknown, savedAt: number) {
      await slow;
      written.set(key, { value, savedAt });
    },
    readDraft: async (key: string) => written.get(key) as never,
    dropDraft: async (key: string) => void written.delete(key),
  }),
  atOnce: {
    getItem: (key) => local.get(key) ?? null, setItem: (key, value) => void local.set(key, value), removeItem: (key) => void local.delete(key),
  },
  now: () => now++,
});

describe("a draft", () => {
  it("is there again as it was typed", async () => {
    const draft = { text: "half" };
    await open().save(draft);
    draft.text = "typed on, not saved";
    expect(await open().restore()).toEqual({ value: { text: "half" }, savedAt: 1 });
  });

  it("keeps its last words when the page goes away before they are written", async () => {
    const page = open();
    await page.save({ text: "half a sen" });
    slow = new Promise(() => {}); // the page goes away before this is written
    void page.save({ text: "half a sentence" });
    page.flush();
    slow = undefined;
    expect((await open().restore())?.value.text).toBe("half a sentence");
  });

  it("is the newest one, wherever that was kept", async () => {
    local.set("anlan.draft/report", JSON.stringify({ value: { text: "old" }, savedAt: 1 }));
    written.set("report", { value: { text: "new" }, savedAt: 2 });
    expect((await open().restore())?.value.text).toBe("new");
  });

  it("leaves no last words behind once it is written, and nothing at all when it is dropped", async () => {
    const page = open();
    let write = (): void => {};
    slow = new Promise((resolve) => (write = resolve));
    const saving = page.save({ text: "x" });
    page.flush();
    expect(local.size).toBe(1);
    write();
    await saving;
    expect([local.size, written.size]).toEqual([0, 1]);
    await page.drop();
    expect(written.size).toBe(0);
    expect(await open().restore()).toBeUndefined();
  });
});
