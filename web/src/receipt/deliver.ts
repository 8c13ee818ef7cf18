import { isTransient, problemOf } from "@/api/problem";
import { toWire } from "@/format/time";
import type { Drawer } from "./drawer";
import type { Paper, Recorded, Shown, Slip } from "./types";

export interface Postman {
  look(shown: Shown): Promise<Paper>;
  /** `params` are those of receipt.sign. */
  sign(params: object): Promise<Recorded>;
  photo(picture: Blob): Promise<void>;
}

/** Delivers what waits. Whatever nobody answered stays; it counts once however often it is sent. */
export async function deliver(drawer: Drawer, postman: Postman, now: () => number): Promise<void> {
  for (const slip of await drawer.slips()) {
    if (slip.state === "waiting") await deliverOne(drawer, postman, slip, now());
    else if (slip.state === "delivered" && slip.picture) await deliverPicture(drawer, postman, slip);
  }
}

async function deliverOne(drawer: Drawer, postman: Postman, slip: Slip, now: number): Promise<void> {
  try {
    const recorded = await postman.sign({ ...slip.shown, ...slip.signed, sent_at: toWire(now) });
    // The name has arrived where it is sealed; this telephone needs it no longer.
    const delivered: Slip = { ...slip, signed: { ...slip.signed, name: "" }, state: "delivered", recorded };
    await drawer.putSlip(delivered);
    if (delivered.picture) await deliverPicture(drawer, postman, delivered);
  } catch (error) {
    if (!isTransient(error)) await drawer.putSlip({ ...slip, state: "refused", problem: problemOf(error) });
  }
}

async function deliverPicture(drawer: Drawer, postman: Postman, slip: Slip): Promise<void> {
  try {
    await postman.photo(slip.picture!);
    await drawer.putSlip({ ...slip, picture: null });
  } catch (error) {
    // A photo the server will never take must not be sent for ever.
    if (!isTransient(error)) await drawer.putSlip({ ...slip, picture: null });
  }
}
