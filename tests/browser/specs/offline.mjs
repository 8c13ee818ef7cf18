// The app without a server: opened, read, left, and brought up to date.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { base, colleague, Officer } from "../driver.mjs";
import { layLine, test } from "../helper.mjs";

const dist = fileURLToPath(new URL("../../../web/dist/", import.meta.url));

/** Everything is on this machine: the app may lose its line. */
const settled = (officer) => officer.page.evaluate(async () => void (await navigator.serviceWorker.ready));
/** The picture on this machine is from the server's latest word. */
const kept = (officer) => officer.page.waitForFunction(async () => {
  const open = indexedDB.open("anlan");
  const db = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
  const all = db.transaction("copies").objectStore("copies").getAll();
  const rows = await new Promise((resolve) => (all.onsuccess = () => resolve(all.result)));
  db.close();
  return rows.some((one) => one.key.startsWith("picture/") && one.value.incidents.size > 0);
});

test("after one visit the app opens without a line, says of when it speaks, and catches up", async ({ seat }) => {
  const title = `断网 ${randomUUID().slice(0, 6)}`;
  const duty = await colleague("county");
  await duty.openIncident(title);
  const line = await layLine(base);
  const officer = new Officer(await seat(), line.url);
  await officer.signIn("county");
  await officer.phase("live");
  await settled(officer);
  await kept(officer);

  line.cut();
  await officer.page.reload();
  await officer.phase("offline");
  await officer.at_("recalled").waitFor();
  await officer.see(title);
  await officer.picture("offline-recalled");
  await officer.page.goto(`${line.url}/help`); // a page nobody has opened yet
  await officer.page.locator("main").waitFor();

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

test("a new build is offered, and taken when somebody says so", async ({ seat }) => {
  const worker = readFileSync(`${dist}worker.js`, "utf8");
  const { page, context } = await seat();
  const officer = new Officer({ page, context });
  await officer.goTo("/sign-in");
  await settled(officer);
  await page.reload(); // from now on the worker answers
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  assert.equal(await officer.at_("edition").count(), 0);
  // The next build's worker differs in a byte.
  await context.route("**/worker.js", (route) => route.fulfill({ contentType: "text/javascript", body: `${worker}\n// next` }));
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration()).update()));
  await officer.at_("edition").waitFor();
  await officer.picture("offline-edition");
  await Promise.all([page.waitForEvent("load"), officer.at_("edition").locator("button").click()]);
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration()).waiting === null);
  assert.equal(await officer.at_("edition").count(), 0);
});
