// What a village sees before anybody opened an incident, and what it is of.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { beijing, colleague, least, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";

const XIXIANG = "410882101000";
const MENGZHOU = "410883000000";
const name = (what) => `${what} ${randomUUID().slice(0, 6)}`;

/** Fills the page but for the incident, and sends. */
async function sendWords(villager, words) {
  await villager.at_("words").fill(words);
  await villager.at_("by-village").click();
  await villager.page.locator("[data-test=village] + ul button").first().click();
  await villager.at_("located").waitFor();
  await villager.at_("send-observation").click();
  await villager.see(words);
}

test("observed before the incident: what a village saw is there after a reload and is assigned, and its limit runs", async ({ seat }) => {
  const words = name("漫水桥过水");
  const villager = new Officer(await seat({ width: 390, height: 844 }));
  await villager.signIn("informant", "/observe");
  await villager.phase("live");
  await villager.at_("observe-incident").selectOption("");
  await sendWords(villager, words);
  await villager.picture("observe-loose-390");
  assert.ok((await villager.tooWide()) <= 1);

  const county = await colleague("county");
  const incident = await county.openIncident(name("先报后开"));
  const officer = new Officer(await seat());
  await officer.signIn("county", `/?i=${incident.incident}&p=observations`);
  await officer.phase("live");
  await officer.page.reload();
  const card = officer.page.locator("[data-test^=observation-]", { hasText: words });
  await card.waitFor();
  await officer.picture("observation-loose-1366");
  await card.locator("[data-test=assign]").click();
  assert.equal(await officer.at_("assign-incident").inputValue(), incident.incident);
  await officer.picture("observation-assign-1366");
  await officer.at_("assign-send").click();
  await card.locator("[data-test=assign]").waitFor({ state: "detached" });

  const [assigned, ...others] = (await county.call("observation.list", { incident: incident.incident })).observations;
  assert.deepEqual([assigned.text, others], [words, []]);
  const limit = (await county.call("clock.list", { incident: incident.incident })).clocks.find((one) => one.rule === "initial.township");
  assert.equal(Date.parse(limit.started_at), Date.parse(assigned.received_at));
});

test("observed during an exercise: it is real and belongs to none unless somebody says so", async ({ seat }) => {
  const neighbour = await colleague("county2");
  const drill = (await neighbour.call("incident.open", {
    command_id: randomUUID(), hazard: "02", name: name("邻县演练"), occurred_at: beijing(70), area: [MENGZHOU], exercise: true,
  })).incident.incident;
  const open = (await neighbour.call("incident.list", {})).incidents.filter((one) => one.state !== "closed");
  assert.ok(open.every((one) => one.exercise), "only exercises are open in this county");
  const officer = new Officer(await seat({ width: 390, height: 844 }));
  await officer.signIn("county2", `/observe?i=${drill}`);
  await officer.phase("live");
  await officer.at_("observe-incident").locator(`option[value="${drill}"]`).waitFor({ state: "attached" });
  assert.equal(await officer.at_("observe-incident").inputValue(), "");
  const real = name("真的过水");
  await sendWords(officer, real);
  const loose = (await neighbour.call("observation.list", { unassigned: true })).observations.find((one) => one.text === real);
  assert.equal(loose.exercise, false);

  await officer.at_("observe-incident").selectOption(drill);
  await officer.see("数字不计入真实灾情");
  await officer.picture("observe-exercise-390");
  const drilled = name("演练过水");
  await sendWords(officer, drilled);
  const [seen] = (await neighbour.call("observation.list", { incident: drill })).observations;
  assert.deepEqual([seen.text, seen.exercise], [drilled, true]);
});

test("a township's own report is returned by its county, not edited, and not by the city", async ({ seat }) => {
  const county = await colleague("county");
  const clerk = await colleague("clerk");
  const incident = await county.openIncident(name("退回"));
  await clerk.file(incident.incident, XIXIANG, least(30));
  const look = async (who, own) => {
    const officer = new Officer(await seat());
    await officer.signIn(who, `/?i=${incident.incident}&d=${own}`);
    await officer.phase("live");
    const card = officer.at_(`report-${XIXIANG}`);
    await card.locator(".head").click();
    await card.locator(".chain li").first().waitFor();
    return card;
  };
  const below = await look("county", "410882000000");
  assert.deepEqual(await below.locator(".actions button").allTextContents(), ["退回"]);
  const far = await look("city", "410882000000");
  assert.equal(await far.locator(".actions button").count(), 0);
  const own = await look("clerk", XIXIANG);
  assert.equal(await own.locator(".actions button").count(), 2);
});

