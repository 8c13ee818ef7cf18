// Two ends of one waybill without a line for three days: a keeper with an account, a receiver with a paper. Both work on,
// both come back, and everything is settled once.
import assert from "node:assert/strict";
import { base, colleague } from "../driver.mjs";
import {
  Gloves, liesIn, movedIn, name, openStore, ordered, paperOf, PHONE, Receiver, receiptsOf, sameRows, sentTo, stored, threeDaysAgo, XIXIANG,
} from "../goods.mjs";
import { layLine, test } from "../helper.mjs";

const QUILTS = "quilt-cotton";
const TENTS = "tent-single-12";

/** A store with work waiting in it, and a vehicle of its own that left for a shelter three days ago. */
async function storeAndVehicle() {
  const title = name("县库");
  const store = await openStore(title);
  const quilts = await stored(store, QUILTS, 300, "A-1", { expires_on: "2031-01-01" });
  const tents = await stored(store, TENTS, 30, "A-1", { expires_on: "2032-01-01" });
  await ordered({ division: XIXIANG, site: name("中心校") }, [{ item: QUILTS, quantity: 60 }], store);
  const waybill = await sentTo({ division: XIXIANG, site: name("镇中学安置点") }, store, [
    { pile: quilts, item: QUILTS, quantity: 40 }, { pile: tents, item: TENTS, quantity: 12 },
  ], 73 * 60);
  return { title, store, quilts, tents, waybill, paper: await paperOf(waybill) };
}

/** The page was closed and is opened again, as after three days in a pocket. */
async function openedAgain(receiver, path) {
  const { context } = receiver;
  await receiver.page.close();
  receiver.page = await context.newPage();
  await receiver.goTo(path);
}

/** The server hears what is sent to `operation`, and its first answer is lost on the way back. */
async function loseFirstAnswer(context, operation) {
  let heard = 0;
  await context.route(`**/api/${operation}`, async (route) => {
    try {
      const answer = await route.fetch();
      heard += 1;
      await (heard === 1 ? route.abort("connectionreset") : route.fulfill({ response: answer }));
    } catch {
      await route.abort("internetdisconnected"); // the line is still cut
    }
  });
  return { heard: () => heard };
}

