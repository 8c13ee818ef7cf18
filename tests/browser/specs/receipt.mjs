// The receipt of somebody who has the paper and a telephone, and neither an account nor, when it matters, a line.
import assert from "node:assert/strict";
import { base, colleague, Officer } from "../driver.mjs";
import { command, name, openStore, paperOf, PHONE, Receiver, receiptsOf, sentTo, stored, XIXIANG } from "../goods.mjs";
import { layLine, test } from "../helper.mjs";

/** Quilts on the road to a shelter of 西向镇: the waybill, and what its paper shows. */
async function underWay(quantity) {
  const from = await openStore(name("县库"));
  const pile = await stored(from, "quilt-cotton", quantity);
  const waybill = await sentTo({ division: XIXIANG, site: "西向镇中学安置点" }, from, [{ pile, item: "quilt-cotton", quantity }]);
  return { ...(await paperOf(waybill)), dispatcher: await colleague("dispatcher") };
}

test("a standard receipt without a line takes at most six taps and is recorded once", async ({ seat }) => {
  const paper = await underWay(380);
  const line = await layLine(base);
  const receiver = new Receiver(await seat(PHONE), line.url);
  await receiver.openPaper(paper);
  await receiver.see("380");
  await receiver.putBy();
  await receiver.picture("receipt-open");
  line.cut();

  await receiver.tap("all");
  await receiver.tap("name");
  await receiver.say("欧阳小三");
  await receiver.picture("receipt-sign");
  await receiver.tap("sign");
  await receiver.at_("slip-waiting").waitFor();
  assert.ok(receiver.taps <= 6, `${receiver.taps} taps`);
  await receiver.picture("receipt-waiting");
  assert.deepEqual(await receiptsOf(paper.dispatcher, paper.waybill), []);

  await receiver.page.reload(); // the telephone was put away and taken out again, still without a line
  await receiver.at_("slip-waiting").waitFor();
  line.mend();
  await receiver.at_("slip-delivered").waitFor();
  await receiver.picture("receipt-delivered");
  await receiver.page.reload();
  await receiver.at_("slip-delivered").waitFor();

  const receipts = await receiptsOf(paper.dispatcher, paper.waybill);
  assert.equal(receipts.length, 1);
  assert.deepEqual([receipts[0].lines[0].good, receipts[0].name, receipts[0].clock_off], [380, "欧**三", false]);
  const { waybills } = await paper.dispatcher.call("waybill.list", { state: "received" });
  assert.equal(waybills.filter((one) => one.waybill === paper.waybill).length, 1);
  line.remove();
  return `${receiver.taps} taps`;
});

test("what is short and damaged, with a photo, opens a case at the sender's", async ({ seat }) => {
  const paper = await underWay(40);
  const receiver = new Receiver(await seat(PHONE));
  await receiver.goTo("/r");
  await receiver.at_("number").fill(paper.number);
  await receiver.at_("code").fill("000000");
  await receiver.tap("open");
  await receiver.at_("problem").waitFor();
  await receiver.at_("code").fill(paper.code);
  await receiver.tap("open");
  await receiver.tap("flawed");
  await receiver.at_("damaged-0").fill("3");
  await receiver.at_("short-0").fill("99"); // more than there is: the box corrects it
  await receiver.at_("name").fill("王二");
  assert.equal(await receiver.at_("short-0").inputValue(), "37");
  await receiver.at_("short-0").fill("2");
  await receiver.page.locator("summary").click();
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await receiver.at_("photo").setInputFiles({ name: "pallet.png", mimeType: "image/png", buffer: png });
  await receiver.see("照片已选好");
  await receiver.picture("receipt-flawed");
  await receiver.tap("sign");
  await receiver.at_("slip-delivered").waitFor();
  await receiver.see("差异已立案");
  const [receipt] = await receiptsOf(paper.dispatcher, paper.waybill);
  assert.deepEqual(receipt.lines, [{ line: 0, good: 35, damaged: 3, short: 2 }]);
  assert.equal(receipt.photo_here, true);
  const { cases } = await paper.dispatcher.call("case.list", { open: true });
  const mine = cases.filter((one) => one.waybill === paper.waybill);
  assert.deepEqual(mine.map((one) => [one.short, one.damaged]), [[2, 3]]);

  const late = new Receiver(await seat({ ...PHONE, locale: "en" }));
  await late.goTo(`/r/${paper.token}`);
  await late.at_("taken").waitFor(); // somebody else's telephone sees that it is done
  await late.goTo(`/r/${"x".repeat(43)}`);
  await late.at_("problem").waitFor();
});

