// A store is counted blind by two keepers, goods leave meanwhile, and the dispatcher judges what was found.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { base, colleague, Officer } from "../driver.mjs";
import { layLine, test } from "../helper.mjs";

const QINYANG = "410882000000";
const XIXIANG = "410882101000";
const office = (said) => ({ name: said, division: QINYANG });

/** A store with quilts, coats and torches in it; what lies there by item. */
async function filledStore(title) {
  const dispatcher = await colleague("dispatcher");
  const { place } = await dispatcher.call("place.open", {
    command_id: randomUUID(), kind: "store", name: title, level: "county", division: QINYANG, bins: ["A-1", "A-2"],
    owner: office("沁阳市财政局"), keeper: office("沁阳市物资储备中心"), user: office("沁阳市应急管理局"),
  });
  const keeper = await colleague("keeper");
  const piles = {};
  for (const [item, quantity, bin] of [["quilt-cotton", 400, "A-1"], ["coat-cotton", 120, "A-1"], ["torch", 300, "A-2"]]) {
    const { movement } = await keeper.call("stock.receive", {
      command_id: randomUUID(), place: place.place, source: "supplier",
      lines: [{ item, quantity, bin, new_batch: { made_on: "2026-01-01", origin: { kind: "funding", level: "county" } } }],
    });
    const { rows } = await keeper.call("stock.balance", { place: place.place, by: "batch" });
    piles[item] = rows.find((one) => one.batch === movement.lines[0].batch);
  }
  return { place: place.place, keeper, piles };
}

/** Another keeper of the county, with the name and password for a screen of his own. */
async function secondKeeper() {
  const manager = await colleague("manager");
  const name = `keeper-${randomUUID().slice(0, 6)}`;
  const password = `Qin-${randomUUID()}`;
  await manager.call("account.open", { command_id: randomUUID(), name, display_name: "保管员乙", role: "warehouse_keeper", division: QINYANG, password });
  return { name, password };
}

class Counter extends Officer {
  /** Loose ones into the box for them; what was typed before goes. */
  async type(digits) {
    for (const box of ["count-packs", "count-loose"]) {
      await this.at_(box).click();
      await this.at_("digit-C").click();
    }
    for (const digit of digits) await this.at_(`digit-${digit}`).click();
  }
  async count(label, digits) {
    await this.at_(`count-${label}`).click();
    await this.type(digits);
    await this.at_("count-send").click();
  }
  want = (label, said) => this.at_(`count-${label}`).getByText(said).waitFor();
}

