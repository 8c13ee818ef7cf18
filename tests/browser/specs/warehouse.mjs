// A store's own screen: three days without a line, everything settled once afterwards, and codes read by the camera.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { base, beijing, colleague, Officer } from "../driver.mjs";
import { layLine, test } from "../helper.mjs";

const web = createRequire(new URL("../../../web/package.json", import.meta.url));
const QINYANG = "410882000000";
const XIXIANG = "410882101000";
const THREE_DAYS = 72 * 3600e3;
const name = (what) => `${what} ${randomUUID().slice(0, 6)}`;
const office = (said) => ({ name: said, division: QINYANG });
const command = (more) => ({ command_id: randomUUID(), ...more });

async function openStore(title) {
  const dispatcher = await colleague("dispatcher");
  const { place } = await dispatcher.call("place.open", command({
    kind: "store", name: title, level: "county", division: QINYANG, bins: ["A-1", "A-2"],
    owner: office("沁阳市财政局"), keeper: office("沁阳市物资储备中心"), user: office("沁阳市应急管理局"),
  }));
  return place.place;
}

async function stored(place, item, quantity, bin, expires_on) {
  const keeper = await colleague("keeper");
  const { movement } = await keeper.call("stock.receive", command({
    place, source: "supplier", occurred_at: beijing(80 * 60), lines: [{ item, quantity, bin, new_batch: { expires_on, origin: { kind: "funding", level: "county" } } }],
  }));
  const { rows } = await keeper.call("stock.balance", { place, by: "batch" });
  const { batch, label } = rows.find((one) => one.batch === movement.lines[0].batch);
  return { batch, label, digits: label.slice(-4) };
}

/** An order to release goods: asked for by the county, approved by the dispatcher. */
async function ordered(to, item, quantity, from) {
  const [county, dispatcher] = [await colleague("county"), await colleague("dispatcher")];
  const { release } = await county.call("release.request", command({
    purpose: "转移安置", need_by: beijing(-600), priority: "urgent", to, contact: { name: "李建国", phone: "13812345678" }, lines: [{ item, quantity }],
  }));
  return (await dispatcher.call("release.approve", command({ release: release.release, expected_version: release.version, order: "动 9 号", lines: [{ item, quantity, from }] }))).release;
}

/** A vehicle on its way for three days, signed for by two. */
async function sentTo(to, from, { batch }, item, quantity) {
  const manager = await colleague("manager");
  const who = `keeper${randomUUID().slice(0, 6)}`;
  const password = randomUUID();
  await manager.call("account.open", command({ name: who, display_name: "保管员乙", role: "warehouse_keeper", division: QINYANG, password }));
  process.env[`ANLAN_PASSWORD_${who.toUpperCase()}`] = password;
  const release = await ordered({ place: to }, item, quantity, from);
  const [first, second] = [await colleague("keeper"), await colleague(who)];
  const { waybill } = await first.call("waybill.pick", command({
    release: release.release, place: from, lines: [{ batch, bin: "A-1", quantity }], vehicle: { plate: "豫H12345", driver: "张师傅", phone: "13800000000" },
  }));
  return (await second.call("waybill.dispatch", command({ waybill: waybill.waybill, expected_version: waybill.version, occurred_at: beijing(73 * 60) }))).waybill;
}

class Gloves extends Officer {
  async choose(title) {
    await this.at_(`at-${title}`).click();
    await this.at_("digits").waitFor();
  }
  waiting = (n) => this.page.locator("[data-test=waiting]", { hasText: `${n} 条` }).waitFor();
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
  async pick(digits) {
    await this.task("pick").click();
    await this.at_("digits").fill("https://pay.example/abc");
    await this.at_("digits").press("Enter");
    await this.at_("foreign").getByText("pay.example").waitFor();
    await this.at_("digits").fill(digits);
    await this.page.locator("li.done").waitFor();
    for (const [box, said] of [["plate", "豫H67890"], ["driver", "王师傅"], ["driver-phone", "13900000000"]]) await this.at_(box).fill(said);
  }
}

/** This machine lives three days ago, and its server says the same; then it sleeps. */
async function threeDaysAgo({ context, page }) {
  await page.clock.install({ time: Date.now() - THREE_DAYS });
  await context.route("**/api/session.*", async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ response: answer, json: { ...body, server_time: beijing(72 * 60) } });
  });
  return { sleep: () => page.clock.fastForward(THREE_DAYS), wake: () => context.unroute("**/api/session.*") };
}

