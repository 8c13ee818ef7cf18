// Households that may be one: proposed side by side, masked, and judged by a person. All people are made up.
import assert from "node:assert/strict";
import { colleague, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";
import { household, madeUpId, nearId, openCampaign, VILLAGE } from "../relief.mjs";

test("alike: a number with one digit changed and a name that sounds the same are seen, judged, and do not come back", async ({ seat }) => {
  const { campaign } = await openCampaign();
  const clerk = await colleague("clerk");
  const number = madeUpId();
  const one = { ...household(campaign, VILLAGE, 3), people: 1, needy: 1, members: [{ name: "东方晓明", kinship: "head", id_number: number }] };
  const other = { ...household(campaign, VILLAGE, 4), people: 1, needy: 1, address: "西向一街九组98号", members: [{ name: "东方小铭", kinship: "head", id_number: nearId(number) }] };
  await clerk.call("household.enter", one);
  await clerk.call("household.enter", other);

  const reviewer = new Officer(await seat());
  await reviewer.signIn("reviewer", "/relief");
  await reviewer.at_("mode-supervise").click();
  await reviewer.at_("supervise-alike").click();
  const pair = reviewer.at_("likeness-pair").filter({ hasText: "东**铭" }).filter({ hasText: "东**明" }).first();
  await pair.waitFor();
  const said = await pair.innerText();
  for (const sign of ["姓名同音", "证件号相近", "出生日期相同"]) assert.ok(said.includes(sign), sign);
  for (const secret of [number, other.members[0].id_number, "东方晓明", other.address]) assert.ok(!said.includes(secret), "masked");
  await reviewer.picture("alike-proposed");
  await pair.locator("[data-test=likeness-judge]").click();
  await reviewer.at_("verdict-same_family").check();
  await reviewer.at_("likeness-reason").fill("村干部证实是同一人，登记了两次");
  await reviewer.picture("alike-judging");
  await reviewer.at_("likeness-send").click();
  await reviewer.see("已记录判断");
  await pair.waitFor({ state: "detached" });
  await reviewer.page.reload();
  await reviewer.at_("likeness-looked").waitFor();
  assert.equal(await reviewer.at_("likeness-pair").filter({ hasText: "东**铭" }).filter({ hasText: "东**明" }).count(), 0, "what was decided does not come back");

  // One family stands twice until somebody takes one off; on second thoughts it is looked into.
  const auditor = new Officer(await seat({ width: 390, height: 844 }));
  await auditor.signIn("auditor", "/relief?m=supervise&s=alike");
  await auditor.at_("likeness-same_family").click();
  await auditor.at_("both-stand").first().waitFor();
  await auditor.picture("alike-decided-phone");
  assert.ok(await auditor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
  await auditor.at_("likeness-judge").first().click();
  await auditor.at_("verdict-inquire").check();
  await auditor.at_("likeness-reason").fill("请乡镇入户核对");
  await auditor.at_("likeness-send").click();
  await auditor.see("已记录判断");
  await auditor.at_("supervise-inquiries").click();
  await auditor.at_("inquiry-open").filter({ hasText: "疑似同一户" }).first().waitFor();
});
