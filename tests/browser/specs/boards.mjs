// Goods asked for, ordered, picked, sent and counted, each step seen by somebody else's screen as it happens.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { beijing, colleague, Officer } from "../driver.mjs";
import { pictures, test } from "../helper.mjs";
import { printed } from "../print.mjs";

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
async function storeWith(title, item, quantity, exercise = false) {
  const dispatcher = await colleague("dispatcher");
  const { place } = await dispatcher.call("place.open", {
    command_id: randomUUID(), kind: "store", name: title, level: "county", division: QINYANG, bins: ["A-1", "A-2"], lon: 112.93, lat: 35.09,
    owner: office("沁阳市财政局"), keeper: office("沁阳市物资储备中心"), user: office("沁阳市应急管理局"),
  });
  const keeper = await colleague("keeper");
  await keeper.call("stock.receive", {
    command_id: randomUUID(), place: place.place, source: "supplier", exercise,
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
    await this.at_("request-new").waitFor();
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
  await watcher.card("requested", site).getByText("***").first().waitFor(); // heard live, it says nobody's name
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
  await watcher.board("transit");
  await watcher.bill(site).getByText("待第二人签字").waitFor();
  await keeper.board("transit");
  await keeper.bill(site).getByText("请另一名保管人员").waitFor(); // the same person cannot sign twice
  assert.equal(await keeper.bill(site).locator("[data-test=dispatch]").count(), 0);

  const other = new Desk(await seat());
  await other.signIn(second, "/stock?t=transit");
  await other.bill(site).locator("[data-test=dispatch]").click();
  await watcher.bill(site).getByText("后到达").waitFor();
  assert.equal(await watcher.page.getByText("13900001111").count(), 0);
  await watcher.picture("boards-transit-night");

  await clerk.board("transit");
  await clerk.bill(site).locator("[data-test=count]").click();
  await clerk.at_("received").fill("38");
  await clerk.at_("damaged").fill("1");
  await clerk.at_("counted-by").fill("李建国");
  await clerk.picture("boards-count");
  await clerk.at_("count-send").click();
  await watcher.bill(site).getByText("差异待处理").waitFor();
  await watcher.bill(site).getByText("短少 2").waitFor();
  await watcher.picture("boards-difference");

  await dispatcher.board("transit");
  await dispatcher.bill(site).locator("[data-test=settle]").click();
  await dispatcher.at_("reason").fill("途中散包");
  await dispatcher.at_("reason-send").click();
  await watcher.bill(site).waitFor({ state: "detached" }); // nobody's work any more
  await watcher.at_("over-too").check();
  await watcher.bill(site).getByText("途中散包").waitFor();
  await watcher.board("requests");
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
    await dispatcher.board(tab);
    assert.ok((await dispatcher.tooWide()) <= 0, tab);
    await dispatcher.picture(`boards-${tab}-phone`);
  }
});

/** A waybill on its way, written by colleagues without a page. */
async function sentWaybill(site, exercise = false, look = async () => {}) {
  const store = name("印单库");
  const place = await storeWith(store, "quilt-cotton", 60, exercise);
  const who = await secondKeeper();
  const [clerk, dispatcher, keeper, second] = await Promise.all(["clerk", "dispatcher", "keeper", who].map(colleague));
  const command_id = () => randomUUID();
  const { release } = await clerk.call("release.request", {
    command_id: command_id(), purpose: "转移群众过夜", need_by: beijing(-600), priority: "urgent", to: { division: "410882101000", site }, exercise,
    contact: { name: "李建国", phone: "13812345678" }, lines: [{ item: "quilt-cotton", quantity: 40 }],
  });
  const told = { release: release.release, expected_version: release.version };
  await dispatcher.call("release.approve", { command_id: command_id(), ...told, order: `沁应急动${site.slice(-4)}`, lines: [{ item: "quilt-cotton", quantity: 40, from: place }] });
  await look(release.release, place);
  const { lines } = await keeper.call("waybill.propose", { release: release.release, place });
  const { waybill } = await keeper.call("waybill.pick", {
    command_id: command_id(), release: release.release, place, vehicle: { plate: "豫H54321", driver: "赵师傅", phone: "13700002222" }, eta: beijing(-120),
    lines: lines.map(({ batch, bin, quantity }) => ({ batch, bin, quantity })),
  });
  const sent = await second.call("waybill.dispatch", { command_id: command_id(), waybill: waybill.waybill, expected_version: waybill.version });
  return { place, store, release, waybill: sent.waybill, clerk, receipt: await keeper.call("receipt.code", { waybill: waybill.waybill }) };
}

