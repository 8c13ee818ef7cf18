// Goods asked for, ordered, picked, sent and counted, each step seen by somebody else's screen as it happens.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { colleague, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";

const QINYANG = "410882000000";
const name = (what) => `${what} ${randomUUID().slice(0, 6)}`;
const office = (said) => ({ name: said, division: QINYANG });

/** Two people sign for what leaves: a second keeper of the county. */
async function secondKeeper() {
  const manager = await colleague("manager");
  const who = `keeper${randomUUID().slice(0, 6)}`;
  const password = randomUUID();
  await manager.call("account.open", { command_id: randomUUID(), name: who, display_name: "保管员乙", role: "warehouse_keeper", division: QINYANG, password });
  process.env[`ANLAN_PASSWORD_${who.toUpperCase()}`] = password;
  return who;
}

/** A store with goods in it. */
async function storeWith(title, item, quantity) {
  const dispatcher = await colleague("dispatcher");
  const { place } = await dispatcher.call("place.open", {
    command_id: randomUUID(), kind: "store", name: title, level: "county", division: QINYANG, bins: ["A-1"], lon: 112.93, lat: 35.09,
    owner: office("沁阳市财政局"), keeper: office("沁阳市物资储备中心"), user: office("沁阳市应急管理局"),
  });
  const keeper = await colleague("keeper");
  await keeper.call("stock.receive", {
    command_id: randomUUID(), place: place.place, source: "supplier",
    lines: [{ item, quantity, bin: "A-1", new_batch: { made_on: "2026-01-01", origin: { kind: "funding", level: "county" } } }],
  });
  return place.place;
}

class Desk extends Officer {
  async choose(test, typed, option) {
    await this.at_(test).first().click();
    await this.say(typed);
    await this.page.getByRole("option", { name: option }).first().click();
  }
  /** A request, by keyboard where a keyboard serves. */
  async ask(site, purpose) {
    await this.press("a");
    await this.at_("purpose").fill(purpose);
    await this.at_("find").fill("mb");
    await this.press("Enter");
    await this.at_("packs").fill("4");
    await this.at_("to-site").check();
    await this.choose("division", "xxz", "西向镇");
    await this.at_("site").fill(site);
    await this.at_("in-12").click();
    await this.at_("priority-urgent").check();
    await this.at_("contact").fill("李建国");
    await this.at_("phone").fill("13812345678");
    await this.picture("boards-request");
    await this.press("Control+Enter");
    await this.at_("request-send").waitFor({ state: "detached" });
  }
  card = (stage, site) => this.at_(`stage-${stage}`).locator("article", { hasText: site });
  bill = (site) => this.page.locator("article[data-test^=waybill-]", { hasText: site });
}

test("a request becomes an order, a waybill, a journey and a counted receipt, seen live by others", async ({ seat }) => {
  const site = name("安置点");
  const store = name("县库");
  await storeWith(store, "quilt-cotton", 100);
  const second = await secondKeeper();

  const watcher = new Desk(await seat({ theme: "night" }));
  await watcher.signIn("auditor", "/stock?t=requests");
  await watcher.phase("live");
  const clerk = new Desk(await seat());
  await clerk.signIn("clerk", "/stock?t=requests");
  await clerk.phase("live");
  await clerk.ask(site, "转移群众 40 人过夜");
  await watcher.card("requested", site).getByText("李**").waitFor();
  assert.equal(await watcher.page.getByText("13812345678").count(), 0);
  await watcher.picture("boards-requests-night");

  const dispatcher = new Desk(await seat());
  await dispatcher.signIn("dispatcher", "/stock?t=requests");
  await dispatcher.card("requested", site).locator("[data-test=approve]").click();
  await dispatcher.at_("order").fill("沁应急动〔2026〕3 号");
  for (const box of await dispatcher.at_("grant").all()) await box.fill("");
  await dispatcher.page.locator("label.store", { hasText: store }).locator("input").fill("40");
  await dispatcher.picture("boards-approve");
  await dispatcher.at_("approve-send").click();
  await watcher.card("picking", site).getByText("待拣 40 床").waitFor();

  const keeper = new Desk(await seat());
  await keeper.signIn("keeper", "/stock?t=requests");
  await keeper.card("picking", site).locator("[data-test=pick]").click();
  await keeper.at_("take").first().waitFor();
  assert.equal(await keeper.at_("take").first().inputValue(), "40");
  await keeper.at_("plate").fill("豫H12345");
  await keeper.at_("driver").fill("王师傅");
  await keeper.at_("driver-phone").fill("13900001111");
  await keeper.at_("eta").locator("input").fill("明天 6:00");
  await keeper.picture("boards-pick");
  await keeper.at_("pick-send").click();
  await watcher.card("moving", site).waitFor();
  await watcher.at_("tab-transit").click();
  await watcher.bill(site).getByText("待第二人签字").waitFor();
  await keeper.at_("tab-transit").click();
  await keeper.bill(site).getByText("请另一名保管人员").waitFor(); // the same person cannot sign twice
  assert.equal(await keeper.bill(site).locator("[data-test=dispatch]").count(), 0);

  const other = new Desk(await seat());
  await other.signIn(second, "/stock?t=transit");
  await other.bill(site).locator("[data-test=dispatch]").click();
  await watcher.bill(site).getByText("后到达").waitFor();
  assert.equal(await watcher.page.getByText("13900001111").count(), 0);
  await watcher.picture("boards-transit-night");

  await clerk.at_("tab-transit").click();
  await clerk.bill(site).locator("[data-test=count]").click();
  await clerk.at_("received").fill("38");
  await clerk.at_("damaged").fill("1");
  await clerk.at_("counted-by").fill("李建国");
  await clerk.picture("boards-count");
  await clerk.at_("count-send").click();
  await watcher.bill(site).getByText("差异待处理").waitFor();
  await watcher.bill(site).getByText("短少 2").waitFor();
  await watcher.picture("boards-difference");

  await dispatcher.at_("tab-transit").click();
  await dispatcher.bill(site).locator("[data-test=settle]").click();
  await dispatcher.at_("reason").fill("途中散包");
  await dispatcher.at_("reason-send").click();
  await watcher.bill(site).waitFor({ state: "detached" }); // nobody's work any more
  await watcher.at_("over-too").check();
  await watcher.bill(site).getByText("途中散包").waitFor();
  await watcher.at_("tab-requests").click();
  await watcher.card("done", site).waitFor();
});

test("a request is refused with a reason; the boards fit a phone", async ({ seat }) => {
  const site = name("村部");
  await storeWith(name("小库"), "quilt-cotton", 10);
  const clerk = new Desk(await seat());
  await clerk.signIn("clerk", "/stock?t=requests");
  await clerk.phase("live");
  await clerk.ask(site, "备用");
  const dispatcher = new Desk(await seat({ width: 390, height: 844 }));
  await dispatcher.signIn("dispatcher", "/stock?t=requests");
  await dispatcher.card("requested", site).locator("[data-test=reject]").click();
  await dispatcher.at_("reason").fill("村储备点尚有 60 床");
  await dispatcher.at_("reason-send").click();
  await clerk.card("done", site).getByText("村储备点尚有 60 床").waitFor();
  for (const tab of ["requests", "transit"]) {
    await dispatcher.at_(`tab-${tab}`).click();
    assert.ok((await dispatcher.tooWide()) <= 0, tab);
    await dispatcher.picture(`boards-${tab}-phone`);
  }
});
