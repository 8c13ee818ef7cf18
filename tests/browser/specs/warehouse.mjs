// A store's own screen: three days without a line, everything settled once afterwards, and codes read by the camera.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { base, beijing, colleague, Officer } from "../driver.mjs";
import { command, Gloves, liesIn, movedIn, name, openStore, ordered, sameRows, secondKeeper, sentTo, stored, threeDaysAgo, XIXIANG } from "../goods.mjs";
import { layLine, test } from "../helper.mjs";

const web = createRequire(new URL("../../../web/package.json", import.meta.url));

test("three days without a line: receipts, picks and issues are kept, survive reloads, and settle once", async ({ seat }) => {
  const [title, site] = [name("县库"), name("中心校")];
  const [here, there] = [await openStore(title), await openStore(name("南库"))];
  const tents = await stored(there, "tent-single-12", 40, "A-1", { expires_on: "2030-01-01" });
  const quilts = await stored(here, "quilt-cotton", 200, "A-1", { expires_on: "2028-01-01" });
  await stored(here, "quilt-cotton", 100, "A-2", { expires_on: "2033-01-01" });
  await ordered({ division: XIXIANG, site }, [{ item: "quilt-cotton", quantity: 60 }], here);
  await sentTo({ place: here }, there, [{ pile: tents, item: "tent-single-12", quantity: 30 }], 73 * 60);

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
  await keeper.task("pick").click();
  await keeper.at_("digits").fill("https://pay.example/abc");
  await keeper.at_("digits").press("Enter");
  await keeper.at_("foreign").getByText("pay.example").waitFor();
  await keeper.pick(quilts.digits);
  await keeper.at_("eta-2").click();
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
  await desk.call("stock.issue", command({ place: here, division: XIXIANG, recipient: "镇政府", document: "沁应急动〔2026〕1号", lines: [{ batch: quilts.batch, bin: "A-1", quantity: 120 }] }));
  line.mend();
  await keeper.task("mend").waitFor();
  await keeper.task("mend").click();
  await keeper.at_("why").waitFor();
  await keeper.picture("warehouse-mend");
  await keeper.at_("change-to").fill("20");
  await keeper.at_("mend-send").click();
  await keeper.task("mend").waitFor({ state: "detached" });
  await keeper.settled();

  const { waybills } = await desk.call("waybill.list", {});
  assert.notEqual(waybills.find((one) => one.from === here).eta, null); // so that somebody hears when it is late
  assert.deepEqual(await movedIn(here), { receive: 3, issue: 3, arrive: 1 });
  sameRows(await liesIn(here), [["quilt-cotton", 160, 60], ["rain-boots", 25, 0], ["tent-single-12", 10, 0]]);
  line.remove();
});

test("what leaves or is given at the door without a line: the paper is signed by hand, the second keeper signs afterwards", async ({ seat }) => {
  const [title, site] = [name("断网库"), name("中心校")];
  const here = await openStore(title);
  const quilts = await stored(here, "quilt-cotton", 200, "A-1", { expires_on: "2028-01-01" });
  await ordered({ division: XIXIANG, site }, [{ item: "quilt-cotton", quantity: 60 }], here);
  const line = await layLine(base);
  const keeper = new Gloves(await seat({ width: 1366, height: 768 }), line.url);
  await keeper.signIn("keeper", "/warehouse");
  await keeper.choose(title);
  await keeper.task("pick").waitFor();
  await keeper.packed(here);

  line.cut();
  await keeper.phase("offline");
  await keeper.task("pick").click();
  await keeper.pick(quilts.digits);
  await keeper.at_("pick-send").click();
  await keeper.task("countersign").waitFor();
  assert.equal(await keeper.task("send").count(), 0); // nobody signs for somebody else while his password cannot be checked
  await keeper.task("countersign").click();
  await keeper.at_("countersign").getByText("手签的纸单有效").waitFor();
  await keeper.at_("countersign").getByText(site).waitFor();
  await keeper.picture("warehouse-countersign");
  await keeper.at_("back").click();

  await keeper.at_("do-donate").click();
  await keeper.at_("shown-as").fill("焦作某制鞋厂");
  await keeper.at_("kind-organisation").click();
  await keeper.at_("donor-name").fill("钱经理");
  await keeper.at_("donor-phone").fill("13700000000");
  await keeper.at_("find").fill("雨鞋");
  await keeper.at_("item-rain-boots").first().click();
  await keeper.at_("loose").fill("12");
  await keeper.picture("warehouse-donation");
  await keeper.at_("send-donation").click();
  await keeper.at_("donation-form").waitFor({ state: "detached" });
  await keeper.waiting(2);
  const desk = await colleague("keeper");
  assert.deepEqual(await liesIn(here), [["quilt-cotton", 200, 0]]);
  line.mend();
  await keeper.settled();
  await keeper.task("countersign").waitFor({ state: "detached" });
  sameRows(await liesIn(here), [["quilt-cotton", 200, 60], ["rain-boots", 12, 0]]);
  const given = (await desk.call("donation.list", {})).donations.filter((one) => one.place === here);
  assert.equal(given.length, 1);
  assert.equal(given[0].donor.shown_as, "焦作某制鞋厂");

  const second = await secondKeeper();
  const other = new Gloves(await seat({ width: 390, height: 844, theme: "night" }), line.url);
  await other.signIn(second.name, "/warehouse");
  await other.choose(title);
  await other.task("send").click();
  const left = beijing(5);
  await other.at_("left-at").locator("input").fill(left.slice(11, 16).replace(":", ""));
  await other.picture("warehouse-send-night");
  await other.at_("dispatch").click();
  await other.task("send").waitFor({ state: "detached" });
  const waybillHere = async () => (await desk.call("waybill.list", {})).waybills.find((one) => one.from === here);
  let sent = await waybillHere();
  for (let tries = 0; sent.state !== "dispatched" && tries < 100; tries += 1) {
    await other.page.waitForTimeout(100);
    sent = await waybillHere();
  }
  assert.equal(sent.state, "dispatched");
  assert.equal(sent.dispatched_at.slice(0, 16), left.slice(0, 16));
  assert.deepEqual(sent.signatures.length, 2);
  line.remove();
});

test("a code is read by the camera; somebody else's code is said to be so", async ({ seat }) => {
  const title = name("扫码库");
  const place = await openStore(title);
  const { label } = await stored(place, "blanket", 30, "A-2", { expires_on: "2031-01-01" });
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
