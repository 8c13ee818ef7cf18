// Relief goods: the keeper's documents with and without a line, and what others see of them.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { colleague, Officer } from "../driver.mjs";
import { layLine, test } from "../helper.mjs";

const QINYANG = "410882000000";
const XIXIANG = "410882101000";
const name = (what) => `${what} ${randomUUID().slice(0, 6)}`;
const office = (said) => ({ name: said, division: QINYANG });

/** A place of the keeper's, opened by the dispatcher. */
async function openPlace(title, bins = ["A-1", "A-2"]) {
  const dispatcher = await colleague("dispatcher");
  const { place } = await dispatcher.call("place.open", {
    command_id: randomUUID(), kind: "store", name: title, level: "county", division: QINYANG, bins,
    owner: office("沁阳市财政局"), keeper: office("沁阳市物资储备中心"), user: office("沁阳市应急管理局"),
  });
  return place.place;
}

/** Goods that are there already: the pile's batch and the last four digits of its label. */
async function stored(place, item, quantity, facts = {}) {
  const keeper = await colleague("keeper");
  const { movement } = await keeper.call("stock.receive", {
    command_id: randomUUID(), place, source: "supplier",
    lines: [{ item, quantity, bin: "A-1", new_batch: { ...facts, origin: { kind: "funding", level: "county" } } }],
  });
  const { rows } = await keeper.call("stock.balance", { place, by: "batch" });
  const { batch, label } = rows.find((one) => one.batch === movement.lines[0].batch);
  return { batch, digits: label.slice(-4), keeper };
}
const quantityOf = async (who, place, item) => (await who.call("stock.balance", { place, item })).rows[0]?.quantity ?? 0;

class Keeper extends Officer {
  async openDocument(kind, place) {
    await this.board(kind);
    await this.at_(`at-${place}`).click();
  }
  async find(typed, choice) {
    await this.at_("find").fill(typed);
    await this.at_(choice).first().click();
  }
  async addressTo(letters, person) {
    await this.page.locator(".el-select").first().click();
    await this.say(letters);
    await this.page.getByRole("option", { name: "西向镇" }).first().click();
    await this.at_("recipient").fill(person);
    await this.at_("take-paper").fill("沁应急动〔2026〕1号");
  }
  async issue(digits, loose) {
    await this.find(digits, `take-0000${digits}`);
    await this.at_("loose").fill(loose);
    await this.at_("send-issue").click();
    await this.page.locator("section.line").waitFor({ state: "detached" });
  }
  row = (place, item) => this.at_(`stock-${place}/${item}`);
}

test("a place is opened, changed and closed by the dispatcher", async ({ seat }) => {
  const title = name("常平乡储备点");
  const dispatcher = new Officer(await seat());
  await dispatcher.signIn("dispatcher", "/stock?t=places");
  await dispatcher.at_("place-open").click();
  await dispatcher.at_("place-name").fill(title);
  for (const [one, said] of [["owner", "沁阳市财政局"], ["keeper", "沁阳市物资储备中心"], ["user", "沁阳市物资储备中心"]]) await dispatcher.at_(`office-${one}`).fill(said);
  await dispatcher.at_("bins").fill("A1，A2");
  await dispatcher.at_("capacity-people").fill("５000");
  await dispatcher.at_("place-map").click();
  await dispatcher.page.locator(".map-box canvas").click({ position: { x: 120, y: 120 } });
  await dispatcher.at_("point-where").waitFor();
  await dispatcher.page.waitForTimeout(600); // the map moves there
  await dispatcher.picture("stock-place-map");
  await dispatcher.at_("place-send").click();
  await dispatcher.at_("problem").waitFor(); // the keeper may not order the use as well
  await dispatcher.at_("office-user").fill("沁阳市应急管理局");
  await dispatcher.at_("place-send").click();
  const card = dispatcher.at_(`place-${title}`);
  await card.waitFor();
  await card.locator("[data-test=place-change]").click();
  await dispatcher.at_("bins").fill("A1 A2 B1");
  await dispatcher.at_("place-send").click();
  await card.getByText("A1、A2、B1").waitFor();
  await card.getByText("可保障 5000 人").waitFor();
  const { places } = await (await colleague("dispatcher")).call("place.list");
  const kept = places.find((one) => one.name === title); // what was not touched by the change is still there
  assert.ok(kept.lon > 112 && kept.lon < 114 && kept.lat > 34 && kept.lat < 36, JSON.stringify(kept));
  assert.equal(kept.capacity.people, 5000);
  await dispatcher.picture("stock-places");
  await card.locator("[data-test=place-close]").click();
  await dispatcher.at_("reason").fill("并入县库");
  await dispatcher.at_("reason-send").click();
  await card.waitFor({ state: "detached" });
});

