import { defineStore } from "pinia";
import { shallowRef } from "vue";
import { Workbox } from "workbox-window";

const HOUR = 3600_000;

/** Which build of the app this page runs: the service worker that opens it without a line, and a newer one's arrival. */
export const useEdition = defineStore("edition", () => {
  const newer = shallowRef(false);
  let worker: Workbox | undefined;
  let asked = false;

  /** Only over TLS or on the machine itself: elsewhere a browser has no service worker, and the app needs its line. */
  async function begin(): Promise<void> {
    if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
    worker = new Workbox("/worker.js");
    worker.addEventListener("waiting", () => (newer.value = true));
    worker.addEventListener("controlling", (event) => {
      if (asked) location.reload();
      // Another tab took the new build: this one is told, and nothing typed here is thrown away.
      else if (event.isUpdate) newer.value = true;
    });
    await worker.register();
    setInterval(() => void worker?.update().catch(() => {}), HOUR);
  }

  async function take(): Promise<void> {
    asked = true;
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration?.waiting) worker?.messageSkipWaiting();
    else location.reload();
  }

  return { newer, begin, take };
});