test("papers and labels print at their size, with code, signatures and the exercise mark", async ({ seat }) => {
  const keeper = new Desk(await seat({ theme: "night" }));
  await keeper.signIn("keeper", "/stock");
  const { place, waybill, release, receipt } = await sentWaybill(name("安置点"), false, async (ordered, at) => {
    assert.deepEqual(await printed(keeper, `/print/pick/${ordered}?place=${at}`, "print-pick"), ["210x297"]);
    await keeper.at_("paper-pick").getByText("40 床").waitFor();
  });
  assert.deepEqual(await printed(keeper, `/print/waybill/${waybill.waybill}`, "print-waybill"), ["210x297", "210x297"]);
  const paper = keeper.at_("paper-waybill").first();
  for (const said of [waybill.number, receipt.code, "豫H54321", "赵师傅", "13812345678", "保管员乙", "（盖章）"]) await paper.getByText(said).first().waitFor();
  assert.ok((await paper.locator("svg.qr").getAttribute("data-text")).endsWith(`/r/${receipt.token}#${waybill.number}`));
  assert.equal(await keeper.page.locator(".watermark").count(), 0);
  assert.deepEqual(await printed(keeper, `/print/release/${release.release}`, "print-release"), ["210x297"]);
  assert.deepEqual(await printed(keeper, `/print/issue/${waybill.waybill}`, "print-issue"), ["297x210"]);
  assert.deepEqual(await printed(keeper, `/print/labels/${place}`, "print-labels-100"), ["100x70"]);
  assert.deepEqual(await printed(keeper, `/print/labels/${place}?size=60x40`, "print-labels-60"), ["60x40"]);
  assert.deepEqual(await printed(keeper, `/print/labels/${place}?of=bins&size=60x40`, "print-bins-60"), ["60x40", "60x40"]);

  const rehearsed = await sentWaybill(name("演练点"), true);
  for (const path of [`waybill/${rehearsed.waybill.waybill}`, `issue/${rehearsed.waybill.waybill}`, `release/${rehearsed.release.release}`, `pick/${rehearsed.release.release}?place=${rehearsed.place}`, `labels/${rehearsed.place}`]) {
    await printed(keeper, `/print/${path}`, `print-exercise-${path.split("/")[0]}`);
    for (const page of await keeper.page.locator(".paper, .label").all()) assert.equal(await page.locator(".rehearsed").count(), 1, path);
  }
  await keeper.goTo(`/print/waybill/${randomUUID()}`);
  await keeper.see("没有这张单据");
});

test("an auditor goes from a label to the receiver with four digits and a key", async ({ seat }) => {
  const site = name("村部");
  const { waybill, clerk } = await sentWaybill(site);
  await clerk.call("waybill.receive", {
    command_id: randomUUID(), waybill: waybill.waybill, expected_version: waybill.version, received_by: { name: "李建国" },
    lines: [{ line: 0, received: 40, damaged: 0 }],
  });
  const auditor = new Desk(await seat());
  await auditor.signIn("auditor", "/stock");
  await auditor.phase("live");
  await auditor.at_("trace-search").fill(waybill.lines[0].label.slice(-4)); // the auditor's page begins there
  await auditor.press("Enter");
  await auditor.at_("conserved").getByText("账目完整").waitFor();
  const journey = auditor.at_(`journey-${waybill.number}`);
  for (const said of ["演示·调度员", "演示·保管员", "保管员乙", "李*国", site]) await journey.getByText(said).first().waitFor();
  assert.equal(await auditor.at_("break").count(), 0);
  await auditor.picture("boards-trace");
  await auditor.goTo(`/b/${waybill.lines[0].label}`); // what the label's code says
  await auditor.at_(`journey-${waybill.number}`).waitFor();
});

/** The first sheet of a downloaded file, unpacked by another make's reader. */
async function downloaded(person, button) {
  const [download] = await Promise.all([person.page.waitForEvent("download"), button.click()]);
  const file = `${pictures}${download.suggestedFilename()}`;
  await download.saveAs(file);
  const sheet = execFileSync("python3", ["-c", "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml').decode())", file]);
  return { name: download.suggestedFilename(), sheet: sheet.toString() };
}

test("the ledger, the figures and a stock card come as spreadsheets; where goods lie is on the map", async ({ seat }) => {
  const store = name("表库");
  const place = await storeWith(store, "quilt-cotton", 137);
  const keeper = new Desk(await seat());
  await keeper.signIn("keeper", "/stock");
  await keeper.phase("live");
  await keeper.at_("export").click();
  await keeper.picture("boards-export");
  const ledger = await downloaded(keeper, keeper.at_("stock.export_ledger"));
  assert.match(ledger.name, /^anlan-ledger-\d{8}\.xlsx$/);
  assert.ok(ledger.sheet.includes(store) && ledger.sheet.includes("<v>137</v>"));
  const figures = await downloaded(keeper, keeper.at_("stock.export_figures"));
  assert.ok(figures.sheet.includes("A07012"));
  await keeper.at_("export-exercise").check();
  assert.ok((await downloaded(keeper, keeper.at_("stock.export_ledger"))).sheet.includes("【演练】"));

  await keeper.goTo(`/stock?card=${place}/quilt-cotton`);
  const card = await downloaded(keeper, keeper.at_("stock.export_card"));
  assert.ok(card.sheet.includes("期初结存") && card.sheet.includes("<v>137</v>"));

  await keeper.goTo("/stock?by=map&of=quilt-cotton");
  const row = keeper.at_(`map-row-${place}/quilt-cotton`);
  await row.getByText("137 床").waitFor();
  await keeper.page.locator(".area-label", { hasText: store }).waitFor({ state: "attached" });
  await row.locator("button").click();
  await keeper.page.waitForTimeout(1500); // the map moves there
  await keeper.picture("boards-map");
  const night = new Desk(await seat({ width: 390, height: 844, theme: "night" }));
  await night.signIn("keeper", "/stock?by=map&of=quilt-cotton");
  await night.at_(`map-row-${place}/quilt-cotton`).waitFor();
  await night.page.waitForTimeout(1500);
  assert.ok((await night.tooWide()) <= 0);
  await night.picture("boards-map-phone");
});
