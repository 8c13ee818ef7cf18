// The receipt of somebody who has the paper and a telephone, and neither an account nor, when it matters, a line.
import assert from "node:assert/strict";
import { base, colleague } from "../driver.mjs";
import { name, openStore, paperOf, PHONE, Receiver, receiptsOf, sentTo, stored, XIXIANG } from "../goods.mjs";
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
