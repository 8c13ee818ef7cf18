// The app without a server: opened, read, left, and brought up to date.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { base, colleague, Officer } from "../driver.mjs";
import { layLine, test } from "../helper.mjs";

const dist = fileURLToPath(new URL("../../../web/dist/", import.meta.url));

/** Everything is on this machine: the app may lose its line. */
const settled = (officer) => officer.page.evaluate(async () => void (await navigator.serviceWorker.ready));
test("after one visit the app opens without a line, says of when it speaks, and catches up", async ({ seat }) => {
  const title = `断网 ${randomUUID().slice(0, 6)}`;
  const duty = await colleague("county");
  await duty.openIncident(title);
  const line = await layLine(base);
  const officer = new Officer(await seat(), line.url);
  await officer.signIn("county");
  await officer.phase("live");
  await officer.packed();

  line.cut();
  await officer.page.reload();
  await officer.phase("offline");
  await officer.at_("recalled").waitFor();
  await officer.see(title);
  await officer.picture("offline-recalled");
  await officer.page.goto(`${line.url}/help`); // a page nobody has opened yet
  await officer.page.getByRole("heading", { name: "使用说明" }).waitFor();

  line.mend();
  await officer.page.goto(`${line.url}/`);
  await officer.phase("live");
  await officer.at_("recalled").waitFor({ state: "detached" });
  line.remove();
});

test("every built file is on the machine after one visit", async ({ seat }) => {
  const officer = new Officer(await seat());
  await officer.goTo("/sign-in");
  await settled(officer);
  const cached = await officer.page.evaluate(async () => {
    const keys = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map((one) => new URL(one.url).pathname);
  });
  const built = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && !/\.gz$|^worker\.js$/.test(one.name));
  const missing = built.filter((one) => !cached.some((path) => path.endsWith(`/${one.name}`))).map((one) => one.name);
  assert.deepEqual(missing, []);
  return `${cached.length} files`;
});

test("who signs out without a line leaves nothing behind, and the cookie does not let the next one in", async ({ seat }) => {
  const line = await layLine(base);
  const officer = new Officer(await seat(), line.url);
  await officer.signIn("county");
  await officer.phase("live");
  await settled(officer);
  line.cut();
  await officer.phase("offline");
  await officer.at_("user-menu").click();
  await officer.page.getByText("退出登录").click();
  await officer.page.waitForURL(/sign-in/);
  assert.equal(await officer.page.evaluate(() => localStorage.getItem("anlan.session")), null);

  line.mend();
  await officer.page.goto(`${line.url}/`);
  await officer.page.waitForURL(/sign-in/);
  await officer.page.goto(`${line.url}/`);
  await officer.page.waitForURL(/sign-in/);
  line.remove();
});

/** The server as it is after the next build: its worker differs in a byte once `built` is set. Pages only. */
async function layMirror(url) {
  const mirror = { built: false };
  const server = createServer(async (request, response) => {
    const answer = await fetch(url + request.url);
    const body = Buffer.from(await answer.arrayBuffer());
    const headers = Object.fromEntries(["content-type", "cache-control"].map((name) => [name, answer.headers.get(name)]).filter(([, value]) => value));
    response.writeHead(answer.status, headers).end(mirror.built && request.url === "/worker.js" ? `${body}\n// the next build` : body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(mirror, { url: `http://127.0.0.1:${server.address().port}`, remove: () => server.close() });
}

test("a new build is offered, and taken when somebody says so", async ({ seat }) => {
  const mirror = await layMirror(base);
  const { page, context } = await seat();
  const officer = new Officer({ page, context }, mirror.url);
  await officer.goTo("/sign-in");
  await settled(officer);
  await page.reload(); // from now on the worker answers
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  assert.equal(await officer.at_("edition").count(), 0);
  mirror.built = true;
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration()).update()));
  await officer.at_("edition").waitFor();
  await officer.picture("offline-edition");
  await Promise.all([page.waitForEvent("load"), officer.at_("edition").locator("button").click()]);
  await officer.until(async () => (await navigator.serviceWorker.getRegistration()).waiting === null);
  assert.equal(await officer.at_("edition").count(), 0);
  mirror.remove();
});
