// Needs and allocation: from a township's report to an approved plan, by people of three roles.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { colleague, least, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";

const QINYANG = "410882000000";
const XIXIANG = "410882101000";
const name = (what) => `${what} ${randomUUID().slice(0, 6)}`;
const office = (said) => ({ name: said, division: QINYANG });
const both = (people) => ({ instant: people, cumulative: people });

/** A county store with folding beds in it; every test brings its own, so that what others did does not count. */
async function storeWith(title, lon, lat, quantity) {
  const dispatcher = await colleague("dispatcher");
  const { place } = await dispatcher.call("place.open", {
    command_id: randomUUID(), kind: "store", name: title, level: "county", division: QINYANG, bins: [], lon, lat,
    owner: office("沁阳市财政局"), keeper: office("沁阳市物资储备中心"), user: office("沁阳市应急管理局"),
  });
  if (quantity > 0) {
    const keeper = await colleague("keeper");
    await keeper.call("stock.receive", {
      command_id: randomUUID(), place: place.place, source: "supplier",
      lines: [{ item: "bed-folding", quantity, bin: "", new_batch: { origin: { kind: "funding", level: "county" } } }],
    });
  }
  return place.place;
}

async function struck(title, sheltered) {
  const county = await colleague("county");
  const incident = (await county.openIncident(title)).incident;
  const clerk = await colleague("clerk");
  const figures = least(5000, { A01013: both(sheltered), A01014: both(sheltered), A01015: both(0), A01017: both(0) });
  const file = (people, version) => clerk.file(incident, XIXIANG, {
    ...figures, A01013: both(people), A01014: both(people),
  }, version, version === 0 ? {} : { reason: "入户核实" });
  await file(sheltered, 0);
  return { incident, file };
}

class Planner extends Officer {
  missing = async (item) => Number((await this.at_(`need-${XIXIANG}-${item}`).locator("td").nth(4).innerText()).replace(/\D/g, ""));
  openUnit = () => this.at_(`need-${XIXIANG}`).locator(".open").click();
}

test("a need follows the report while one looks, and says where it comes from", async ({ seat }) => {
  const { incident, file } = await struck(name("需求"), 400);
  const planner = new Planner(await seat());
  await planner.signIn("dispatcher", `/allocation?i=${incident}`);
  await planner.openUnit();
  await planner.at_(`need-${XIXIANG}-bed-folding`).getByText("缺口大").waitFor();
  assert.equal(await planner.missing("bed-folding"), 400);
  await planner.picture("allocation-need");
  await file(450, 1);
  await planner.at_(`need-${XIXIANG}-bed-folding`).getByText("450", { exact: true }).last().waitFor();
  await planner.at_(`need-${XIXIANG}-water-bottled`).locator(".link").click();
  await planner.at_("origin").getByText("A01014").waitFor();
  await planner.at_("origin").getByText("6 瓶", { exact: false }).first().waitFor();
  await planner.picture("allocation-origin");
});

test("a plan is tried, proposed, edited with a fault at its line, and approved by another role", async ({ seat }) => {
  const near = name("近库");
  const far = name("远库");
  const nearId = await storeWith(near, 112.93, 35.13, 100);
  await storeWith(far, 113.4, 35.2, 5000);
  const { incident } = await struck(name("调拨"), 300);
  const planner = new Planner(await seat());
  await planner.signIn("county", `/allocation?i=${incident}&t=ask`);
  await planner.at_("try-percent").fill("110");
  await planner.at_("try").click();
  await planner.at_("tried").locator(`[data-test="from-${near}"]`).waitFor();
  await planner.at_("tried").getByText("直线距离", { exact: false }).first().waitFor();
  await planner.picture("allocation-try");
  await planner.at_("try-percent").fill("100");
  await planner.at_("propose").click();
  await planner.at_("plan").waitFor();
  await planner.at_(`from-${far}`).getByText("近库已发完").first().waitFor();
  await planner.picture("allocation-plan");

  const url = planner.page.url();
  await planner.at_("edit-open").click();
  const rows = planner.at_("edit").locator("li");
  const mine = rows.filter({ hasText: near }).filter({ hasText: "折叠床" });
  await mine.locator("input").fill("101");
  await planner.at_("edit-reason").fill("近库多发");
  await planner.at_("edit-send").click();
  await mine.locator(".fault").waitFor();
  assert.match(await mine.locator(".fault").innerText(), /最多可发 100/);
  await planner.picture("allocation-fault");
  await mine.locator("input").fill("90");
  await planner.at_("edit-send").click();
  await planner.at_(`from-${near}`).getByText("人工修改").waitFor();
  assert.equal(await planner.at_("approve").count(), 0); // who proposed it does not approve it

  const approver = new Planner(await seat({ theme: "night" }));
  await approver.signIn("dispatcher", new URL(url).pathname + new URL(url).search);
  await approver.at_("approve").click();
  await approver.at_("order").fill("沁应急动〔2026〕7号");
  await approver.at_("contact").fill("王某");
  await approver.at_("phone").fill("13800000000");
  await approver.picture("allocation-approve-night");
  await approver.at_("approve-send").click();
  await approver.at_("fate").waitFor();
  await approver.picture("allocation-approved-night");
  await planner.at_("fate").waitFor(); // the proposer's screen hears of it
  const { releases } = await (await colleague("dispatcher")).call("release.list", { incident });
  assert.equal(releases.length, 1);
  assert.equal(releases[0].state, "approved");
  assert.equal(releases[0].approved.find((one) => one.from === nearId && one.item === "bed-folding").quantity, 90);
});

