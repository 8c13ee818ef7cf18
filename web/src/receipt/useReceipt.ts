import { onBeforeUnmount, onMounted, ref, shallowRef } from "vue";
import { isTransient, problemOf } from "@/api/problem";
import type { Problem } from "@/wire/types";
import { deliver, type Postman } from "./deliver";
import type { Drawer } from "./drawer";
import { newSecret, signReceipt, type Statement } from "./sign";
import { uuid } from "@/api/uuid";
import { toWire } from "@/format/time";
import type { Paper, Point, Report, Shown, Slip } from "./types";

const TRY_AGAIN = 5_000;

const nameOf = (shown: Shown): string => ("scan" in shown ? shown.scan : `${shown.number}/${shown.code}`);

/** One waybill at the far end: seen, signed, delivered, with or without a line. */
export function useReceipt(drawer: Drawer, postman: Postman) {
  const paper = shallowRef<Paper>();
  const slip = shallowRef<Slip>();
  const points = shallowRef<readonly Point[]>([]);
  const problem = shallowRef<Problem>();
  const offline = ref(false);
  let shown: Shown | undefined;
  let timer = 0;

  async function look(as: Shown): Promise<void> {
    shown = as;
    problem.value = undefined;
    try {
      paper.value = await postman.look(as);
      offline.value = false;
      await drawer.keepPaper(nameOf(as), paper.value);
    } catch (error) {
      offline.value = isTransient(error);
      paper.value = offline.value ? await drawer.paper(nameOf(as)) : undefined;
      if (!paper.value) problem.value = problemOf(error);
    }
    if (paper.value) slip.value = await drawer.slip(paper.value.waybill);
    await readPoints();
  }

  async function sign(said: Omit<Statement, "waybill">, picture: Blob | null): Promise<void> {
    const waybill = paper.value!.waybill;
    const secret = await drawer.secret(newSecret);
    const signed = signReceipt(secret, { ...said, waybill }, Date.now());
    slip.value = await drawer.addSlip({ waybill, shown: shown!, signed, picture, state: "waiting" });
    await send();
  }

  async function readPoints(): Promise<void> {
    const all = await drawer.points();
    points.value = all.filter((one) => one.waybill === paper.value?.waybill);
  }

  /** Keeps what the driver says; it goes out now or when there is a line. */
  async function report(said: Report): Promise<void> {
    await drawer.putPoint({ ...said, checkpoint: uuid(), waybill: paper.value!.waybill, shown: shown!, at: toWire(Date.now()), state: "waiting" });
    await readPoints();
    await send();
  }

  /** Forgets a refused receipt, so that the lines can be counted again. */
  async function again(): Promise<void> {
    await drawer.dropSlip(slip.value!.waybill);
    slip.value = undefined;
    await look(shown!);
  }

  let sending = false;
  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      await deliver(drawer, postman, Date.now);
    } finally {
      sending = false;
    }
    if (slip.value) slip.value = await drawer.slip(slip.value.waybill);
    await readPoints();
  }

  onMounted(() => {
    timer = window.setInterval(() => void send(), TRY_AGAIN);
    window.addEventListener("online", send);
    void send();
  });
  onBeforeUnmount(() => {
    window.clearInterval(timer);
    window.removeEventListener("online", send);
  });
  return { paper, slip, points, problem, offline, look, sign, again, report };
}
