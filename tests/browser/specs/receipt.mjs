// The receipt of somebody who has the paper and a telephone, and neither an account nor, when it matters, a line.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { base, beijing, colleague, Officer } from "../driver.mjs";
import { layLine, test } from "../helper.mjs";

const QINYANG = "410882000000";
const XIXIANG = "410882101000";
const office = (said) => ({ name: said, division: QINYANG });
const command = (params) => ({ command_id: randomUUID(), ...params });
const ITEM = "quilt-cotton";

let second;
/** Another keeper: two people sign for what leaves. */
async function secondKeeper() {
  if (second) return second;
  const name = `keeper-${randomUUID().slice(0, 6)}`;
  const password = randomUUID();
  process.env[`ANLAN_PASSWORD_${name.toUpperCase()}`] = password;
  const manager = await colleague("manager");
  await manager.call("account.open", command({ name, password, display_name: "二号保管员", role: "warehouse_keeper", division: QINYANG }));
  return (second = await colleague(name));
}

/** Goods on the road to a shelter of 西向镇: the waybill, and what its paper shows. */
async function underWay(quantity) {
  const [dispatcher, keeper, clerk] = await Promise.all(["dispatcher", "keeper", "clerk"].map(colleague));
  const { place } = (await dispatcher.call("place.open", command({
    kind: "store", name: `县库 ${randomUUID().slice(0, 6)}`, level: "county", division: QINYANG, bins: ["A-1"],
    owner: office("沁阳市财政局"), keeper: office("沁阳市物资储备中心"), user: office("沁阳市应急管理局"),
  }))).place;
  const { movement } = await keeper.call("stock.receive", command({
    place, source: "supplier",
    lines: [{ item: ITEM, quantity, bin: "A-1", new_batch: { made_on: "2026-01-01", origin: { kind: "funding", level: "county" } } }],
  }));
  const { release } = await clerk.call("release.request", command({
    purpose: "安置群众御寒", need_by: beijing(-300), priority: "urgent", to: { division: XIXIANG, site: "西向镇中学安置点" },
    contact: { name: "王某", phone: "13800000000" }, lines: [{ item: ITEM, quantity }],
  }));
  await dispatcher.call("release.approve", command({
    release: release.release, expected_version: release.version, order: "沁应急动〔2026〕1号", lines: [{ item: ITEM, quantity, from: place }],
  }));
  const { waybill } = await keeper.call("waybill.pick", command({
    release: release.release, place, lines: [{ batch: movement.lines[0].batch, bin: "A-1", quantity }],
    vehicle: { plate: "豫H12345", driver: "赵某", phone: "13900000000" },
  }));
  await (await secondKeeper()).call("waybill.dispatch", command({ waybill: waybill.waybill, expected_version: waybill.version }));
  const paper = await keeper.call("receipt.code", { waybill: waybill.waybill });
  return { ...paper, place, dispatcher };
}

const receiptsOf = async ({ dispatcher, waybill }) => (await dispatcher.call("receipt.list", { waybill })).receipts;

/** A telephone that counts how often it is touched. */
class Receiver extends Officer {
  constructor(seat, at) {
    super(seat, at);
    this.taps = 0;
  }
  async tap(test) {
    this.taps += 1;
    await this.at_(test).click();
  }
}
const PHONE = { width: 390, height: 844 };

test("a standard receipt without a line takes at most six taps and is recorded once", async ({ seat }) => {
  const paper = await underWay(380);
  const line = await layLine(base);
  const receiver = new Receiver(await seat(PHONE), line.url);
  await receiver.goTo(`/r/${paper.token}`);
  await receiver.see("380");
  await receiver.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await receiver.page.waitForFunction(async () => (await (await caches.open("anlan-receipt-1")).keys()).length > 1);
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
  assert.deepEqual(await receiptsOf(paper), []);

  await receiver.page.reload(); // the telephone was put away and taken out again, still without a line
  await receiver.at_("slip-waiting").waitFor();
  line.mend();
  await receiver.at_("slip-delivered").waitFor();
  await receiver.picture("receipt-delivered");
  await receiver.page.reload();
  await receiver.at_("slip-delivered").waitFor();

  const receipts = await receiptsOf(paper);
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
  const [receipt] = await receiptsOf(paper);
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