/** The server ends the session meanwhile, as it does after twelve hours in which nobody used it. */
async function sessionEnds(context) {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${base}/api/session.close`, {
    method: "POST", headers: { "Content-Type": "application/json", Origin: base, Cookie: cookie }, body: "{}",
  });
  assert.equal(answer.status, 200);
}

test("a keeper and a receiver, three days without a line at both ends: everything settles once, differences open their cases", async ({ seat }) => {
  const { title, store, quilts, tents, waybill, paper } = await storeAndVehicle();
  const [storeLine, siteLine] = [await layLine(base), await layLine(base)];
  const tablet = await seat({ width: 1024, height: 768 });
  const storeTime = await threeDaysAgo(tablet);
  const keeper = new Gloves(tablet, storeLine.url);
  await keeper.signIn("keeper", "/warehouse");
  await keeper.choose(title);
  await keeper.task("pick").waitFor();
  await keeper.packed(store);
  const phone = await seat(PHONE);
  const siteTime = await threeDaysAgo(phone);
  const receiver = new Receiver(phone, siteLine.url);
  await receiver.openPaper(paper);
  await receiver.putBy();
  const delivery = await loseFirstAnswer(phone.context, "receipt.sign");

  storeLine.cut();
  siteLine.cut();
  await storeTime.wake();
  await keeper.page.reload();
  await keeper.phase("offline");

  // The first day: the receiver counts, is called away with the form half filled, and signs in the evening.
  await receiver.page.reload();
  await receiver.see("40");
  await receiver.tap("flawed");
  await receiver.at_("short-0").fill("1");
  await receiver.at_("damaged-1").fill("1");
  await receiver.at_("name").fill("欧阳小三");
  assert.equal(await receiver.page.locator("[data-test=line-0] .sum b").innerText(), "39");
  await openedAgain(receiver, `/r/${paper.token}`);
  await receiver.at_("short-0").waitFor();
  assert.deepEqual(await Promise.all(["short-0", "damaged-0", "short-1", "damaged-1", "name"].map((one) => receiver.at_(one).inputValue())),
    ["1", "0", "0", "1", "欧阳小三"], "a half-filled receipt outlives its page");
  await receiver.picture("apart-count");
  await siteTime.sleep(20);
  await receiver.tap("sign");
  await receiver.at_("slip-waiting").waitFor();
  await keeper.task("pick").click();
  await keeper.pick(quilts.digits);
  await keeper.at_("pick-send").click();
  await keeper.task("pick").waitFor({ state: "detached" });
  await keeper.issue(tents.digits, 5);
  await keeper.waiting(2);

  // The second and third day.
  await storeTime.sleep(72);
  await siteTime.sleep(52);
  await keeper.page.reload();
  await keeper.waiting(2);
  await keeper.receive("雨鞋", "item-rain-boots", 25);
  await keeper.waiting(3);
  await receiver.page.reload();
  await receiver.at_("slip-waiting").waitFor();
  await openedAgain(receiver, `/r/${paper.token}`);
  await receiver.at_("slip-waiting").waitFor();
  await receiver.picture("apart-waiting");
  const office = await colleague("dispatcher");
  assert.deepEqual(await receiptsOf(office, waybill.waybill), []);

  await sessionEnds(keeper.context);
  siteLine.mend();
  storeLine.mend();
  await receiver.at_("slip-delivered").waitFor();
  await receiver.see("差异已立案");
  await keeper.page.waitForURL(/\/sign-in/);
  await keeper.signIn("keeper", "/warehouse"); // what waits on the tablet waits for its keeper too
  await keeper.phase("live");
  await keeper.settled();
  await openedAgain(receiver, `/r/${paper.token}`);
  await receiver.at_("slip-delivered").waitFor();

  assert.ok(delivery.heard() >= 2, "it was delivered twice");
  const receipts = await receiptsOf(office, waybill.waybill);
  assert.equal(receipts.length, 1);
  assert.deepEqual(receipts[0].lines, [{ line: 0, good: 39, damaged: 0, short: 1 }, { line: 1, good: 11, damaged: 1, short: 0 }]);
  const hoursAgo = (Date.now() - Date.parse(receipts[0].at)) / 3600e3;
  assert.ok(!receipts[0].clock_off && hoursAgo > 51 && hoursAgo < 53, `received when it was signed: ${hoursAgo} hours ago`);
  const { cases } = await office.call("case.list", { open: true });
  assert.deepEqual(cases.filter((one) => one.waybill === waybill.waybill).map((one) => [one.short, one.damaged]).sort(), [[0, 1], [1, 0]]);

  sameRows(await liesIn(store), [[QUILTS, 260, 60], ["rain-boots", 25, 0], [TENTS, 13, 0]]);
  assert.deepEqual(await movedIn(store), { receive: 3, dispatch: 1, issue: 1 });
  const { waybills } = await office.call("waybill.list", { state: "picked" });
  assert.equal(waybills.filter((one) => one.from === store).length, 1);
  storeLine.remove();
  siteLine.remove();
});

test("a browser that has opened a receipt's page still opens the app's own pages without a line", async ({ seat }) => {
  const { paper } = await storeAndVehicle();
  const line = await layLine(base);
  const clerk = new Receiver(await seat(), line.url);
  await clerk.signIn("clerk", "/");
  await clerk.packed();
  await clerk.openPaper(paper);
  await clerk.putBy();
  line.cut();
  await clerk.goTo("/report"); // its address begins like the receipt's
  await clerk.phase("offline");
  await clerk.goTo(`/r/${paper.token}`);
  await clerk.see("40");
  line.remove();
});

test("a forged receipt and a receipt for more than was sent are refused, and the true one still counts", async ({ seat }) => {
  const { waybill, paper } = await storeAndVehicle();
  const phone = await seat(PHONE);
  const receiver = new Receiver(phone);
  await phone.context.route("**/api/receipt.sign", async (route) => {
    const said = route.request().postDataJSON();
    const altered = { ...said, lines: said.lines.map((one) => (one.line === 0 ? { ...one, good: one.good - 1, short: 1 } : one)) };
    await route.continue({ postData: JSON.stringify(altered) });
  });
  await receiver.openPaper(paper);
  await receiver.tap("all");
  await receiver.at_("name").fill("王二");
  await receiver.tap("sign");
  await receiver.at_("slip-refused").waitFor();
  const office = await colleague("dispatcher");
  assert.deepEqual(await receiptsOf(office, waybill.waybill), []);
  await phone.context.unroute("**/api/receipt.sign");
  await receiver.picture("apart-refused");
  await receiver.tap("again");
  await receiver.tap("all");
  await receiver.at_("name").fill("王二");
  await receiver.tap("sign");
  await receiver.at_("slip-delivered").waitFor();
  assert.equal((await receiptsOf(office, waybill.waybill)).length, 1);
});