test("a store without a position says so in a plan, is given one at the screen and is reckoned with", async ({ seat }) => {
  const title = name("补位置库");
  await storeWith(title, null, null, 800);
  const { incident } = await struck(name("补填"), 20);
  const planner = new Planner(await seat());
  await planner.signIn("dispatcher", `/allocation?i=${incident}&t=ask`);
  await planner.at_("try").click();
  const gap = planner.at_("gaps").locator("li", { hasText: title });
  await gap.getByText("没有坐标", { exact: false }).waitFor();
  await gap.locator("[data-test=to-places]").click();
  const card = planner.at_(`place-${title}`);
  await card.locator("[data-test=no-position]").waitFor();
  await card.locator("[data-test=place-change]").click();
  await planner.at_("place-lon").fill("35.13");
  await planner.at_("place-lat").fill("112.93"); // swapped
  await planner.at_("point-wrong").waitFor();
  await planner.at_("place-lon").fill("112.93");
  await planner.at_("place-lat").fill("35.13");
  await planner.at_("place-lat").blur();
  await planner.at_("point-where").getByText("沁阳市", { exact: false }).waitFor();
  await planner.picture("stock-place-position");
  await planner.at_("place-send").click();
  await card.locator("[data-test=no-position]").waitFor({ state: "detached" });
  await planner.goTo(`/allocation?i=${incident}&t=ask`);
  await planner.at_("try").click();
  await planner.at_("tried").locator("[data-test^=from-]").first().waitFor();
  assert.equal(await planner.at_("gaps").locator("li", { hasText: title }).count(), 0);
});

test("vehicles, reserve floors and cut roads are said at the screen and stand in the plan", async ({ seat }) => {
  const title = name("留底库");
  const place = await storeWith(title, 112.9301, 35.1301, 500);
  const { incident } = await struck(name("限制"), 300);
  const planner = new Planner(await seat({ width: 1366, height: 768 }));
  const choose = async (test, option) => {
    await planner.at_(test).click();
    await planner.say(option);
    await planner.page.getByRole("option", { name: option }).first().click();
  };
  await planner.signIn("county", `/allocation?i=${incident}&t=ask`);
  await planner.at_("limit-vehicles").locator("summary").click();
  await choose("fleet-store", title);
  await planner.at_("fleet-vehicles").fill("3");
  await planner.at_("fleet-load").fill("2000");
  await planner.at_("fleet-add").click();
  await planner.at_("limit-floors").locator("summary").click();
  await choose("floor-store", title);
  await choose("floor-item", "折叠床");
  await planner.at_("floor-amount").fill("480");
  await planner.at_("floor-add").click();
  await planner.at_("limit-cuts").locator("summary").click();
  await planner.at_("cut-map").click();
  await planner.page.locator(".map-box canvas").click({ position: { x: 100, y: 100 } });
  await planner.at_("cut-radius").fill("300");
  await planner.at_("cut-add").click();
  await planner.picture("allocation-limits");
  await planner.at_("try").click();
  const said = planner.at_("tried").locator("[data-test=assumptions]");
  for (const words of ["3 车 × 2000 千克", "折叠床留 480", "周围 300 米内道路中断"]) await said.getByText(words, { exact: false }).waitFor();
  await planner.at_("propose").click();
  await planner.at_("plan").waitFor();
  const dispatcher = await colleague("dispatcher");
  const { allocations } = await dispatcher.call("allocation.list", { incident });
  const { allocation } = await dispatcher.call("allocation.show", { allocation: allocations[0].allocation });
  assert.deepEqual(allocation.assumptions.fleets, [{ place, vehicles: 3, load_kg: 2000 }]);
  assert.deepEqual(allocation.assumptions.floors, [{ place, item: "bed-folding", amount: 480 }]);
  assert.equal(allocation.assumptions.closed_roads[0].radius_m, 300);
  const sent = allocation.lines.filter((one) => one.from === place && one.item === "bed-folding").reduce((sum, one) => sum + one.quantity, 0);
  assert.ok(sent <= 20, `${sent} leave a store that keeps 480 of 500`);
});

test("before the storm people are assumed, and the plan says so, on a phone and in English", async ({ seat }) => {
  await storeWith(name("预置库"), 112.95, 35.1, 500);
  const planner = new Planner(await seat({ width: 390, height: 844, locale: "en" }));
  const { incident } = await struck(name("预警"), 10);
  await planner.signIn("dispatcher", `/allocation?i=${incident}&t=ask`);
  await planner.at_("ahead").check();
  await planner.at_("struck-unit").click();
  await planner.say("xxz");
  await planner.page.getByRole("option", { name: "西向镇" }).first().click();
  await planner.page.locator(".people select").selectOption("sheltered");
  // Few enough for the nearest store, whatever other stores have by now.
  await planner.at_("population").fill("1000");
  await planner.at_("share").fill("1");
  await planner.at_("assume").click();
  await planner.at_("try").click();
  await planner.at_("tried").getByText("With assumptions").waitFor();
  await planner.at_("tried").getByText("10 pieces").first().waitFor();
  await planner.see("1% of 1000 assumed");
  assert.equal(await planner.tooWide(), 0);
  await planner.picture("allocation-ahead-390-en");
  await planner.goTo(`/allocation?i=${incident}`);
  await planner.at_("tab-need").waitFor();
  assert.equal(await planner.tooWide(), 0);
  await planner.picture("allocation-need-390-en");
});