test("three days without a line: receipts, picks and issues are kept, survive reloads, and settle once", async ({ seat }) => {
  const [title, site] = [name("县库"), name("中心校")];
  const [here, there] = [await openStore(title), await openStore(name("南库"))];
  const tents = await stored(there, "tent-single-12", 40, "A-1", "2030-01-01");
  const quilts = await stored(here, "quilt-cotton", 200, "A-1", "2028-01-01");
  await stored(here, "quilt-cotton", 100, "A-2", "2033-01-01");
  await ordered({ division: XIXIANG, site }, "quilt-cotton", 60, here);
  await sentTo(here, there, tents, "tent-single-12", 30);

  const line = await layLine(base);
  const opened = await seat({ width: 1024, height: 768 });
  const time = await threeDaysAgo(opened);
  const keeper = new Gloves(opened, line.url);
  await keeper.signIn("keeper", "/warehouse");
  await keeper.choose(title);
  await keeper.task("arrive").waitFor();
  await keeper.task("pick").waitFor();
  await keeper.picture("warehouse-tasks");
  await keeper.packed(here);

  line.cut();
  await time.wake();
  await keeper.page.reload();
  await keeper.phase("offline");
  await keeper.at_("recalled").waitFor();
  await keeper.arrive();
  await keeper.pick(quilts.digits);
  await keeper.picture("warehouse-pick");
  await keeper.at_("pick-send").click();
  await keeper.task("pick").waitFor({ state: "detached" });
  await keeper.issue(tents.digits, 20); // of what came an hour ago
  await keeper.waiting(3);
  await time.sleep();
  await keeper.page.reload();
  await keeper.waiting(3);
  await keeper.receive("雨鞋", "item-rain-boots", 25);
  await keeper.issue(quilts.digits, 50);
  await keeper.waiting(5);
  await keeper.picture("warehouse-offline");

  // Meanwhile somebody in the office has handed out most of the quilts: the last issue cannot be carried out as written.
  const desk = await colleague("keeper");
  await desk.call("stock.issue", command({ place: here, division: XIXIANG, recipient: "镇政府", lines: [{ batch: quilts.batch, bin: "A-1", quantity: 120 }] }));
  line.mend();
  await keeper.task("mend").waitFor();
  await keeper.task("mend").click();
  await keeper.at_("why").waitFor();
  await keeper.picture("warehouse-mend");
  await keeper.at_("change-to").fill("20");
  await keeper.at_("mend-send").click();
  await keeper.task("mend").waitFor({ state: "detached" });
  await keeper.at_("waiting").waitFor({ state: "detached" });

  const { movements } = await desk.call("stock.movements", { place: here });
  const count = (kind) => movements.filter((one) => one.kind === kind).length;
  assert.deepEqual({ receive: count("receive"), issue: count("issue"), arrive: count("arrive") }, { receive: 3, issue: 3, arrive: 1 });
  const left = (await desk.call("stock.balance", { place: here })).rows.map((one) => [one.item, one.quantity, one.held]).sort();
  assert.deepEqual(left, [["quilt-cotton", 160, 60], ["rain-boots", 25, 0], ["tent-single-12", 10, 0]]);
  line.remove();
});

test("a code is read by the camera; somebody else's code is said to be so", async ({ seat }) => {
  const title = name("扫码库");
  const place = await openStore(title);
  const { label } = await stored(place, "blanket", 30, "A-2", "2031-01-01");
  const { prepareZXingModule, writeBarcode } = web("zxing-wasm/writer");
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(web.resolve("zxing-wasm/writer/zxing_writer.wasm"))).buffer }, fireImmediately: true });
  const code = async (text) => {
    const { image } = await writeBarcode(text, { format: "QRCode", scale: 6 });
    return `data:image/png;base64,${Buffer.from(await image.arrayBuffer()).toString("base64")}`;
  };
  const { page, context } = await seat({ width: 1024, height: 768, theme: "night" });
  // What the camera sees is drawn; everything behind it is real.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "mediaDevices", { value: {
      async getUserMedia() {
        const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
        const pen = canvas.getContext("2d");
        const image = Object.assign(new Image(), { src: window.seen });
        await image.decode();
        setInterval(() => {
          pen.fillStyle = "#ddd";
          pen.fillRect(0, 0, 640, 480);
          pen.drawImage(image, 180, 100);
        }, 50);
        return canvas.captureStream(15);
      },
    } });
  });
  const keeper = new Gloves({ page, context });
  await keeper.signIn("keeper", "/warehouse");
  await keeper.choose(title);
  const look = async (text) => {
    await page.evaluate((seen) => (window.seen = seen), await code(text));
    await keeper.at_("scan").click();
  };
  await look("https://pay.example/qr/778");
  await keeper.at_("foreign").getByText("pay.example").waitFor();
  await keeper.picture("warehouse-foreign-night");
  await look(label);
  await keeper.at_("found").getByText(label).waitFor();
  await keeper.at_("found-issue").click();
  await keeper.page.locator("section.line").getByText(label.slice(-4)).waitFor();
  await keeper.picture("warehouse-issue-night");
});

test("the store's screen fits every screen, has targets for gloves, and is the keeper's alone", async ({ seat }) => {
  const title = name("手套库");
  await openStore(title);
  for (const [width, height, theme] of [[1024, 768, "light"], [1366, 768, "light"], [390, 844, "night"]]) {
    const keeper = new Gloves(await seat({ width, height, theme }));
    await keeper.signIn("keeper", "/warehouse");
    await keeper.choose(title);
    assert.ok((await keeper.tooWide()) <= 0);
    await keeper.picture(`warehouse-${width}-${theme}`);
    for (const one of ["receive", "issue", "return"]) {
      await keeper.at_(`do-${one}`).click();
      await keeper.at_("find").waitFor();
      const small = await keeper.page.locator(".gloves").evaluate((root) => [...root.querySelectorAll("button, input:not([type=checkbox]), .el-select__wrapper")]
        .filter((one) => one.offsetParent && !one.closest(".el-select__wrapper input") && !one.matches(".el-select__input") && one.getBoundingClientRect().height < 56)
        .map((one) => one.outerHTML.slice(0, 80)));
      assert.deepEqual(small, []);
      assert.ok((await keeper.tooWide()) <= 0, one);
      await keeper.at_("back").click();
    }
  }
  const auditor = new Gloves(await seat());
  await auditor.signIn("auditor", "/warehouse");
  await auditor.at_("no-store").waitFor();
});
