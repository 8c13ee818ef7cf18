// Winter–spring relief: the county opens it, the township's clerk enters households by keyboard and reads a list in, and
// nobody is seen in clear without a purpose. All people are made up.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { colleague, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";
import { madeUpId, openCampaign, VILLAGE } from "../relief.mjs";

test("relief: the county opens a winter at its screen", async ({ seat }) => {
  const decider = new Officer(await seat());
  await decider.signIn("decider", "/relief");
  const desk = await colleague("decider");
  const { campaigns } = await desk.call("campaign.list");
  if (!campaigns.some((one) => one.state === "open")) {
    await decider.at_("campaign-open").click();
    await decider.at_("budget-central").fill("500,000");
    await decider.picture("relief-open");
    await decider.at_("campaign-send").click();
  }
  await decider.at_("campaign").waitFor();
  assert.match(await decider.at_("campaign").innerText(), /\d{4}—\d{4}/);
  await decider.see("进行中");
  await decider.at_("campaign-change").click();
  await decider.at_("budget-county").fill("8万");
  assert.equal(await decider.at_("campaign-send").isDisabled(), true);
  await decider.at_("budget-county").fill("80000");
  await decider.at_("campaign-reason").fill("县级配套到位");
  await decider.at_("campaign-send").click();
  await decider.see("¥");
  assert.equal(await decider.at_("enter").count(), 0, "who reviews enters nobody");
  await decider.picture("relief-county");
});

test("relief: a clerk enters a household with the keyboard, finds it by name, and sees it masked", async ({ seat }) => {
  await openCampaign();
  const clerk = new Officer(await seat());
  await clerk.signIn("clerk", "/relief");
  await clerk.at_("village-all").waitFor();
  const mark = String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 5000), 0x4e00 + Math.floor(Math.random() * 5000));
  const name = `王${mark}`;
  const number = madeUpId();
  await clerk.at_("enter").waitFor();
  await clerk.press("a");
  await clerk.at_("village").selectOption({ index: 0 });
  await clerk.at_("member-0").locator("[data-test=name]").focus();
  await clerk.say(name);
  await clerk.press("Enter");
  const wrong = number.slice(0, 17) + (number[17] === "1" ? "2" : "1");
  await clerk.say(wrong);
  await clerk.see("校验码不对");
  await clerk.at_("member-0").locator("[data-test=id]").fill(number);
  await clerk.press("Enter", "Enter");
  await clerk.say("3");
  await clerk.press("Enter");
  await clerk.say("2");
  await clerk.press("Enter");
  await clerk.say("138 1234 5678");
  await clerk.press("Enter");
  await clerk.say("西向镇某村三组12号");
  await clerk.at_("circumstance-crop_lost").check();
  await clerk.at_("need-grain").fill("50");
  await clerk.at_("need-heating").fill("300");
  await clerk.picture("relief-enter");
  await clerk.at_("need-grain").press("Control+Enter");
  await clerk.see("已保存");
  assert.equal(await clerk.at_("member-0").locator("[data-test=name]").inputValue(), "");
  assert.equal(await clerk.at_("circumstance-crop_lost").isChecked(), true);

  await clerk.at_("search").fill(name);
  await clerk.page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
  assert.ok(!clerk.page.url().includes(encodeURIComponent(name)), "no name in the address");
  await clerk.page.locator("tbody tr").click();
  await clerk.at_("missing").waitFor();
  const page = await clerk.at_("beside").innerText();
  assert.ok(!page.includes(name) && !page.includes(number) && page.includes("138****5678"), page);
  await clerk.picture("relief-household");
  await clerk.at_("reveal").click();
  await clerk.at_("purpose").fill("入户核对");
  await clerk.at_("reveal-send").click();
  await clerk.at_("revealed").getByText(number).waitFor();
  await clerk.page.keyboard.press("Escape");
  await clerk.at_("revealed").waitFor({ state: "detached" });

  await clerk.at_("change").click();
  await clerk.at_("account").fill("62284812345678901");
  await clerk.at_("household-save").click();
  await clerk.at_("problem").waitFor();
  await clerk.at_("account").fill("0123456789012");
  await clerk.at_("household-save").click();
  await clerk.page.locator("[data-test=fact-2]", { hasText: "一卡通账号" }).waitFor();

  const auditor = await colleague("auditor");
  const { reveals } = await auditor.call("personal.list");
  assert.equal(reveals[0].purpose, "入户核对");
  assert.match(reveals[0].record, /^household\//);
});

