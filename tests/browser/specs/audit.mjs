// An inspection on the spot: planned, drawn, entered, printed, closed; and the board of arrears. All people are made up.
import assert from "node:assert/strict";
import { colleague, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";
import { household, openCampaign, VILLAGE } from "../relief.mjs";

test("audit: an inspection is planned, its results entered, its sheet printed, and it is closed with a report", async ({ seat }) => {
  const { campaign } = await openCampaign();
  const clerk = await colleague("clerk");
  for (let n = 5; n < 9; n += 1) await clerk.call("household.enter", household(campaign, VILLAGE, n));
  const name = `下半年督查 ${Date.now() % 100000}`;

  const decider = new Officer(await seat());
  await decider.signIn("decider", "/relief?m=supervise&s=audits");
  await decider.at_("audit-new").click();
  await decider.at_("audit-name").fill(name);
  await decider.at_("audit-from").fill("2026-11-01");
  await decider.at_("audit-until").fill("2027-01-31");
  await decider.at_("audit-team").fill("县局救灾股、派驻纪检组");
  await decider.at_(`audit-part-${VILLAGE}`).selectOption("whole");
  await decider.picture("audit-plan");
  await decider.at_("audit-send").click();
  await decider.at_("audit-progress").waitFor();
  assert.ok((await decider.at_("audit").innerText()).includes(name));

  const row = () => decider.at_("audit-visit").first();
  await row().locator("[data-test=visit-enter]").click();
  await decider.at_("found-money_missing").check();
  assert.ok(await decider.at_("found-send").isDisabled(), "what differs has to be told");
  await decider.at_("found-note").fill("只收到棉被，没有收到现金");
  await decider.picture("audit-entering");
  await decider.at_("found-send").click();
  await decider.see("已登记，并立项核查");
  await row().locator("[data-test=visit-enter]").click();
  await decider.at_("found-agrees").check();
  await decider.at_("found-send").click();
  await decider.at_("visits-differs").click();
  await decider.see("只收到棉被，没有收到现金");
  await decider.picture("audit-differs");

  const print = await decider.at_("audit-print").first().getAttribute("href");
  const paper = new Officer(await seat());
  await paper.signIn("decider", print);
  await paper.at_("paper-audit").waitFor();
  const sheet = await paper.at_("paper-audit").innerText();
  assert.ok(!/\d{17}[\dX]/.test(sheet.replaceAll("-", "x")), "no number of anybody on the sheet");
  await paper.picture("audit-paper");

  await decider.at_("audit-close").click();
  await decider.at_("report-words").fill("入户两户，一户款物未到，已立项核查。");
  await decider.at_("report-leave").check();
  await decider.at_("report-send").click();
  await decider.at_("audit-report").waitFor();

  const phone = new Officer(await seat({ width: 390, height: 844 }));
  await phone.signIn("decider", "/relief?m=supervise&s=audits");
  await phone.at_("audit-line").first().waitFor();
  await phone.picture("audit-list-phone");
  await phone.at_("audit-line").first().click();
  await phone.at_("audit-progress").waitFor();
  await phone.picture("audit-phone");
  assert.ok(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
});

test("duties: the board says what each unit has not done, and leads to it", async ({ seat }) => {
  const { campaign } = await openCampaign();
  const clerk = await colleague("clerk");
  await clerk.call("household.enter", household(campaign, VILLAGE, 9));
  const auditor = new Officer(await seat());
  await auditor.signIn("auditor", "/relief?m=supervise&s=duties");
  await auditor.at_("duty-board").locator(".figure").first().waitFor();
  await auditor.picture("duties");
  await auditor.at_("duty-board").locator("[data-test^=cell-late_]").first().click();
  await auditor.at_("board-rows").locator("li").first().waitFor();
  await auditor.picture("duties-rows");
  await auditor.at_("board-follow").first().click();
  await auditor.page.waitForURL(/m=way/);
  const phone = new Officer(await seat({ width: 390, height: 844, theme: "night" }));
  await phone.signIn("auditor", "/relief?m=supervise&s=duties");
  await phone.at_("duty-board").locator(".figure").first().waitFor();
  await phone.picture("duties-phone-night");
  assert.ok(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
});
