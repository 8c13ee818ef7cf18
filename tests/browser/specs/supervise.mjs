// Supervision of winter relief: a rule's finding becomes an inquiry that others decide, and the auditor's question is
// answered in a few clicks. All people are made up.
import assert from "node:assert/strict";
import { colleague, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";
import { household, openCampaign, VILLAGE } from "../relief.mjs";

test("supervise: two families with one telephone are found, asked about, and judged by somebody else", async ({ seat }) => {
  const { campaign } = await openCampaign();
  const clerk = await colleague("clerk");
  const shared = { phone: `139${String(Date.now()).slice(-8)}` };
  const first = { ...household(campaign, VILLAGE, 1), ...shared };
  await clerk.call("household.enter", first);
  await clerk.call("household.enter", { ...household(campaign, VILLAGE, 2), ...shared });

  const reviewer = new Officer(await seat());
  await reviewer.signIn("reviewer", "/relief");
  await reviewer.at_("mode-supervise").click();
  await reviewer.at_("rule-phone_twice").click();
  const finding = reviewer.at_("findings").locator("li").filter({ has: reviewer.at_("inquire") }).last();
  await finding.waitFor();
  assert.ok(!(await reviewer.at_("findings").innerText()).includes(shared.phone), "a finding says no number");
  await reviewer.picture("supervise-finding");
  await finding.locator("[data-test=inquire]").click();
  await reviewer.at_("inquiry-note").fill("两户是否分户领取");
  await reviewer.at_("inquiry-send").click();
  await reviewer.see("已立项核查");

  const auditor = new Officer(await seat({ theme: "night" }));
  await auditor.signIn("auditor", "/relief");
  await auditor.at_("mode-supervise").click();
  await auditor.at_("supervise-inquiries").click();
  await auditor.at_("inquiry-open").first().waitFor();
  await auditor.picture("supervise-inquiries-night");
  await auditor.at_("inquiry-open").first().locator("[data-test=decide]").click();
  await auditor.at_("verdict-false").check();
  await auditor.at_("verdict-words").fill("同住父母代接电话，两户属实");
  await auditor.at_("verdict-send").click();
  await auditor.at_("state-dismissed").click();
  await auditor.at_("inquiry-dismissed").first().waitFor();

  // Was this family paid twice: two clicks and one number.
  await auditor.at_("supervise-trace").click();
  await auditor.at_("trace-number").fill(first.members[0].id_number);
  await auditor.at_("trace-send").click();
  await auditor.at_("traced").waitFor();
  assert.equal(await auditor.at_("trace-number").inputValue(), "", "the number does not stay on the screen");
  assert.ok(!auditor.page.url().includes(first.members[0].id_number));
  await auditor.picture("supervise-trace-night");
  const phone = new Officer(await seat({ width: 390, height: 844 }));
  await phone.signIn("auditor", "/relief?m=supervise");
  await phone.at_("rule-phone_twice").waitFor();
  await phone.picture("supervise-phone");
  assert.ok(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
});