test("relief: a pasted list is tried, its faults are named by row, and reading it twice enters nothing twice", async ({ seat }) => {
  const campaign = await openCampaign();
  const clerk = new Officer(await seat());
  await clerk.signIn("clerk", "/relief");
  await clerk.page.locator("nav.villages .line .clip").nth(1).waitFor();
  const village = await clerk.page.locator("nav.villages .line .clip").nth(1).innerText();
  const heads = "沁阳市西向镇冬春救助花名册\t\t\t\t\t\t\n序号\t村名\t户主姓名\t身份证号\t家庭类型\t家庭人口\t家庭住址";
  const good = Array.from({ length: 120 }, (_, at) => `${at + 1}\t${village}\t李某${at}\t${madeUpId().replace(/^4/, "４")}\t${at % 2 ? "低保户" : "5"}\t2\t${village}${at}号`);
  const wrong = madeUpId();
  good[3] = `4\t${village}\t赵某\t${wrong.slice(0, 17)}${wrong[17] === "1" ? "2" : "1"}\t低保户\t2\t${village}`;
  good[7] = good[6].replace(/^7/, "8");
  good[9] = `10\t火星村\t钱某\t${madeUpId()}\t低保户\t2\t不知`;
  await clerk.at_("import").click();
  await clerk.at_("paste").fill(`${heads}\n${good.join("\n")}\n合计\t\t\t\t\t240\t`);
  assert.match(await clerk.at_("import-count").innerText(), /120/);
  assert.equal(await clerk.at_("import-try").isDisabled(), true, "nobody said what they lost, or how many are in need");
  await clerk.see("还差：灾种、受灾情形、需救助人口");
  const choose = async () => {
    await clerk.at_("import-needy").selectOption("whole");
    await clerk.at_("import-hazard").selectOption("02");
    await clerk.at_("import-circumstance").selectOption("crop_lost");
  };
  await choose();
  await clerk.at_("import-try").click();
  await clerk.page.locator("[data-test=import-taken]", { hasText: "117" }).waitFor();
  const faults = await clerk.at_("fault-table").innerText();
  for (const said of ["6", "校验码", "10", "同一人", "12", "村（社区）"]) assert.ok(faults.includes(said), said);
  assert.match(await clerk.at_("import-faults").innerText(), /^3 /, "a row counts once");
  await clerk.picture("relief-import");
  assert.ok(await clerk.page.locator("[data-test=mend-12-village] option", { hasText: village }).count() > 0, "an unknown village is chosen");
  await clerk.at_("drop-12").click();
  await clerk.at_("import-dropped").waitFor();
  assert.match(await clerk.at_("import-faults").innerText(), /^2 /, "a row left out is no fault");
  await clerk.at_("undrop").click();
  await clerk.at_("import-send").click();
  await clerk.see("已登记 117 户");
  await clerk.at_("import-rest").waitFor();
  await clerk.at_("import-close").click();
  await clerk.at_("search").waitFor();
  await clerk.page.locator("tbody tr").first().waitFor();

  await clerk.at_("import").click();
  await clerk.at_("paste").fill(`${heads}\n${good.join("\n")}`);
  await choose();
  await clerk.at_("import-try").click();
  await clerk.see("已在册 117 户");
  await clerk.at_("import-close").click();
  await clerk.at_("mode-way").click();
  await clerk.at_("silent").waitFor();
  await clerk.picture("relief-silent");
  const desk = await colleague("clerk");
  const { villages } = await desk.call("campaign.get", { campaign: campaign.campaign });
  assert.ok(villages.reduce((sum, one) => sum + one.households, 0) >= 117);
});

test("relief: a family in other need is referred from its household, and the county's office answers", async ({ seat }) => {
  const campaign = await openCampaign();
  const desk = await colleague("clerk");
  const { household } = await desk.call("household.enter", {
    command_id: randomUUID(), campaign: campaign.campaign, village: VILLAGE, class: "minimum_living", people: 1, needy: 1, hazard: "02",
    circumstances: ["injured"], needs: [], members: [{ name: "周某", kinship: "head", id_number: madeUpId() }], address: "测试",
  });
  const clerk = new Officer(await seat());
  await clerk.signIn("clerk", `/relief?h=${household.household}`);
  await clerk.at_("refer").click();
  await clerk.at_("programme").selectOption("temporary_assistance");
  await clerk.see("须先核对是否针对同一损失");
  await clerk.at_("referral-reason").fill("住院自付较多，家中无人照料");
  await clerk.at_("referral-send").click();
  await clerk.see("请先与");
  await clerk.at_("compared").check();
  await clerk.picture("relief-refer");
  await clerk.at_("referral-send").click();
  await clerk.page.locator("[data-test=referral-temporary_assistance]", { hasText: "待办" }).waitFor();

  const office = new Officer(await seat({ width: 390, height: 844 }));
  await office.signIn("decider", "/relief");
  await office.at_("mode-referrals").click();
  const row = office.page.locator("[data-test=referral-temporary_assistance]").last();
  await row.locator("[data-test=referral-reveal]").click();
  await office.at_("purpose").fill("办理临时救助");
  await office.at_("reveal-send").click();
  await office.at_("revealed").getByText("住院自付较多").waitFor();
  await office.page.keyboard.press("Escape");
  await office.at_("revealed").waitFor({ state: "detached" });
  await office.picture("relief-referrals-phone");
  assert.ok(await office.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
  await row.locator("[data-test=referral-grant]").click();
  await office.at_("referral-yuan").fill("1500");
  await office.at_("referral-note").fill("按规定给予一次性救助");
  await office.at_("referral-answer").click();
  await clerk.page.locator("[data-test=referral-temporary_assistance]", { hasText: "1,500.00" }).waitFor();
  await clerk.picture("relief-referred");
});

test("relief: the page holds together at night and on a phone", async ({ seat }) => {
  await openCampaign();
  const night = new Officer(await seat({ theme: "night" }));
  await night.signIn("reviewer", "/relief");
  await night.page.locator("tbody tr").first().waitFor();
  await night.page.locator("tbody tr").first().focus();
  await night.press("ArrowDown", "Enter");
  await night.at_("beside").waitFor();
  await night.picture("relief-night");
  const phone = new Officer(await seat({ width: 390, height: 844 }));
  await phone.signIn("clerk", "/relief");
  await phone.page.locator("tbody tr").first().waitFor();
  await phone.picture("relief-phone");
  assert.ok(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
  await phone.at_("enter").click();
  await phone.at_("household-save").waitFor();
  await phone.picture("relief-phone-enter");
});
