/** Puts the page itself by, so that it opens again without a line. Only where browsers allow it: https or this machine;
 *  elsewhere the server's cache header keeps it for three days. */
export async function keepPage(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  await navigator.serviceWorker.register("/receipt-worker.js", { scope: "/r/" });
  const named = document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>("script[src], link[rel=modulepreload], link[rel=stylesheet]");
  const assets = [...named].map((one) => new URL("src" in one ? one.src : one.href).pathname).filter((path) => path.startsWith("/assets/"));
  const store = await caches.open("anlan-receipt-1");
  await store.addAll(["/r.html", ...new Set(assets)]);
}
