import { onBeforeUnmount, reactive, watch } from "vue";
import { createDrafting, type Drafting } from "@/outbox/drafting";
import type { Drawer } from "./drawer";
import type { Filling, Flaw } from "./types";

/** A receipt that is being filled in. It outlives its page: the telephone's camera may throw the page away, and so may
 *  its owner. */
export function useFilling(drawer: Drawer) {
  const filling = reactive({ step: "choose" as Filling["step"], flaws: new Map<number, Flaw>(), name: "", note: "" });
  let drafting: Drafting<Filling> | undefined;
  let quiet = false; // while it is being put back

  function take({ step, flaws, name, note }: Filling): void {
    quiet = true;
    Object.assign(filling, { step, flaws: new Map(flaws), name, note });
    quiet = false;
  }
  const empty = (): void => take({ step: "choose", flaws: [], name: "", note: "" });

  /** From now on of this waybill: what was filled in for it comes back. */
  async function begin(waybill: string): Promise<void> {
    drafting = createDrafting<Filling>(`receipt/${waybill}`, { depot: () => Promise.resolve(drawer), atOnce: localStorage, now: Date.now });
    const kept = await drafting.restore();
    if (kept) take(kept.value);
  }
  /** What was filled in is signed: nothing of it stays but the receipt. */
  async function done(): Promise<void> {
    empty();
    await drafting?.drop();
  }

  watch(filling, ({ step, flaws, name, note }) => {
    if (!quiet) void drafting?.save({ step, flaws: [...flaws], name, note });
  }, { flush: "sync" });
  const leaving = (): void => drafting?.flush();
  addEventListener("pagehide", leaving);
  onBeforeUnmount(() => removeEventListener("pagehide", leaving));
  return { filling, begin, done };
}