test("a version says whom one spoke with and how, its three times, and only what it changed", async ({ seat }) => {
  const county = await colleague("county");
  const incident = await county.openIncident(name("版本"));
  const times = { occurred_at: beijing(40), received_at: beijing(30) };
  await county.file(incident.incident, XIXIANG, least(300), 0, times);
  await county.file(incident.incident, XIXIANG, { A01007: { value: 460 } }, 1, { channel: "fax", reason: "雨势加强", contact: { unit: "西向镇政府", post: "办公室" } });
  const clock = (time) => new Date(Date.parse(time) + 8 * 3600e3).toISOString().slice(11, 16);
  for (const [picture, look] of [["versions-1366", {}], ["versions-390-night", { width: 390, height: 844, theme: "night" }], ["versions-1366-english", { locale: "en" }]]) {
    const officer = new Officer(await seat(look));
    await officer.signIn("county", `/?i=${incident.incident}`);
    const card = officer.at_(`report-${XIXIANG}`);
    await card.locator(".head").click();
    await card.locator("[data-test=version-1]").waitFor();
    await card.scrollIntoViewIfNeeded();
    await officer.picture(picture);
    assert.ok((await officer.tooWide()) <= 1);
    if (look.locale) continue;
    const first = await card.locator("[data-test=version-1]").innerText();
    for (const part of ["电话联系", "镇政府 值班室", clock(times.occurred_at), clock(times.received_at), "录入"]) assert.ok(first.includes(part), `${part} in ${first}`);
    const second = await card.locator("[data-test=version-2]").innerText();
    for (const part of ["传真", "西向镇政府 办公室", "460"]) assert.ok(second.includes(part), `${part} in ${second}`);
    assert.equal(await card.locator("[data-test=version-2] .diff li").count(), 1, "what an update does not name still stands");
  }
});

test("an observation is withdrawn with a reason by who may, and the record stays", async ({ seat }) => {
  const county = await colleague("county");
  const incident = await county.openIncident(name("撤回快报"));
  const words = name("看错了");
  const villager = await colleague("informant");
  await villager.call("observation.submit", { command_id: randomUUID(), incident: incident.incident, text: words, division: "410882101201", occurred_at: beijing(5), channel: "web" });
  const leader = new Officer(await seat());
  await leader.signIn("leader", `/?i=${incident.incident}&p=observations`);
  const seen = leader.page.locator("[data-test^=observation-]", { hasText: words });
  await seen.waitFor();
  assert.equal(await seen.locator("[data-test=withdraw-observation]").count(), 0);

  const officer = new Officer(await seat());
  await officer.signIn("county", `/?i=${incident.incident}&p=observations`);
  const card = officer.page.locator("[data-test^=observation-]", { hasText: words });
  await card.locator("[data-test=withdraw-observation]").click();
  await officer.at_("withdraw-observation-reason").fill("核实没有过水");
  await officer.picture("observation-withdraw-1366");
  await officer.at_("withdraw-observation-send").click();
  await card.getByText("已撤回").waitFor();
  await seen.getByText("已撤回").waitFor();
  assert.equal(await card.locator("[data-test=withdraw-observation]").count(), 0);
  const [kept] = (await county.call("observation.list", { incident: incident.incident })).observations;
  assert.deepEqual([kept.text, kept.state], [words, "withdrawn"]);
});

test("what was telephoned about an obligation stands on the report's card, with whom one spoke", async ({ seat }) => {
  const county = await colleague("county");
  const { incident } = await county.openIncident(name("电话报市"));
  const clocks = (await county.call("clock.list", { incident })).clocks;
  const [owed] = clocks.filter((one) => one.rule === "initial.county");
  const note = `市值班室 ${randomUUID().slice(0, 6)}`;
  await county.call("clock.settle", { command_id: randomUUID(), clock: owed.clock, how: "phone", note, met_at: beijing(1) });
  await county.file(incident, "410882000000", least(40));
  const officer = new Officer(await seat());
  await officer.signIn("city", `/?i=${incident}&d=410882000000`);
  const card = officer.at_("report-410882000000");
  await card.locator(".head").click();
  const list = card.locator("[data-test=obligations]");
  await list.waitFor();
  const text = await list.innerText();
  for (const part of ["县级向市级初报", "办结", "电话", note]) assert.ok(text.includes(part), `${part} in ${text}`);
  await officer.picture("obligations-1366");
});
