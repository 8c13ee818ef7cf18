/** Puts the page itself by, so that it opens again without a line. Only where browsers allow it: https or this machine;
 *  elsewhere the server's cache header keeps it for three days. */
export async function keepPage(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  await navigator.serviceWorker.register("/receipt-worker.js", { scope: "/r" });
  const loaded = performance.getEntriesByType("resource").map((one) => new URL(one.name));
  const assets = loaded.filter((url) => url.origin === location.origin && url.pathname.startsWith("/assets/"));
  const store = await caches.open("anlan-receipt-1");
  await store.addAll(["/r.html", ...new Set(assets.map((url) => url.pathname))]);
}