test("a store is counted blind, counted again by somebody else, and approved by a third", async ({ seat }) => {
  const title = `盘点库 ${randomUUID().slice(0, 6)}`;
  const { place, keeper: desk, piles } = await filledStore(title);
  const first = new Counter(await seat({ width: 1366, height: 768 }));
  await first.signIn("keeper", "/stock?t=stocktake");
  await first.phase("live");
  await first.at_("stocktake-open").click();
  await first.at_("stocktake-place").selectOption(place);
  await first.picture("stocktake-open");
  await first.at_("stocktake-send").click();
  await first.at_(`count-${piles["quilt-cotton"].label}`).waitFor();
  await first.page.waitForTimeout(1100); // pages count in whole seconds
  const text = await first.page.locator(".count").innerText();
  assert.ok(!/\b(400|120|300)\b/.test(text), "the counter sees no book figure");

  await first.at_(`count-${piles["coat-cotton"].label}`).click();
  await first.at_("count-packs").click();
  await first.at_("digit-1").click();
  await first.picture("stocktake-count");
  await first.count(piles["coat-cotton"].label, "120");
  await first.want(piles["coat-cotton"].label, "已盘");
  // Goods leave while they are counted: thirty torches, before the torches are counted.
  await desk.call("stock.issue", {
    command_id: randomUUID(), place, division: XIXIANG, recipient: "西向镇政府", document: "沁应急动〔2026〕1号",
    lines: [{ batch: piles.torch.batch, bin: "A-2", quantity: 30 }],
  });
  await first.page.waitForTimeout(1100);
  await first.count(piles.torch.label, "270");
  await first.want(piles.torch.label, "已盘");
  await first.count(piles["quilt-cotton"].label, "390");
  await first.want(piles["quilt-cotton"].label, "等另一人复盘");
  await first.picture("stocktake-first");

  const known = await secondKeeper();
  const second = new Counter(await seat({ width: 390, height: 844 }));
  await second.page.goto(`${base}/sign-in?to=${encodeURIComponent("/stock?t=stocktake")}`);
  await second.page.fill("[name=name]", known.name);
  await second.page.fill("[name=password]", known.password);
  await second.page.keyboard.press("Enter");
  const card = second.page.locator("li", { hasText: title });
  await card.locator("[data-test=stocktake-go]").click();
  await second.page.locator(".notice", { hasText: "要复盘" }).waitFor();
  assert.ok((await second.tooWide()) <= 0);
  await second.picture("stocktake-recount-phone");
  await second.count(piles["quilt-cotton"].label, "390");
  await second.see("全部盘完");

  const judge = new Officer(await seat());
  await judge.signIn("dispatcher", "/stock?t=stocktake");
  await judge.page.locator("li", { hasText: title }).locator("[data-test=stocktake-go]").click();
  const row = judge.at_(`variance-${piles["quilt-cotton"].label}`);
  await row.getByText("少 10 床").waitFor();
  await judge.at_(`variance-${piles.torch.label}`).getByText("相符").waitFor();
  await judge.at_(`variance-${piles.torch.label}`).getByText("-30").waitFor();
  await judge.picture("stocktake-judge");
  await judge.at_("stocktake-note").fill("霉变清理时漏记，已查明");
  await judge.at_("stocktake-approve").click();
  await judge.at_("stocktake-closed").getByText("批准").waitFor();
  await judge.picture("stocktake-approved");
  const { rows } = await desk.call("stock.balance", { place });
  assert.deepEqual(Object.fromEntries(rows.map((one) => [one.item, one.quantity])), { "quilt-cotton": 390, "coat-cotton": 120, torch: 270 });
});

test("counts without a line wait on the tablet and go once; goods where none were listed are counted too", async ({ seat }) => {
  const title = `断线盘点 ${randomUUID().slice(0, 6)}`;
  const { place, keeper: desk, piles } = await filledStore(title);
  const { stocktake } = await desk.call("stocktake.open", { command_id: randomUUID(), place });
  const line = await layLine(base);
  const keeper = new Counter(await seat({ width: 1024, height: 768, theme: "night" }), line.url);
  await keeper.signIn("keeper", `/stock?t=stocktake&st=${stocktake.stocktake}`);
  await keeper.at_(`count-${piles.torch.label}`).waitFor();
  await keeper.at_("count-extra").click();
  await keeper.at_("extra-digits").fill(piles.torch.label.slice(-4));
  await keeper.see("手电");
  await keeper.at_("count-extra").waitFor({ state: "detached" });
  line.cut();
  await keeper.phase("offline");
  await keeper.at_("bin-A-1").click();
  await keeper.at_("extra-take").click();
  await keeper.see("账上这里没有这一批");
  await keeper.type("4");
  await keeper.at_("count-send").click();
  await keeper.count(piles["quilt-cotton"].label, "400");
  await keeper.want(piles["quilt-cotton"].label, "已点，待发出");
  await keeper.picture("stocktake-offline-night");
  line.mend();
  await keeper.at_("outbox").waitFor({ state: "detached" });
  await keeper.want(piles["quilt-cotton"].label, "已盘");
  const judge = await colleague("dispatcher");
  const told = (await judge.call("stocktake.get", { stocktake: stocktake.stocktake })).stocktake;
  assert.deepEqual(told.piles.map((one) => [one.bin, one.item, one.rounds, one.listed]).filter((one) => one[2] > 0),
    [["A-1", "quilt-cotton", 1, true], ["A-1", "torch", 1, false]]);
  assert.deepEqual(told.sums, { found: 4, missing: 0 });
  line.remove();
});
