// What was entered late or wrongly, and what is beyond use: back-dated, taken back, written off.
import assert from "node:assert/strict";
import { base, colleague, Officer } from "../driver.mjs";
import { command, name, openStore, ordered, secondKeeper, stored, XIXIANG } from "../goods.mjs";
import { layLine, test } from "../helper.mjs";
import { photo } from "../photos.mjs";

const balance = async (place, item) => (await (await colleague("keeper")).call("stock.balance", { place, item })).rows[0]?.quantity ?? 0;

class Desk extends Officer {
  /** Begins to issue so many of a pile to 西向镇. */
  async issue(title, digits, loose) {
    await this.board("issue");
    await this.at_(`at-${title}`).click();
    await this.page.locator(".el-select").first().click();
    await this.say("xxz");
    await this.page.getByRole("option", { name: "西向镇" }).first().click();
    await this.at_("recipient").fill("镇民政所 刘");
    await this.at_("take-paper").fill("沁应急动〔2026〕1号");
    await this.at_("find").fill(digits);
    await this.at_(`take-0000${digits}`).first().click();
    await this.at_("loose").fill(loose);
  }
  line = () => this.page.locator("section.line");
  when = () => this.at_("when").locator("input");
}

test("what happened yesterday is entered as of yesterday, says what it changed, and is taken back when it was wrong", async ({ seat }) => {
  const title = name("补记库");
  const place = await openStore(title);
  const { batch, digits } = await stored(place, "torch", 560, "A-1", { made_on: "2026-01-01" });
  const office = await colleague("keeper");
  await office.call("stock.issue", command({ place, division: XIXIANG, recipient: "镇政府", document: "沁应急动〔2026〕1号", lines: [{ batch, bin: "A-1", quantity: 60 }] }));

  const keeper = new Desk(await seat({ width: 1366, height: 768 }));
  await keeper.signIn("keeper", "/stock");
  await keeper.issue(title, digits, "30");
  await keeper.when().fill("昨天下午");
  await keeper.at_("send-issue").click(); // not as of now behind the keeper's back
  await keeper.page.waitForTimeout(500);
  assert.equal(await balance(place, "torch"), 500);
  await keeper.when().fill("昨天 00:05");
  await keeper.at_("send-issue").click();
  await keeper.line().waitFor({ state: "detached" });
  await keeper.at_("recalculated").getByText("−30", { exact: false }).waitFor();
  assert.equal(await keeper.when().inputValue(), ""); // the next one is of now again
  await keeper.picture("stock-recalculated");
  assert.equal(await balance(place, "torch"), 470);

  await keeper.goTo(`/stock?t=stock&card=${place}/torch`);
  const row = keeper.at_("card").locator("tr", { hasText: "−30" });
  await row.locator("[data-test=reverse]").click();
  await keeper.at_("reverse-reason").fill("镇里没有来领");
  await keeper.page.waitForTimeout(400); // the dialog comes in
  await keeper.picture("stock-reverse");
  await keeper.at_("reverse-send").click();
  await row.getByText("已冲销").waitFor();
  await keeper.at_("card").getByText("+30").waitFor();
  assert.equal(await row.locator("[data-test=reverse]").count(), 0); // once
  assert.equal(await balance(place, "torch"), 500);

  // The same in the life of the batch; who only reads it has no such button.
  const auditor = new Desk(await seat({ width: 390, height: 844, theme: "night" }));
  await auditor.signIn("auditor", `/stock?t=trace&batch=${batch}`);
  await auditor.at_("life").getByText("镇里没有来领", { exact: false }).waitFor();
  assert.equal(await auditor.at_("reverse").count(), 0);
  await keeper.goTo(`/stock?t=stock&life=${batch}`);
  await keeper.at_("life").locator("[data-test=reverse]").first().waitFor();
});

test("what belongs to a paper is not reversed: the server's words say what to do", async ({ seat }) => {
  const title = name("验收库");
  const place = await openStore(title);
  const keeper = await colleague("keeper");
  const batch = (await stored(place, "blanket", 40, "A-1", { made_on: "2026-01-01" })).batch;
  const dispatcher = await colleague("dispatcher");
  const { movement } = await dispatcher.call("stock.adjust", command({
    place, reason: "盘点", counted_by: "甲", recounted_by: "乙", lines: [{ batch, bin: "A-1", lost: 1 }],
  }));
  const desk = new Desk(await seat());
  await desk.signIn("dispatcher", `/stock?t=stock&card=${place}/blanket`);
  const row = desk.at_("card").locator("tr", { hasText: "−1" });
  await row.locator("[data-test=reverse]").click();
  // Somebody else is faster.
  await dispatcher.call("stock.reverse", command({ movement: movement.movement, expected_version: movement.version, reason: "记错" }));
  await desk.at_("reverse-reason").fill("记错");
  await desk.at_("reverse-send").click();
  await desk.at_("problem").getByText("已经冲销", { exact: false }).waitFor();
  assert.equal((await keeper.call("stock.balance", { place, item: "blanket" })).rows[0].quantity, 40);
});

