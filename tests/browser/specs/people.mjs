// What people give, get, lend and owe: each journey by clicking, seen live by a second person, with forms that outlive
// their page and say what they still need.
import assert from "node:assert/strict";
import { beijing, colleague, Officer } from "../driver.mjs";
import { command, name, openStore, PHONE, stored } from "../goods.mjs";
import { test } from "../helper.mjs";

const VILLAGE = "410882101200";
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const picture = { name: "page.png", mimeType: "image/png", buffer: PNG };

class Clerk extends Officer {
  needs = (text) => this.page.locator("[data-test=still-needed]", { hasText: text }).waitFor();
  needsNothing = () => this.at_("still-needed").waitFor({ state: "detached" });
  async address(test, letters, option) {
    await this.at_(test).click();
    await this.say(letters);
    await this.page.getByRole("option", { name: option }).first().click();
  }
  async place(title) {
    await this.page.locator("form .el-select").first().click();
    await this.page.getByRole("option", { name: title }).click();
  }
  /** The page goes away and comes back, as after a closed lid. */
  async reload() {
    await this.page.waitForTimeout(300);
    await this.page.reload();
    await this.at_("restored").waitFor();
  }
  async fits(picture) {
    assert.ok((await this.tooWide()) <= 0, picture);
    await this.picture(picture);
  }
}

test("a donation is registered, shown at once to the office and, without names, to everybody", async ({ seat }) => {
  const [title, giver] = [name("捐赠库"), name("某某爱心企业")];
  await openStore(title);
  const keeper = new Clerk(await seat({ width: 1366, height: 768 }));
  await keeper.signIn("keeper", "/stock?t=donations");
  const office = new Clerk(await seat({ ...PHONE, theme: "night" }));
  await office.signIn("dispatcher", "/stock?t=donations");
  await office.phase("live");

  await keeper.at_("donation-new").click();
  await keeper.place(title);
  await keeper.at_("kind-organisation").click();
  await keeper.needs("公示名称");
  await keeper.at_("shown-as").fill(giver);
  await keeper.at_("donor-name").fill("赵经理");
  await keeper.at_("wish").fill("优先老人和孩子");
  await keeper.at_("find").fill("mb");
  await keeper.at_("item-quilt-cotton").first().click();
  await keeper.needs("棉被的数量");
  await keeper.reload();
  assert.deepEqual(await Promise.all(["shown-as", "donor-name", "wish"].map((one) => keeper.at_(one).inputValue())), [giver, "赵经理", "优先老人和孩子"]);
  await keeper.at_("loose").fill("120");
  await keeper.at_("bin-A-1").click();
  await keeper.needsNothing();
  await keeper.fits("people-donation-form");
  await keeper.at_("send-donation").click();
  await keeper.at_("donation-form").waitFor({ state: "detached" });

  const row = office.page.locator("li", { hasText: giver });
  await row.getByText("120").first().waitFor();
  await office.fits("people-donations-phone-night");
  const anybody = new Clerk(await seat(PHONE));
  await anybody.goTo("/donations");
  const line = anybody.page.locator("tbody", { hasText: giver });
  await line.getByText("优先老人和孩子").waitFor();
  assert.equal(await anybody.page.getByText("赵经理").count(), 0, "a contact is nobody's business");
  await anybody.fits("people-public-phone");
  await keeper.at_("donation-new").click();
  await keeper.at_("donation-form").waitFor();
  assert.equal(await keeper.at_("restored").count(), 0, "what was sent does not come back");
});

/** Blankets that a village was issued and its households do not have yet. */
async function issued(recipient) {
  const place = await openStore(name("发放库"));
  const { batch, keeper } = await stored(place, "blanket", 40);
  await keeper.call("stock.issue", command({ place, division: VILLAGE, recipient, document: "沁应急动〔2026〕1号", lines: [{ batch, bin: "A-1", quantity: 12 }] }));
}

