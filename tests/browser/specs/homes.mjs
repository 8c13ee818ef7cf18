// The register of collapsed and damaged homes (D02): a clerk enters a row with its photo, corrects it with a reason, and
// links the household of winter relief that the same person heads. All people are made up.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { colleague, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";
import { household, madeUpId, openCampaign, takeWorkbooks, VILLAGE } from "../relief.mjs";

const photo = async (officer) => ({ name: "home.png", mimeType: "image/png", buffer: await officer.page.screenshot() });

async function openIncident(name) {
  const duty = await colleague("county");
  return duty.openIncident(name);
}

test("homes: a clerk enters a damaged home, corrects it, and links the household of the same person", async ({ seat }) => {
  const incident = await openIncident(`测试 倒损 ${randomUUID().slice(0, 8)}`);
  const campaign = await openCampaign();
  const number = madeUpId();
  const desk = await colleague("clerk");
  const family = household(campaign.campaign, VILLAGE, 0);
  family.members[0].id_number = number;
  const listed = (await desk.call("household.enter", family)).household;

  const clerk = new Officer(await seat());
  await clerk.signIn("clerk", `/relief?h=${listed.household}`);
  await clerk.at_("home-lacking").waitFor();
  await clerk.goTo(`/homes?i=${incident.incident}`);
  await clerk.at_("home-enter").waitFor();
  await clerk.press("a");
  await clerk.at_("home-village").selectOption(VILLAGE);
  await clerk.at_("home-name").fill("测试户甲");
  await clerk.at_("home-id").fill(number);
  await clerk.at_("home-phone").fill("138 1234 5678");
  await clerk.at_("home-people").fill("3");
  await clerk.at_("home-address").fill("西向一街1组1号");
  await clerk.at_("home-rooms").fill("2");
  await clerk.at_("collapsed-rooms").fill("2");
  await clerk.at_("collapsed-area").fill("60.25");
  await clerk.at_("severely_damaged-rooms").fill("1");
  await clerk.at_("severely_damaged-area").fill("25");
  await clerk.at_("home-save").click();
  await clerk.see("倒塌和损坏的间数不能多于住房间数");
  await clerk.at_("home-rooms").fill("5");
  await clerk.at_("photo").setInputFiles(await photo(clerk));
  await clerk.page.locator("figure img").waitFor();
  await clerk.picture("homes-enter");
  await clerk.at_("home-save").click();
  await clerk.see("已保存");
  await clerk.at_("compare-A01023").getByText("1", { exact: true }).waitFor();
  await clerk.see("A01 未报");

  await clerk.at_("search").fill(number);
  await clerk.page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
  assert.ok(!clerk.page.url().includes(number), "no number in the address");
  await clerk.page.locator("[data-test^=home-][tabindex]").first().click();
  await clerk.at_("home-panel").waitFor();
  await clerk.at_("home-change").click();
  await clerk.at_("home-rebuild").fill("2.505");
  await clerk.at_("home-pay").selectOption("card");
  await clerk.at_("home-save").click();
  assert.equal(await clerk.at_("home-reason").getAttribute("aria-invalid"), "true", "a correction needs its reason");
  await clerk.at_("home-reason").selectOption("money");
  await clerk.at_("home-save").click();
  await clerk.see("资金 2.505 万元");

  await clerk.at_(`link-household-${listed.number}`).click();
  await clerk.at_("home-links").getByRole("link").waitFor();
  const shown = await clerk.at_("home-panel").innerText();
  assert.ok(!shown.includes(number) && !shown.includes("测试户甲") && shown.includes("138****5678"), shown);
  await clerk.picture("homes-row");
  await clerk.at_("home-links").getByRole("link").click();
  await clerk.at_("linked-home").waitFor();
  assert.equal(await clerk.at_("home-lacking").count(), 0);
  await clerk.at_("linked-home").scrollIntoViewIfNeeded();
  await clerk.picture("homes-household");

  const auditor = await colleague("auditor");
  const { homes } = await auditor.call("home.list", { incident: incident.incident, division: "410882000000" });
  assert.equal(homes[0].rebuild_fen, 2_505_000);
  assert.equal(homes[0].photos, 1);
});

