// The house as a new user tries it: a clerk and two duty rooms at once, and a line that fails.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { base, colleague, Officer } from "../driver.mjs";
import { layLine, test } from "../helper.mjs";

const XIXIANG = "410882101000";
const QINYANG = "410882000000";
const JIAOZUO = "410800000000";
const LIMIT = Number(process.env.ANLAN_LIVE_LIMIT_MS ?? 1000);
const OUTAGE = process.env.ANLAN_LONG === "1" ? 60_000 : 20_000;
const written = (value) => value.toLocaleString("en-US");

/** A duty room: its screen, the row it watches, and a colleague who asks the server for the same. */
async function openRoom(seat, who, { division, row, incident, at }) {
  const officer = new Officer(await seat(), at);
  await officer.signIn(who, `/?i=${incident}`);
  await officer.phase("live");
  await officer.row(row).waitFor();
  await officer.page.evaluate(() => (globalThis.notReloaded = true));
  return { officer, division, row, server: await colleague(who) };
}

/** When the room's screen shows these people affected, by the machine's clock. */
const showing = async ({ officer, row }, affected) => (await officer.page.waitForFunction(
  ([row, text]) => document.querySelector(`[data-test="row-${row}"]`)?.textContent.includes(text) && Date.now(), [row, written(affected)], { polling: "raf" },
)).jsonValue();

async function fileByForm(clerk, affected, first) {
  await clerk.page.waitForURL((url) => url.pathname === "/");
  await clerk.beginReport();
  await clerk.page.waitForFunction(() => document.activeElement?.hasAttribute("data-box")); // a draft would be restored by now
  if (first) await clerk.answerLeast(String(affected));
  else await clerk.answer("A01007", String(affected));
  await clerk.confirmAndSend();
}

/** Milliseconds from the Enter that sends a report to the later of the two screens. */
async function timeToScreens(clerk, rooms, affected, first) {
  const shown = Promise.all(rooms.map((room) => showing(room, affected)));
  await fileByForm(clerk, affected, first);
  return Math.max(...(await shown)) - (await clerk.page.evaluate(() => globalThis.enteredAt));
}

/** What the screen says has to become what the server says; it may still be drawing. */
async function agrees(shown, said, what) {
  const expected = await said();
  for (let tries = 0; tries < 50 && JSON.stringify(await shown()) !== JSON.stringify(expected); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(await shown(), expected, what);
  return expected;
}

async function agreesWithServer({ officer, division, server }, incident, affected) {
  const names = new Map((await server.call("division.list")).divisions.map((one) => [one.code, one.name]));
  const clocks = await agrees(() => officer.clocks(), async () => (await server.call("clock.list", { incident, open_only: true })).clocks
    .filter((one) => one.state === "running").map((one) => [names.get(one.division), one.obligation.zh, one.due_at.slice(11, 16)].join(" ")).sort(), "the deadlines");
  const { nodes } = await server.call("report.rollup", { incident, division });
  const totalOf = (node) => node.cells.A01007?.single?.total ?? null;
  assert.equal(totalOf(nodes.find((one) => one.division === division)), affected);
  await agrees(() => officer.mapValues(), () => nodes.filter((one) => one.division !== division && totalOf(one) !== null)
    .map((one) => `${names.get(one.division)} ${written(totalOf(one))}`).sort(), "the map");
  assert.ok((await officer.tile("A01007").innerText()).includes(written(affected)));
  await officer.tile("A01007").click();
  const lineage = await server.call("report.lineage", { incident, division, indicator: "A01007", aspect: "single" });
  assert.equal(lineage.total, affected);
  await agrees(() => officer.at_("lineage-total").innerText(), () => written(affected), "the lineage");
  return clocks.length;
}

test("a clerk's form reaches county and city within a second, all of it agrees, and a cut line loses and doubles nothing", async ({ seat }) => {
  const duty = await colleague("county");
  const { incident } = await duty.openIncident(`一村一图 ${randomUUID().slice(0, 6)}`);
  const line = await layLine(base);
  const clerk = new Officer(await seat(), line.url);
  await clerk.signIn("clerk", `/?i=${incident}`);
  await clerk.phase("live");
  await clerk.page.evaluate(() => addEventListener("keydown", (event) => event.key === "Enter" && (globalThis.enteredAt = Date.now()), { capture: true }));
  const county = await openRoom(seat, "county", { division: QINYANG, row: XIXIANG, incident, at: line.url });
  const city = await openRoom(seat, "city", { division: JIAOZUO, row: QINYANG, incident });
  const rooms = [county, city];

  const affected = [1111, 2222, 3333];
  const times = [];
  for (const [at, people] of affected.entries()) times.push(await timeToScreens(clerk, rooms, people, at === 0));
  // One slow try may be this machine's, which draws three maps without a graphics card; a second one is ours.
  const slow = times.filter((ms) => ms >= LIMIT);
  if (slow.length === 1) {
    affected.push(3334);
    times.splice(times.indexOf(slow[0]), 1, await timeToScreens(clerk, rooms, 3334, false));
  }
  assert.ok(Math.max(...times) < LIMIT, `${times} ms, and before ${slow} ms`);
  const running = [];
  for (const room of rooms) running.push(await agreesWithServer(room, incident, affected.at(-1)));
  assert.ok(running[0] > 0, "an incident without a deadline says nothing about them");
  await county.officer.picture("duty-county");

  line.cut();
  await clerk.phase("offline");
  await county.officer.phase("offline");
  for (const people of [4444, 5555]) await fileByForm(clerk, people, false);
  await clerk.page.locator("[data-test=outbox]", { hasText: "2" }).waitFor();
  await clerk.page.waitForTimeout(OUTAGE);
  assert.equal((await duty.reports(incident))[0].version, affected.length);
  const seen = Promise.all(rooms.map((room) => showing(room, 5555)));
  line.mend();
  await clerk.phase("live");
  await clerk.at_("outbox").waitFor({ state: "detached" });
  await seen;

  const [report, ...others] = await duty.reports(incident);
  assert.deepEqual(others, []);
  const { report: { versions } } = await duty.call("report.history", { report: report.report });
  assert.deepEqual(versions.map((one) => [one.version, one.figures.A01007.value]), [...affected, 4444, 5555].map((people, at) => [at + 1, people]));
  for (const room of rooms) {
    await agreesWithServer(room, incident, 5555);
    assert.equal(await room.officer.page.evaluate(() => globalThis.notReloaded), true);
  }
  line.remove();
  return `shown after ${times.join(", ")} ms${slow.length ? ` (tried again after ${slow} ms)` : ""}; deadlines ${running.join(" and ")}; line cut for ${OUTAGE / 1000} s`;
});
