// What the journeys of relief goods begin with: stores, piles, orders, vehicles on their way, and who works with them.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { beijing, colleague, Officer } from "./driver.mjs";

export const QINYANG = "410882000000";
export const XIXIANG = "410882101000";
export const PHONE = { width: 390, height: 844 };
const DAY = 24 * 60; // minutes
const THREE_DAYS = 72 * 3600e3;

export const name = (what) => `${what} ${randomUUID().slice(0, 6)}`;
export const office = (said) => ({ name: said, division: QINYANG });
export const command = (more) => ({ command_id: randomUUID(), ...more });

/** A county's store, opened by the dispatcher. */
export async function openStore(title, more = {}) {
  const dispatcher = await colleague("dispatcher");
  const { place } = await dispatcher.call("place.open", command({
    kind: "store", name: title, level: "county", division: QINYANG, bins: ["A-1", "A-2"],
    owner: office("沁阳市财政局"), keeper: office("沁阳市物资储备中心"), user: office("沁阳市应急管理局"), ...more,
  }));
  return place.place;
}

/** Goods that are there already, for more than three days: their batch, its label and what is typed of it. */
export async function stored(place, item, quantity, bin = "A-1", facts = {}, daysAgo = 4) {
  const keeper = await colleague("keeper");
  const { movement } = await keeper.call("stock.receive", command({
    place, source: "supplier", occurred_at: beijing(daysAgo * DAY),
    lines: [{ item, quantity, bin, new_batch: { ...facts, origin: { kind: "funding", level: "county" } } }],
  }));
  const { rows } = await keeper.call("stock.balance", { place, by: "batch" });
  const { batch, label } = rows.find((one) => one.batch === movement.lines[0].batch);
  return { batch, label, digits: label.slice(-4), keeper };
}

let second;
/** Another keeper of the county, since two people sign for what leaves; with a name and password for a screen of his own. */
export async function secondKeeper() {
  if (second) return second;
  const account = `keeper-${randomUUID().slice(0, 6)}`;
  const password = `Qin-${randomUUID()}`;
  process.env[`ANLAN_PASSWORD_${account.toUpperCase()}`] = password;
  const manager = await colleague("manager");
  await manager.call("account.open", command({ name: account, password, display_name: "保管员乙", role: "warehouse_keeper", division: QINYANG }));
  return (second = { ...(await colleague(account)), name: account });
}

/** An order to release goods: asked for by the county, approved by the dispatcher. `lines`: item and quantity. */
export async function ordered(to, lines, from) {
  const [county, dispatcher] = [await colleague("county"), await colleague("dispatcher")];
  const { release } = await county.call("release.request", command({
    purpose: "转移安置", need_by: beijing(-600), priority: "urgent", to, contact: { name: "李建国", phone: "13812345678" }, lines,
  }));
  return (await dispatcher.call("release.approve", command({
    release: release.release, expected_version: release.version, order: "动 9 号", lines: lines.map((one) => ({ ...one, from })),
  }))).release;
}

/** A vehicle on its way, signed for by two. `loads`: item, quantity and the pile it is taken from (bin A-1). */
export async function sentTo(to, from, loads, minutesAgo = 1) {
  const release = await ordered(to, loads.map(({ item, quantity }) => ({ item, quantity })), from);
  const [first, other] = [await colleague("keeper"), await secondKeeper()];
  const { waybill } = await first.call("waybill.pick", command({
    release: release.release, place: from, lines: loads.map(({ pile, quantity }) => ({ batch: pile.batch, bin: "A-1", quantity })),
    vehicle: { plate: "豫H12345", driver: "张师傅", phone: "13800000000" },
  }));
  return (await other.call("waybill.dispatch", command({
    waybill: waybill.waybill, expected_version: waybill.version, occurred_at: beijing(minutesAgo),
  }))).waybill;
}

/** What a waybill's paper shows its receiver. */
export async function paperOf({ waybill }) {
  return (await colleague("keeper")).call("receipt.code", { waybill });
}
export const receiptsOf = async (who, waybill) => (await who.call("receipt.list", { waybill })).receipts;

/** What lies in a store: item, quantity and what is held, sorted. */
export async function liesIn(place) {
  const { rows } = await (await colleague("keeper")).call("stock.balance", { place });
  return rows.map((one) => [one.item, one.quantity, one.held]).sort();
}
/** How often a store's goods moved, by the kind of movement. */
export async function movedIn(place) {
  const { movements } = await (await colleague("keeper")).call("stock.movements", { place });
  const counts = {};
  for (const { kind } of movements) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** A keeper at the store's tablet. */
export class Gloves extends Officer {
  async choose(title) {
    await this.at_(`at-${title}`).click();
    await this.at_("digits").waitFor();
  }
  waiting = (n) => this.page.locator("[data-test=waiting]", { hasText: `${n} 条` }).waitFor();
  settled = () => this.at_("waiting").waitFor({ state: "detached" });
  task = (is) => this.at_(`task-${is}`);
  async addressTo(letters, option) {
    await this.page.locator(".el-select").first().click();
    await this.say(letters);
    await this.page.getByRole("option", { name: option }).first().click();
  }
  async issue(digits, loose) {
    await this.at_("do-issue").click();
    await this.addressTo("xxz", "西向镇");
    await this.at_("recipient").fill("镇民政所 刘");
    await this.at_("take-paper").fill("沁应急动〔2026〕1号");
    await this.at_("find").fill(digits);
    await this.at_("find").press("Enter");
    await this.at_("loose").fill(String(loose));
    await this.at_("send-issue").click();
    await this.page.locator("section.line").waitFor({ state: "detached" });
    await this.at_("back").click();
  }
  async receive(letters, choice, loose) {
    await this.at_("do-receive").click();
    await this.at_("find").fill(letters);
    await this.at_(choice).first().click();
    await this.at_("loose").fill(String(loose));
    await this.at_("send-receive").click();
    await this.page.locator("section.line").waitFor({ state: "detached" });
    await this.at_("back").click();
  }
  async arrive() {
    await this.task("arrive").click();
    await this.at_("arrive-send").click();
    await this.task("arrive").waitFor({ state: "detached" });
  }
  /** In an order that was opened. */
  async pick(digits) {
    await this.at_("digits").fill(digits);
    await this.page.locator("li.done").waitFor();
    for (const [box, said] of [["plate", "豫H67890"], ["driver", "王师傅"], ["driver-phone", "13900000000"]]) await this.at_(box).fill(said);
  }
}

/** Somebody who has the paper and a telephone that counts how often it is touched. */
export class Receiver extends Officer {
  taps = 0;
  async tap(test) {
    this.taps += 1;
    await this.at_(test).click();
  }
  async openPaper({ token }) {
    await this.goTo(`/r/${token}`);
    await this.at_("all").waitFor();
  }
  /** The page itself is on this telephone. */
  async putBy() {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await this.until(async () => (await (await caches.open("anlan-receipt-1")).keys()).length > 1);
  }
}

/** This machine lives three days ago, and its server says the same; then it sleeps, up to now. */
export async function threeDaysAgo({ context, page }) {
  await page.clock.install({ time: Date.now() - THREE_DAYS });
  await context.route("**/api/session.*", async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ response: answer, json: { ...body, server_time: beijing(3 * DAY) } });
  });
  return {
    sleep: (hours = 72) => page.clock.fastForward(hours * 3600e3),
    wake: () => context.unroute("**/api/session.*"),
  };
}

export const sameRows = (found, wanted) => assert.deepEqual(found, [...wanted].sort());