test("goods that come in are in the auditor's table at once, with their card and their life", async ({ seat }) => {
  const title = name("县库");
  const place = await openPlace(title);
  const keeper = new Keeper(await seat({ width: 1024, height: 768 }));
  await keeper.signIn("keeper", "/stock");
  const auditor = new Keeper(await seat({ theme: "night" }));
  await auditor.signIn("auditor", "/stock?t=stock");
  await auditor.phase("live");

  await keeper.openDocument("receive", title);
  await keeper.find("mb", "item-quilt-cotton");
  await keeper.at_("packs").fill("１0");
  await keeper.at_("loose").fill("5");
  await keeper.at_("bin-A-2").click();
  await keeper.at_("made-on").fill("2026-01-01");
  await keeper.picture("stock-receive");
  await keeper.at_("send-receive").click();

  const row = auditor.row(place, "quilt-cotton");
  await row.getByText("105 床").first().waitFor();
  await row.getByText("10 包 + 5 床").first().waitFor();
  await row.locator(".open").click();
  await auditor.page.locator("[data-test^=pile-]", { hasText: "A-2" }).first().waitFor();
  await auditor.picture("stock-night");
  await auditor.at_("open-card").click();
  await auditor.at_("card").getByText("+105").waitFor();
  await auditor.at_("card").locator("button").first().click();
  await auditor.at_("life").waitFor();
  await auditor.see("2034-01-01"); // eight years by the catalogue
  await auditor.picture("stock-life");
});

test("what a keeper issues without a line is kept, counted as gone, and sent once", async ({ seat }) => {
  const title = name("断线库");
  const place = await openPlace(title);
  const { digits, keeper: office_ } = await stored(place, "torch", 560, { made_on: "2026-01-01" });
  const line = await layLine(process.env.ANLAN_URL ?? "http://127.0.0.1:8080");
  const keeper = new Keeper(await seat(), line.url);
  await keeper.signIn("keeper", "/stock");
  await keeper.phase("live");
  await keeper.row(place, "torch").waitFor();
  await keeper.openDocument("issue", title);
  await keeper.find(digits, `take-0000${digits}`); // the piles are on this machine now
  await keeper.page.locator("section.line button").first().click();
  line.cut();
  await keeper.phase("offline");
  await keeper.addressTo("xxz", "镇民政所 刘");
  await keeper.issue(digits, "30");
  await keeper.issue(digits, "40");
  await keeper.page.locator("[data-test=outbox]", { hasText: "2" }).waitFor();
  await keeper.at_("find").fill(digits);
  await keeper.at_(`take-0000${digits}`).getByText("490 把").waitFor();
  await keeper.picture("stock-offline");
  assert.equal(await quantityOf(office_, place, "torch"), 560);

  line.mend();
  await keeper.at_("outbox").waitFor({ state: "detached" });
  assert.equal(await quantityOf(office_, place, "torch"), 490);
  const { movements } = await office_.call("stock.movements", { place, kind: "issue" });
  assert.deepEqual(movements.map((one) => one.lines[0].to.bin), [XIXIANG, XIXIANG]);
  line.remove();
});

test("goods move to another bin; more than is there is refused with what there is", async ({ seat }) => {
  const title = name("移库");
  const place = await openPlace(title);
  const { batch, digits, keeper: office_ } = await stored(place, "rain-boots", 60, { made_on: "2026-01-01" });
  const keeper = new Keeper(await seat());
  await keeper.signIn("keeper", "/stock");
  await keeper.openDocument("transfer", title);
  await keeper.find(digits, `take-0000${digits}`);
  await keeper.at_("loose").fill("20");
  await keeper.at_("bin-A-2").click();
  await keeper.at_("send-transfer").click();
  await keeper.page.locator("section.line").waitFor({ state: "detached" });
  const { rows } = await office_.call("stock.balance", { batch, by: "batch" });
  assert.deepEqual(rows.map((one) => [one.bin, one.quantity]).sort(), [["A-1", 40], ["A-2", 20]]);

  await keeper.openDocument("issue", title);
  await keeper.addressTo("xxz", "刘");
  await keeper.find("雨鞋", `take-0000${digits}`);
  await keeper.at_("loose").fill("200");
  await keeper.at_("send-issue").click();
  await keeper.at_("problem").getByText("200").first().waitFor();
  await keeper.picture("stock-problem");
  assert.equal(await quantityOf(office_, place, "rain-boots"), 60);
});

test("the stock fits a phone, by day and by night, and is not shown to a villager", async ({ seat }) => {
  await stored(await openPlace(name("手机库")), "blanket", 8, { made_on: "2026-01-01" });
  for (const theme of ["light", "night"]) {
    const keeper = new Keeper(await seat({ width: 390, height: 844, theme }));
    await keeper.signIn("keeper", "/stock");
    await keeper.page.locator("[data-test^=stock-] .open").first().click();
    await keeper.page.locator("[data-test^=pile-]").first().waitFor();
    assert.ok((await keeper.tooWide()) <= 0);
    await keeper.picture(`stock-phone-${theme}`);
    for (const tab of ["places", "receive", "issue", "transfer"]) {
      await keeper.board(tab);
      assert.ok((await keeper.tooWide()) <= 0, tab);
    }
  }
  const villager = new Officer(await seat());
  await villager.signIn("informant", "/stock");
  await villager.page.locator(".denied").waitFor();
  assert.equal(await villager.page.getByRole("button", { name: "物资" }).count(), 0);
});
