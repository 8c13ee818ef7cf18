import { defineStore } from "pinia";
import { computed, shallowRef } from "vue";
import { uuid } from "@/api/uuid";
import { createOutbox, type Outbox, type Outcome, type Posting } from "@/outbox/outbox";
import type { Parcel, Postponable } from "@/outbox/model";
import { client, depot } from "@/services";
import type { Params } from "@/wire/operations";

const EVERY = 10_000;

/** Commands on their way. */
export const useOutbox = defineStore("outbox", () => {
  const parcels = shallowRef<readonly Parcel[]>([]);
  let outbox: Outbox | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const waiting = computed(() => parcels.value.filter((one) => one.state === "waiting"));
  const refused = computed(() => parcels.value.filter((one) => one.state === "refused"));

  async function start(account: string): Promise<void> {
    stop();
    outbox = createOutbox(account, uuid(), {
      depot: await depot(),
      call: (operation, params) => client.call(operation, params),
      putPhoto: (photo) => client.putPhoto(photo),
      now: () => Date.now(),
      changed: (now) => (parcels.value = now),
    });
    const mine = outbox;
    // Another tab may have written, and a server that said "later" is asked again.
    timer = setInterval(() => void mine.flush().catch(() => {}), EVERY);
    await mine.flush();
  }

  function stop(): void {
    clearInterval(timer);
    outbox = undefined;
    parcels.value = [];
  }

  async function post<K extends Postponable>(posting: Posting<K>): Promise<Outcome<K>> {
    if (!outbox) throw new Error("nobody is signed in");
    return outbox.post(posting);
  }

  const flush = (): void => void outbox?.flush().catch(() => {});
  const discard = async (id: string): Promise<void> => outbox?.discard(id);

  async function mend<K extends Postponable>(parcel: Parcel<K>, params: Params<K>, subject?: string): Promise<Outcome<K>> {
    if (!outbox) throw new Error("nobody is signed in");
    return outbox.mend(parcel, params, subject);
  }

  return { parcels, waiting, refused, start, stop, post, flush, discard, mend };
});
