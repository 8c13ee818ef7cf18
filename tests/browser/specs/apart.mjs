// The far end of a waybill: a browser that is also somebody's desk, and a receipt that was altered on its way.
import assert from "node:assert/strict";
import { base, colleague } from "../driver.mjs";
import { name, openStore, ordered, paperOf, PHONE, Receiver, receiptsOf, sentTo, stored, XIXIANG } from "../goods.mjs";
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