test("goods reach households with proof; the county sees it while it happens", async ({ seat }) => {
  const recipient = name("西向一街村委会");
  await issued(recipient);
  const clerk = new Clerk(await seat(PHONE));
  await clerk.signIn("clerk", "/stock?t=handouts");
  const county = new Clerk(await seat({ width: 1366, height: 768, theme: "night" }));
  await county.signIn("county", "/stock?t=handouts");
  await county.page.getByText(recipient).waitFor();

  await clerk.page.locator("li", { hasText: recipient }).locator("[data-test=handout-new]").click();
  const household = (n) => clerk.at_(`household-${n}`);
  await household(1).locator("[data-test=name]").fill("张大山");
  await household(1).locator("[data-test=people]").fill("4");
  await household(1).locator("[data-test=got-0]").fill("5");
  await clerk.at_("household-add").click();
  await household(2).locator("[data-test=name]").fill("李小河");
  await clerk.needs("第 2 户未填全");
  await clerk.reload();
  assert.equal(await household(1).locator("[data-test=name]").inputValue(), "张大山");
  await household(2).locator("[data-test=people]").fill("3");
  await household(2).locator("[data-test=got-0]").fill("9");
  await clerk.needs("毛毯只剩 12"); // 14 is more than the village was issued
  await household(2).locator("[data-test=got-0]").fill("4");
  await clerk.needs("签字");
  await clerk.page.locator("form > .row [data-test=photo]").first().setInputFiles(picture);
  await clerk.needsNothing();
  await clerk.fits("people-handout-form-phone");
  await clerk.at_("handout-send").click();
  await clerk.at_("handout-form").waitFor({ state: "detached" });
  await county.page.locator("li", { hasText: recipient }).getByText("3").first().waitFor(); // of twelve, nine are handed over
  const { sources } = await (await colleague("county")).call("handout.sources", {});
  assert.equal(sources.find((one) => one.recipient === recipient).lines[0].left, 3);
  await county.fits("people-handouts-night");

  // Who audits the batch sees where its way ends, and the list.
  const { batch } = sources.find((one) => one.recipient === recipient).lines[0];
  const auditor = new Clerk(await seat({ width: 1366, height: 768 }));
  await auditor.signIn("auditor", `/stock?t=trace&batch=${batch}`);
  await auditor.page.locator("[data-test^=story-handout-]", { hasText: "2 户 7 人" }).getByText("签字花名册 1 页", { exact: false }).waitFor();
  await auditor.fits("people-story-handout");
  await auditor.at_("open-handout").click();
  await auditor.page.locator(".el-dialog tbody tr").nth(1).waitFor();
});

test("tents are lent and come back in part; an excavator is requisitioned and paid for", async ({ seat }) => {
  const [title, unit, owner] = [name("借用库"), name("邻县应急局"), name("某工程公司")];
  const place = await openStore(title);
  const { digits } = await stored(place, "tent-single-12", 30);
  const keeper = new Clerk(await seat({ width: 1366, height: 768 }));
  await keeper.signIn("keeper", "/stock?t=loans");
  const office = new Clerk(await seat(PHONE));
  await office.signIn("dispatcher", "/stock?t=loans");
  await office.phase("live");

  await keeper.at_("new-lent").click();
  await keeper.place(title);
  await keeper.at_("unit").fill(unit);
  await keeper.at_("paper").fill("沁应急借 1 号");
  await keeper.needs("用途");
  await keeper.at_("purpose").fill("支援安置");
  await keeper.at_("due").fill(beijing(-30 * 24 * 60).slice(0, 10));
  await keeper.at_("find").fill(digits);
  await keeper.at_(`take-0000${digits}`).click();
  await keeper.at_("loose").fill("10");
  await keeper.reload();
  assert.equal(await keeper.at_("loose").inputValue(), "10", "the quantity came back too");
  assert.equal(await keeper.at_("unit").inputValue(), unit);
  await keeper.fits("people-loan-form");
  await keeper.at_("loan-send").click();
  await keeper.at_("loan-form").waitFor({ state: "detached" });
  const lent = (person) => person.page.locator("li", { hasText: unit });
  await lent(office).waitFor();

  await lent(keeper).locator("[data-test=loan-return]").click();
  await keeper.at_("back-0").fill("4");
  await keeper.at_("damaged-0").fill("1");
  await keeper.at_("damaged-aside").getByText("待检区").waitFor();
  await keeper.fits("people-loan-return");
  await keeper.at_("return-send").click();
  await lent(office).getByText(/4/).first().waitFor();
  await keeper.at_("return-send").waitFor({ state: "detached" });
  await keeper.goTo("/stock?t=aside");
  const aside = keeper.page.locator("article", { hasText: unit });
  await aside.locator("[data-test=opened-by]").getByText("不能作废").waitFor();
  assert.equal(await aside.locator("[data-test=recovery-cancel]").count(), 0);
  await keeper.fits("people-loan-aside");
  await keeper.goTo("/stock?t=loans");

  await keeper.at_("new-requisition").click();
  await keeper.place(title);
  await keeper.at_("unit").fill(owner);
  await keeper.at_("paper").fill("征用令 1 号");
  await keeper.at_("thing-add").click();
  await keeper.at_("thing").fill("挖掘机");
  await keeper.at_("thing-value").fill("八十万"); // no number
  await keeper.needs("估价");
  await keeper.at_("thing-value").fill("800000");
  await keeper.needsNothing();
  await keeper.at_("loan-send").click();
  const taken = office.page.locator("li", { hasText: owner });
  await taken.locator("[data-test=requisition-pay]").waitFor();
  await office.fits("people-loans-phone");
});