test("homes: the register, a row's photos and the households not linked on a telephone", async ({ seat }) => {
  const incident = await openIncident(`测试 倒损手机 ${randomUUID().slice(0, 8)}`);
  const campaign = await openCampaign();
  const desk = await colleague("clerk");
  const listed = (await desk.call("household.enter", household(campaign.campaign, VILLAGE, 3))).household;
  const clerk = new Officer(await seat({ width: 390, height: 844 }));
  await clerk.signIn("clerk", `/homes?i=${incident.incident}`);
  await clerk.at_("home-enter").click();
  await clerk.at_("home-village").selectOption(VILLAGE);
  for (const [box, words] of [["name", "测试户乙"], ["id", madeUpId()], ["people", "2"], ["address", "西向一街2组"], ["rooms", "3"]]) {
    await clerk.at_(`home-${box}`).fill(words);
  }
  await clerk.at_("slightly_damaged-rooms").fill("1");
  await clerk.at_("slightly_damaged-area").fill("18");
  await clerk.picture("homes-enter-390");
  await clerk.at_("photo").setInputFiles(await photo(clerk));
  await clerk.page.locator("figure img").waitFor();
  await clerk.at_("home-save").click();
  await clerk.see("已保存");
  await clerk.page.locator(".beside header button").click();
  await clerk.picture("homes-list-390");
  await clerk.page.locator("tbody tr").first().click();
  await clerk.at_("home-reveal").click();
  await clerk.at_("purpose").fill("入户复核");
  await clerk.at_("reveal-send").click();
  await clerk.at_("home-photos").locator("img").waitFor();
  await clerk.page.waitForFunction(() => document.querySelector("[data-test=home-photos] img").naturalWidth > 0);
  await clerk.picture("homes-photos-390");
  await clerk.page.keyboard.press("Escape");
  await clerk.goTo(`/homes?i=${incident.incident}`);
  await takeWorkbooks(clerk, "home", ["home.export"], "home.export_people");
  await clerk.picture("homes-exports-390");
  await clerk.goTo(`/homes?i=${incident.incident}&m=lacking`);
  await clerk.at_(`lacking-${listed.number}`).waitFor();
  await clerk.picture("homes-lacking-390");
  const wide = await clerk.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `nothing runs out of the screen (${wide})`);
});

test("homes: photos of a household are kept sealed, and its other years stand in its panel", async ({ seat }) => {
  const campaign = await openCampaign();
  const desk = await colleague("clerk");
  const listed = (await desk.call("household.enter", household(campaign.campaign, VILLAGE, 2))).household;
  const clerk = new Officer(await seat({ width: 390, height: 844 }));
  await clerk.signIn("clerk", `/relief?h=${listed.household}`);
  await clerk.at_("household-photos").waitFor();
  await clerk.at_("photo-about").selectOption("crop");
  await clerk.at_("household-photos").locator("input[type=file]").setInputFiles({ name: "field.png", mimeType: "image/png", buffer: await clerk.page.screenshot() });
  await clerk.at_("household-photos").getByText("农作物").first().waitFor();
  await clerk.at_("photos-look").click();
  await clerk.at_("purpose").fill("入户复核");
  await clerk.at_("reveal-send").click();
  await clerk.page.waitForFunction(() => document.querySelector(".el-dialog img")?.naturalWidth > 0);
  await clerk.page.keyboard.press("Escape");
  await clerk.at_("household-years").getByText("没有记录").waitFor();
  await clerk.at_("household-years").scrollIntoViewIfNeeded();
  await clerk.picture("relief-photos-390");
});
