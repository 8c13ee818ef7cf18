// Keeps the receipt's page open without a line: the network first, then what the page put by when it was opened.
const STORE = "anlan-receipt-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function kept(request) {
  const store = await caches.open(STORE);
  const found = await store.match(request.mode === "navigate" ? "/r.html" : request);
  return found ?? Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(fetch(request).catch(() => kept(request)));
});
