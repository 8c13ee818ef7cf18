// Goods that come back are set aside, cleaned, graded and scrapped; deliveries wait for two inspectors; what is due is listed.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { beijing, colleague, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";

const QINYANG = "410882000000";
const XIXIANG = "410882101000";
const office = (said) => ({ name: said, division: QINYANG });
/** The smallest picture there is: a signed paper for the tests. */
const PAPER = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const paper = { name: "paper.png", mimeType: "image/png", buffer: PAPER };

/** A store with tents in it, twenty of which went to a township nearly half a year ago, or so many days. */
async function storeWithTents(title, since = 170) {
  const dispatcher = await colleague("dispatcher");
  const { place } = await dispatcher.call("place.open", {
    command_id: randomUUID(), kind: "store", name: title, level: "county", division: QINYANG, bins: ["A-1", "A-2"],
    owner: office("沁阳市财政局"), keeper: office("沁阳市物资储备中心"), user: office("沁阳市应急管理局"),
  });
  const keeper = await colleague("keeper");
  const days = (n) => beijing(n * 24 * 60);
  const { movement } = await keeper.call("stock.receive", {
    command_id: randomUUID(), place: place.place, source: "supplier", occurred_at: days(400),
    lines: [{ item: "tent-single-12", quantity: 50, bin: "A-1", new_batch: { made_on: days(900).slice(0, 10), origin: { kind: "funding", level: "county" } } }],
  });
  const { batch } = movement.lines[0];
  await keeper.call("stock.issue", {
    command_id: randomUUID(), place: place.place, occurred_at: days(since), division: XIXIANG, recipient: "西向镇政府", document: "沁应急动〔2026〕1号", lines: [{ batch, bin: "A-1", quantity: 20 }],
  });
  const { rows } = await keeper.call("stock.balance", { place: place.place, by: "batch" });
  return { place: place.place, keeper, label: rows[0].label };
}
const quantityOf = async (who, place, item) => (await who.call("stock.balance", { place, item })).rows[0]?.quantity ?? 0;

test("tents come back, are cleaned and graded; what is beyond use is scrapped by somebody else", async ({ seat }) => {
  const title = `回收库 ${randomUUID().slice(0, 6)}`;
  const { place, keeper: desk, label } = await storeWithTents(title);
  const keeper = new Officer(await seat());
  await keeper.signIn("keeper", "/stock?t=due");
  const row = keeper.page.locator("li", { hasText: label.slice(-4) }).first();
  await row.getByText(/收回/).first().waitFor();
  await keeper.picture("due");

  await keeper.board("aside");
  await keeper.at_("recovery-open").click();
  await keeper.page.locator("form select").selectOption(place);
  await keeper.page.locator("form .el-select").click();
  await keeper.say("xxz");
  await keeper.page.getByRole("option", { name: "西向镇" }).first().click();
  await keeper.at_("recovery-from").fill("西向镇民政所");
  await keeper.at_(`out-${label}`).locator("[data-test=loose]").fill("12");
  await keeper.picture("recovery-form");
  await keeper.at_("recovery-send").click();
  const card = keeper.page.locator("article", { hasText: label.slice(-4) }).filter({ hasText: "西向镇民政所" });
  await card.getByText("待清洗").waitFor();
  assert.equal(await quantityOf(desk, place, "tent-single-12"), 30);
  await card.locator("[data-test=recovery-clean]").click();
  await keeper.at_("words").fill("冲洗、消毒、晾晒");
  await keeper.at_("words-send").click();
  await card.locator("[data-test=recovery-grade]").click();
  await card.locator("[data-test=grade-repair]").fill("2");
  await card.locator("[data-test=grade-scrap]").fill("3");
  await card.locator("[data-test=grade-rest]").click();
  await card.locator("[data-test=bin-A-2]").click();
  await keeper.picture("recovery-grade");
  await card.locator("[data-test=grade-send]").click();
  await card.getByText(/待报废 3/).waitFor();
  assert.equal(await quantityOf(desk, place, "tent-single-12"), 37);

  const judge = new Officer(await seat({ width: 390, height: 844 }));
  await judge.signIn("dispatcher", "/stock?t=aside");
  const same = judge.page.locator("article", { hasText: label.slice(-4) }).filter({ hasText: "西向镇民政所" });
  await same.locator("[data-test=recovery-scrap]").click();
  await judge.at_("scrap-document").fill("沁储鉴〔2026〕1号");
  await judge.at_("scrap-experts").fill("张某、王某、李某、赵某");
  await judge.at_("scrap-conclusion").fill("支架断裂，无修复价值");
  await judge.at_("scrap-reason").fill("报废核销");
  await judge.at_("paper-photo").setInputFiles(paper);
  assert.ok(await judge.at_("scrap-send").isDisabled(), "four experts are not enough");
  await judge.at_("scrap-experts").fill("张某、王某、李某、赵某、钱某");
  assert.ok((await judge.tooWide()) <= 0);
  await judge.picture("recovery-scrap-phone");
  await judge.at_("scrap-send").click();
  await same.getByText(/已报废 3/).waitFor();
  await card.getByText(/已报废 3/).waitFor(); // the keeper hears of it
  const { rows } = await desk.call("recovery.outstanding", { division: XIXIANG });
  assert.equal(rows.find((one) => one.label === label).quantity, 8);
});