test("the goods page begins with what each role needs, and its tabs are walked by keys", async ({ seat }) => {
  for (const [who, first] of [["dispatcher", "requests"], ["county", "requests"], ["clerk", "requests"], ["keeper", "stock"], ["auditor", "trace"]]) {
    const person = new Clerk(await seat({ width: 1366, height: 768 }));
    await person.signIn(who, "/stock");
    await person.page.locator("[role=tab][aria-selected=true]").first().waitFor();
    const chosen = await person.page.locator("[role=tab][aria-selected=true]").evaluateAll((all) => all.map((one) => one.dataset.test));
    assert.ok(chosen.includes(`tab-${first}`), `${who}: ${chosen.join()}`);
  }
  const keeper = new Clerk(await seat({ ...PHONE, locale: "en" }));
  await keeper.signIn("keeper", "/stock?t=loans"); // a link from before the tabs had groups
  const selected = (test) => keeper.page.locator(`[data-test=${test}][aria-selected=true]`).waitFor();
  await selected("tabs-people");
  await selected("tab-loans");
  await keeper.at_("tab-loans").focus();
  await keeper.press("Home");
  await selected("tab-donations");
  await keeper.press("ArrowLeft");
  await selected("tab-loans");
  assert.match(keeper.page.url(), /[?&]t=loans/);
  await keeper.at_("tabs-people").focus();
  await keeper.press("ArrowRight");
  await selected("tabs-audit");
  await selected("tab-stocktake");
  await keeper.at_("tabs-people").click();
  await selected("tab-loans"); // where one was
  for (const tab of ["requests", "transit", "stock", "places", "due", "receive", "issue", "transfer", "aside", "donations", "handouts", "loans", "stocktake", "trace"]) {
    await keeper.board(tab);
    await selected(`tab-${tab}`);
    const hidden = await keeper.page.locator(`[data-test=tab-${tab}]`).evaluate((one) => {
      const [mine, row] = [one.getBoundingClientRect(), one.parentElement.getBoundingClientRect()];
      return mine.left < row.left - 1 || mine.right > row.right + 1;
    });
    assert.ok(!hidden, `${tab} is in sight`);
    assert.ok((await keeper.tooWide()) <= 0, tab);
  }
  await keeper.picture("goods-tabs-phone-en");
});

test("a form for goods outlives its page for whoever fills it in, and for nobody else", async ({ seat }) => {
  const title = name("草稿库");
  const place = await openStore(title);
  const { digits } = await stored(place, "torch", 200);
  const keeper = new Clerk(await seat({ width: 1024, height: 768 }));
  await keeper.signIn("keeper", "/stock?t=issue");
  await keeper.at_(`at-${title}`).click();
  await keeper.needs("发给哪个单位");
  await keeper.address("division", "xxz", "西向镇");
  await keeper.at_("recipient").fill("镇民政所 刘");
  await keeper.at_("find").fill(digits);
  await keeper.at_(`take-0000${digits}`).click();
  await keeper.at_("loose").fill("35");
  await keeper.reload();
  assert.deepEqual([await keeper.at_("recipient").inputValue(), await keeper.at_("loose").inputValue()], ["镇民政所 刘", "35"]);
  await keeper.picture("people-issue-restored");
  await keeper.at_("start-over").click();
  await keeper.at_("restored").waitFor({ state: "detached" });
  assert.equal(await keeper.at_("recipient").inputValue(), "");
  await keeper.page.reload();
  await keeper.at_("recipient").waitFor();
  assert.equal(await keeper.at_("restored").count(), 0);

  const clerk = new Clerk(await seat({ width: 1366, height: 768 }));
  await clerk.signIn("clerk", "/stock?t=requests");
  await clerk.at_("request-new").click();
  await clerk.at_("purpose").fill("安置点过夜");
  await clerk.reload();
  assert.equal(await clerk.at_("purpose").inputValue(), "安置点过夜");

  const office = new Clerk(await seat({ width: 1366, height: 768 }));
  await office.signIn("dispatcher", "/stock?t=places");
  await office.at_("place-open").click();
  await office.at_("place-name").fill("新储备点");
  await office.needs("保管单位");
  await office.page.waitForTimeout(300);
  await office.page.reload();
  await office.at_("place-open").click();
  await office.at_("restored").waitFor();
  assert.equal(await office.at_("place-name").inputValue(), "新储备点");
});