test("what expired in a store is written off by the office with its use, on the experts' signed paper", async ({ seat }) => {
  const title = name("过期库");
  const place = await openStore(title);
  const { label } = await stored(place, "quilt-cotton", 12, "A-1", { made_on: "2012-01-01", expires_on: "2020-01-01" });
  const keeper = new Desk(await seat());
  await keeper.signIn("keeper", "/stock?t=due");
  await keeper.at_("urgency-passed").locator("li", { hasText: title }).waitFor();
  assert.equal(await keeper.at_("scrap").count(), 0); // nobody writes off what he keeps

  const office = new Desk(await seat({ width: 390, height: 844 }));
  await office.signIn("dispatcher", "/stock?t=due");
  const row = office.at_("urgency-passed").locator("li", { hasText: title });
  await row.locator("[data-test=scrap]").click();
  const box = office.at_("scrap-quantity");
  await box.waitFor();
  assert.equal(await box.inputValue(), "12");
  await office.at_("scrap-document").fill("沁储鉴〔2026〕3号");
  await office.at_("scrap-experts").fill("张某、王某、李某、赵某、赵某");
  await office.at_("scrap-conclusion").fill("板结霉变，不能保暖");
  await office.at_("scrap-reason").fill("过期霉变");
  await office.at_("paper-photo").setInputFiles(await photo(office.page));
  await office.page.locator(".paper img").waitFor();
  assert.equal(await office.page.locator(".paper .error").count(), 0);
  assert.ok(await office.at_("scrap-send").isDisabled(), "four people, one of them twice");
  await office.at_("scrap-experts").fill("张某、王某、李某、赵某、钱某");
  assert.ok((await office.tooWide()) <= 0);
  await office.picture("stock-scrap-phone");
  await office.at_("scrap-send").click();
  await row.waitFor({ state: "detached" });
  await keeper.at_("urgency-passed").locator("li", { hasText: title }).waitFor({ state: "detached" });
  assert.equal(await balance(place, "quilt-cotton"), 0);
  const { movements } = await (await colleague("auditor")).call("stock.life", { label });
  const { evidence } = movements.find((one) => one.kind === "scrap");
  assert.equal(evidence.experts.length, 5);
  assert.match(evidence.report, /^[0-9a-f]{64}$/);
});

test("a vehicle that was let go without a line left when the keeper said so", async ({ seat }) => {
  const title = name("发车库");
  const place = await openStore(title);
  const { batch } = await stored(place, "tent-single-12", 20, "A-1", { made_on: "2026-01-01" });
  const release = await ordered({ division: XIXIANG, site: name("中心校") }, [{ item: "tent-single-12", quantity: 5 }], place);
  const [first, other] = [await colleague("keeper"), await secondKeeper()];
  const { waybill } = await first.call("waybill.pick", command({
    release: release.release, place, lines: [{ batch, bin: "A-1", quantity: 5 }], vehicle: { plate: "豫H55555", driver: "王师傅", phone: "13800000000" },
  }));
  const line = await layLine(base);
  const keeper = new Desk(await seat(), line.url);
  await keeper.signIn(other.name, "/stock?t=transit");
  const card = keeper.at_(`waybill-${waybill.number}`);
  await card.waitFor();
  line.cut();
  await keeper.phase("offline");
  await card.locator("[data-test=dispatch]").click();
  await keeper.page.locator("[data-test=outbox]", { hasText: "1" }).waitFor();
  await keeper.page.waitForTimeout(4000);
  const mended = Date.now();
  line.mend();
  await keeper.at_("outbox").waitFor({ state: "detached" });
  const { waybills } = await first.call("waybill.list", {});
  const left = Date.parse(waybills.find((one) => one.waybill === waybill.waybill).dispatched_at);
  assert.ok(left < mended - 2000, `${left} ${mended}`);
  line.remove();
});