test("tents past their time are written off in people's hands, by the office that orders their use", async ({ seat }) => {
  const title = `满期库 ${randomUUID().slice(0, 6)}`;
  const { place, keeper: desk, label } = await storeWithTents(title, 200);
  const keeper = new Officer(await seat({ theme: "night" }));
  await keeper.signIn("keeper", "/stock?t=due");
  const reminded = keeper.at_("urgency-passed").locator("li", { hasText: title });
  await reminded.waitFor();
  assert.equal(await reminded.locator("[data-test=write-off]").count(), 0, "nobody writes off what he issued");
  const office = new Officer(await seat({ width: 390, height: 844 }));
  await office.signIn("dispatcher", "/stock?t=due");
  const row = office.at_("urgency-passed").locator("li", { hasText: title });
  await row.locator("[data-test=write-off]").click();
  assert.equal(await office.at_("write-off-quantity").inputValue(), "20");
  await office.at_("scrap-document").fill("沁储鉴〔2026〕4号");
  await office.at_("scrap-experts").fill("张某、王某、李某、赵某、钱某");
  await office.at_("scrap-conclusion").fill("使用满 6 个月，归群众所有");
  await office.at_("scrap-reason").fill("满期核销");
  await office.at_("paper-photo").setInputFiles(paper);
  assert.ok((await office.tooWide()) <= 0);
  await office.picture("due-write-off-phone");
  await office.at_("write-off-quantity").fill("21");
  assert.ok(await office.at_("scrap-send").isDisabled(), "more than they have");
  await office.at_("write-off-quantity").fill("20");
  await office.at_("scrap-send").click();
  await row.waitFor({ state: "detached" });
  await reminded.waitFor({ state: "detached" }); // the keeper is not reminded any more
  await keeper.picture("due-night");
  const { rows } = await desk.call("recovery.outstanding", { division: XIXIANG });
  assert.equal(rows.find((one) => one.label === label), undefined);
  assert.equal(await quantityOf(desk, place, "tent-single-12"), 30);
});

test("a delivery is set aside until two people inspected it", async ({ seat }) => {
  const title = `验收库 ${randomUUID().slice(0, 6)}`;
  const { place, keeper: desk } = await storeWithTents(title);
  const keeper = new Officer(await seat({ theme: "night" }));
  await keeper.signIn("keeper", "/stock?t=receive");
  await keeper.at_(`at-${title}`).click();
  await keeper.at_("find").fill("mb");
  await keeper.at_("item-quilt-cotton").first().click();
  await keeper.at_("loose").fill("200");
  await keeper.at_("bin-A-2").click();
  await keeper.at_("made-on").fill("2026-01-01");
  await keeper.at_("inspect-first").check();
  await keeper.at_("send-receive").click();
  await keeper.board("aside");
  const card = keeper.page.locator("article", { hasText: title });
  await card.locator("[data-test=inspection-conclude]").click();
  assert.equal(await quantityOf(desk, place, "quilt-cotton"), 0);
  await card.locator("[data-test=sampled]").fill("20");
  await card.locator("[data-test=rejected]").fill("6");
  await card.locator("[data-test=defects]").fill("填充物不足");
  await card.locator("[data-test=inspectors]").fill("孙某，周某");
  await card.locator("[data-test=conclusion]").fill("除 6 床外合格");
  await keeper.picture("inspection-night");
  await card.locator("[data-test=conclude-send]").click();
  await card.waitFor({ state: "detached" });
  assert.equal(await quantityOf(desk, place, "quilt-cotton"), 194);
});