test("a driver says where the goods are, also without a line, and the board shows it with the new time of arrival", async ({ seat }) => {
  const paper = await underWay(60);
  const line = await layLine(base);
  const driver = new Officer(await seat(PHONE), line.url);
  await driver.goTo(`/r/${paper.token}`);
  await driver.see("60");
  line.cut();
  await driver.page.locator("summary").click();
  await driver.at_("way-place").fill("修武服务区");
  await driver.at_("way-in-120").click();
  await driver.picture("way-said");
  await driver.at_("way-send").click();
  await driver.at_("point-waiting").waitFor();
  line.mend();
  await driver.at_("point-delivered").waitFor();
  await driver.picture("way-delivered");
  assert.ok(await driver.tooWide() <= 0);

  const desk = new Officer(await seat());
  await desk.signIn("dispatcher", "/stock?t=transit");
  const card = desk.at_(`waybill-${paper.number}`);
  const last = card.locator('[data-test="last-place"]');
  await last.waitFor();
  assert.match(await last.innerText(), /修武服务区[^]*司机报[^]*预计到达/);
  await card.locator('[data-test="checkpoint"]').click();
  await desk.at_("checkpoint-place").fill("沁阳收费站");
  await desk.picture("checkpoint-dialog");
  await desk.at_("checkpoint-send").click();
  await last.getByText("沁阳收费站").waitFor();
  await card.scrollIntoViewIfNeeded();
  await desk.picture("transit-tracked");

  await card.locator('[data-test="waybill-people"]').click();
  await desk.at_("people-why").fill("核对到达时间");
  await desk.at_("people-show").click();
  await desk.at_("people").getByText("张师傅").waitFor();
  await desk.picture("waybill-people");
  const night = new Officer(await seat({ ...PHONE, theme: "night" }));
  await night.signIn("dispatcher", "/stock?t=transit");
  const small = night.at_(`waybill-${paper.number}`);
  await small.waitFor();
  await small.scrollIntoViewIfNeeded();
  await night.picture("transit-tracked-night");
  assert.ok(await night.tooWide() <= 0);
  line.remove();
});

test("a telephone that contradicts the desk is seen on the open board of arrivals at once", async ({ seat }) => {
  const paper = await underWay(30);
  const receiver = new Receiver(await seat(PHONE));
  await receiver.openPaper(paper);
  const clerk = await colleague("clerk");
  await clerk.call("waybill.receive", command({
    waybill: paper.waybill, expected_version: 2, received_by: { name: "欧阳小三" }, lines: [{ line: 0, received: 30, damaged: 0 }],
  }));
  const desk = new Officer(await seat());
  await desk.signIn("dispatcher", "/stock?t=arrivals");
  await desk.at_(`record-${paper.number}`).waitFor();
  await desk.phase("live");
  await receiver.tap("flawed");
  await receiver.at_("short-0").fill("2");
  await receiver.at_("name").fill("王二");
  await receiver.tap("sign");
  await desk.at_(`phone-${paper.number}`).waitFor();
  await desk.picture("arrivals-phone-contradicts");
});

test("the stamped paper is entered afterwards; what contradicts the receipt waits for a ruling", async ({ seat }) => {
  const paper = await underWay(30);
  const clerk = await colleague("clerk");
  await clerk.call("waybill.receive", command({
    waybill: paper.waybill, expected_version: 2, received_by: { name: "欧阳小三" }, lines: [{ line: 0, received: 30, damaged: 0 }],
  }));
  const desk = new Officer(await seat());
  await desk.signIn("dispatcher", "/stock?t=arrivals");
  await desk.at_(`record-${paper.number}`).locator('[data-test="enter-paper"]').click();
  await desk.at_("paper-number").fill("NO.0012345");
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await desk.at_("paper-photo").setInputFiles({ name: "paper.png", mimeType: "image/png", buffer: png });
  await desk.at_("stamp").check();
  await desk.at_("paper-good").fill("28");
  await desk.picture("paper-entering");
  await desk.at_("paper-send").click();
  const waiting = desk.at_(`paper-${paper.number}`);
  await waiting.waitFor();
  await desk.at_(`record-${paper.number}`).waitFor({ state: "detached" });
  await desk.picture("arrivals");
  const phone = new Officer(await seat({ ...PHONE, theme: "night" }));
  await phone.signIn("dispatcher", "/stock?t=arrivals");
  await phone.at_(`paper-${paper.number}`).waitFor();
  await phone.picture("arrivals-night");
  assert.ok(await phone.tooWide() <= 0);

  await waiting.locator('[data-test="rule"]').click();
  await desk.at_("holds-receipt").check();
  await desk.at_("rule-what").getByText("台账不变").waitFor();
  await desk.at_("holds-paper").check();
  await desk.at_("rule-what").getByText("台账随即更正").waitFor();
  await desk.at_("rule-reason").fill("现场复点 28 床");
  await desk.picture("paper-ruling");
  await desk.at_("rule-send").click();
  await waiting.waitFor({ state: "detached" });
  await desk.at_(`case-${paper.number}`).getByText("2").first().waitFor(); // an ordinary difference, with its clock
  await desk.picture("paper-ruled");
  const { papers } = await paper.dispatcher.call("receipt.papers", {});
  const mine = papers.find((one) => one.waybill === paper.waybill);
  assert.deepEqual([mine.ruling.holds, mine.doubts[0].paper_received], ["paper", 28]);
  const { waybills } = await paper.dispatcher.call("waybill.list", { open_difference: true });
  assert.equal(waybills.find((one) => one.waybill === paper.waybill).difference.short, 2);
});
