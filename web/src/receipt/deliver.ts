import { isTransient, problemOf } from "@/api/problem";
import { toWire } from "@/format/time";
import type { Drawer } from "./drawer";
import type { Paper, Point, Recorded, Shown, Slip } from "./types";

export interface Postman {
  look(shown: Shown): Promise<Paper>;
  /** `params` are those of receipt.sign. */
  sign(params: object): Promise<Recorded>;
  photo(picture: Blob): Promise<void>;
  /** `params` are those of receipt.checkpoint; the place the server understood. */
  checkpoint(params: object): Promise<{ readonly place: string }>;
}

/** Delivers what waits. Whatever nobody answered stays; it counts once however often it is sent. */
export async function deliver(drawer: Drawer, postman: Postman, now: () => number): Promise<void> {
  // Where the goods were comes before that they arrived: afterwards nobody takes it.
  for (const point of await drawer.points()) {
    if (point.state === "waiting" && !(await deliverPoint(drawer, postman, point, now()))) break;
  }
  for (const slip of await drawer.slips()) {
    if (slip.state === "waiting") await deliverOne(drawer, postman, slip, now());
    else if (slip.state === "delivered" && slip.picture) await deliverPicture(drawer, postman, slip);
  }
}

/** Whether an answer came. */
async function deliverPoint(drawer: Drawer, postman: Postman, point: Point, now: number): Promise<boolean> {
  const { checkpoint, at, place, position, eta, note } = point;
  try {
    const understood = await postman.checkpoint({ ...point.shown, checkpoint, at, place, position, eta, note, sent_at: toWire(now) });
    await drawer.putPoint({ ...point, place: understood.place, state: "delivered" });
  } catch (error) {
    if (isTransient(error)) return false;
    await drawer.putPoint({ ...point, state: "refused", problem: problemOf(error) });
  }
  return true;
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
