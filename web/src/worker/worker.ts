// The service worker: holds every built file on this machine, so that the app opens without a line. A new build is
// fetched beside the old one and takes over when somebody at the screen says so.
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute, type PrecacheEntry } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { pageOf } from "./pages";

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly PrecacheEntry[] };

const files = [...self.__WB_MANIFEST];
const pages = files.map(({ url }) => `/${url}`).filter((path) => path.endsWith(".html"));

registerRoute(new NavigationRoute(async ({ url, request }) => {
  const page = pageOf(url.pathname, pages);
  return (page && (await matchPrecache(page))) ?? fetch(request);
}));
precacheAndRoute(files, { cleanURLs: false });
cleanupOutdatedCaches();

self.addEventListener("message", ({ data }) => {
  if ((data as { type?: string } | null)?.type === "SKIP_WAITING") void self.skipWaiting();
});
