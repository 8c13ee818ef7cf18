// One village's list goes its whole way, from 户报 to 回访, at the screens of those who keep its gates. All people are made
// up; the server's clock is moved, since a notice hangs for a week.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { startAhead } from "../ahead.mjs";
import { colleague, Officer } from "../driver.mjs";
import { pictures, test } from "../helper.mjs";
import { photo } from "../photos.mjs";
import { printedPages } from "../print.mjs";
import { household, openCampaign, QINYANG } from "../relief.mjs";

const VILLAGE = "410882101201";
const HOUSEHOLDS = 6;

/** Somebody at the village's page, with the server's clock. */
class Gatekeeper extends Officer {
  constructor(seat, server) {
    super(seat, server.url, server.log);
    this.server = server;
  }
  async atVillage(name, campaign) {
    await this.context.clearCookies();
    await this.page.goto(`${this.at}/sign-in`);
    await this.page.evaluate(() => localStorage.removeItem("anlan.session"));
    await this.signIn(name, `/relief?m=way&c=${campaign}&g=${VILLAGE}`);
    await this.at_("village-way").waitFor();
  }
  async snap(where) {
    await this.page.locator(`[data-test="${where}"] input[type=file]`).setInputFiles(await photo(this.page));
    await this.page.locator(`[data-test="${where}"] .taken`).waitFor();
  }
  time = (where, hoursAgo = 0) => this.page.locator(`[data-test="${where}"] input`).fill(this.server.now(hoursAgo));
  async passTo(stage) {
    await this.at_("gate-open").waitFor();
    await this.at_("pass").click();
    await this.page.locator(`[data-stage="${stage}"]`).waitFor();
  }
  missing = async () => (await this.at_("gate-missing").locator("li").evaluateAll((lines) => lines.map((line) => line.dataset.test)));
  /** Answers the one objection that is open. */
  async settle(answer) {
    await this.at_("settle").click();
    await this.at_("settle-answer").fill(answer);
    await this.at_("settle-send").click();
    await this.at_("objection-open").waitFor({ state: "detached" });
  }
  /** The notice's photo as it was taken, and larger: what is signed for is seen. */
  async seeEvidence(purpose) {
    await this.at_("evidence-look").click();
    assert.equal(await this.at_("picture").count(), 0, "no purpose, no picture");
    await this.at_("purpose").fill(purpose);
    await this.at_("reveal-send").click();
    const notice = this.at_("picture").filter({ hasText: "公示照片" });
    await notice.nth(1).waitFor();
    assert.match(await this.at_("picture").first().innerText(), /会议记录/);
    await notice.first().locator("img").evaluate((shown) => shown.decode());
    await this.picture("way-evidence-night");
    await notice.first().getByRole("button").click();
    await this.page.locator(".el-image-viewer__img").waitFor();
    await this.picture("way-evidence-large-night");
    await this.page.locator(".el-image-viewer__close").click();
    await this.page.locator(".el-image-viewer__img").waitFor({ state: "detached" });
    await this.page.locator(".el-dialog__headerbtn:visible").click();
    await this.at_("picture").first().waitFor({ state: "detached" });
  }
  async visitAll() {
    await this.at_("draw").click();
    for (let n = 0; n < HOUSEHOLDS; n++) {
      await this.at_("visit").first().click();
      await this.at_("result-agrees").check();
      await this.time("visit-at");
      await this.snap("visit-photo");
      await this.at_("visit-send").click();
      await this.page.locator("[data-test=visit-progress]", { hasText: `${n + 1}/${HOUSEHOLDS}` }).waitFor();
    }
  }
}

/** What the bank says of a file: the line at `returned` comes back, the others are paid. */
function bankAnswers(file, returned) {
  const rows = file.replace(/^\uFEFF/, "").trim().split("\r\n").slice(1, -1).map((line) => line.split(","));
  return ["业务键,发放次数,金额(元),结果,原因", ...rows.map(([, key, attempt, , , , yuan], at) => `${key},${attempt},${yuan},${at === returned ? "退回,户名不符" : "成功,"}`)].join("\n");
}

async function fileOf(payer) {
  await payer.at_("pay-purpose").fill("送银行代发");
  const [download] = await Promise.all([payer.page.waitForEvent("download"), payer.at_("pay-send").click()]);
  return readFileSync(await download.path(), "utf8");
}

test("way: one village's list passes every gate and is paid as approved", async ({ seat }) => {
  const server = await startAhead();
  try {
    const { campaign } = await openCampaign(server);
    const hand = await colleague("clerk", server);
    const people = Array.from({ length: HOUSEHOLDS }, (_, n) => household(campaign, VILLAGE, n));
    for (const one of people) await hand.call("household.enter", one);

    // 户报: by keyboard from the board.
    const clerk = new Gatekeeper(await seat(), server);
    await clerk.signIn("clerk", `/relief?m=way&c=${campaign}`);
    await clerk.at_(`list-${VILLAGE}`).focus();
    await clerk.picture("way-board");
    await clerk.press("Enter");
    await clerk.at_("village-way").waitFor();
    await clerk.picture("way-report");
    await clerk.passTo("village_review");

    // 村评: half of it survives a reload; who has kin does not vote.
    server.advance(2);
    await clerk.atVillage("clerk", campaign);
    assert.deepEqual(await clerk.missing(), ["missing-review-no-meeting"]);
    await clerk.time("held-at", 1);
    for (const [bench, n] of [["committee", 3], ["villagers", 8], ["affected", 2]]) await clerk.at_(`present-${bench}`).fill(String(n));
    await clerk.at_("kin-add").click();
    await clerk.at_("kin-0").fill("2");
    await clerk.page.reload();
    await clerk.at_("restored").waitFor();
    assert.equal(await clerk.at_("present-villagers").inputValue(), "8");
    assert.equal(await clerk.at_("kin-0").inputValue(), "2");
    await clerk.at_("exception").fill("3");
    await clerk.press("Enter");
    await clerk.at_("vote-3-ayes").fill("11");
    await clerk.at_("vote-3-noes").fill("2");
    assert.equal(await clerk.at_("meeting-send").isDisabled(), true, "minutes and photo are missing");
    await clerk.snap("minutes");
    await clerk.snap("meeting-photo");
    await clerk.picture("way-meeting");
    await clerk.at_("meeting-send").click();
    await clerk.passTo("public_notice");

    // 公示: two photos on two days; an objection stops the clock, its answer starts it anew.
    await clerk.time("posted-at");
    await clerk.at_("place").fill("村委会公开栏");
    await clerk.at_("post-send").click();
    await clerk.at_("notice-clock").waitFor();
    await clerk.snap("notice-photo");
    await clerk.time("taken-at");
    await clerk.at_("photo-send").click();
    await clerk.see("公示照片 1 张");
    server.advance(72);
    await clerk.atVillage("clerk", campaign);
    await clerk.snap("notice-photo");
    await clerk.time("taken-at");
    await clerk.at_("photo-send").click();
    await clerk.see("公示照片 2 张");
    await clerk.at_("object").click();
    await clerk.at_("object-number").fill("4");
    await clerk.at_("object-words").fill("这户没有受灾");
    await clerk.at_("object-send").click();
    await clerk.at_("objection-open").waitFor();
    assert.ok((await clerk.missing()).includes("missing-notice-objection-open"));
    await clerk.picture("way-notice");
    await poster(clerk, campaign, people);
    const objection = await objectFromTheWall(seat, server, hand, campaign);
    const reviewer = new Gatekeeper(await seat({ theme: "night" }), server);
    await reviewer.atVillage("reviewer", campaign);
    await reviewer.at_("objection-open").nth(1).waitFor();
    await reviewer.at_("objection-read").nth(1).click();
    await reviewer.at_("purpose").fill("核实异议");
    await reviewer.at_("reveal-send").click();
    await reviewer.at_("revealed").getByText("李家没有报上").waitFor();
    await reviewer.page.keyboard.press("Escape");
    await reviewer.at_("revealed").waitFor({ state: "detached" });
    for (let n = 0; n < 2; n++) {
      await reviewer.at_("settle").first().click();
      await reviewer.at_("settle-answer").fill("入户核实，名单属实");
      await reviewer.at_("settle-send").click();
      await reviewer.at_("objection-settled").nth(n).waitFor();
    }
    await objection.answered("入户核实，名单属实");
    await reviewer.picture("way-notice-night");
    assert.ok((await reviewer.missing()).includes("missing-notice-too-short"));
    server.advance(24 * 9);
    await clerk.atVillage("clerk", campaign);
    await clerk.passTo("township_review");

    // 乡审: an old poster's code still objects, and what it says is answered here.
    await reviewer.atVillage("reviewer", campaign);
    await reviewer.seeEvidence("入户前核对公示");
    await reviewer.visitAll();
    await reviewer.at_("gate-open").waitFor();
    await objection.again("张家也没有报上");
    await reviewer.at_("missing-township-objection-open").waitFor();
    await reviewer.settle("已核实，张家不在受灾范围");
    await reviewer.at_("gate-open").waitFor();
    await reviewer.picture("way-visits-night");
    await walk(reviewer, campaign, people);
    await reviewer.passTo("county_decision");

    // 县定: frozen, signed by two.
    const decider = new Gatekeeper(await seat(), server);
    await decider.atVillage("decider", campaign);
    await decider.at_("decision-budget").fill("2000");
    await decider.at_("choose-by_severity").check();
    await decider.picture("way-decision");
    await decider.at_("freeze").click();
    await decider.at_("frozen").waitFor();
    const snapshot = await decider.at_("snapshot").innerText();
    assert.match(snapshot, /^[0-9a-f]{64}$/);
    await decider.at_("sign").click();
    await decider.see("还须另一人签字");
    const second = new Gatekeeper(await seat(), server);
    await second.atVillage("decider2", campaign);
    await second.at_("sign").click();
    await second.passTo("allotment");

    // 下达.
    await second.at_("allot-document").fill("沁应急〔2026〕12号");
    await second.at_("allot-fen").fill("2000");
    await second.at_("allot-send").click();
    await second.passTo("payment");
    await second.page.locator("[data-even=false]").waitFor();
    assert.equal(await second.at_("print-cash").count(), 0, "nobody is paid in cash");
    await decisionPaper(second, campaign, people, snapshot);

    // 发放: one comes back and is sent again; the same answers twice change nothing.
    const payer = new Gatekeeper(await seat(), server);
    await payer.atVillage("payer", campaign);
    const first = await fileOf(payer);
    assert.ok(first.includes(snapshot), "the file carries the hash that was signed");
    for (const one of people) assert.ok(first.includes(one.account) && first.includes(one.members[0].id_number));
    await payer.at_("bank-paste").fill(bankAnswers(first, 1));
    await payer.at_("bank-send").click();
    await payer.at_("returned-name_differs").waitFor();
    await payer.picture("way-payment");
    assert.equal(await payer.at_("pay-send").count(), 0, "as it is, it would only come back again");
    await correctReturned(hand, campaign);
    const again = await fileOf(payer);
    assert.equal(again.trim().split("\r\n").length, 3, "only what came back is sent again");
    await payer.at_("bank-paste").fill(bankAnswers(again));
    await payer.at_("bank-send").click();
    await payer.page.locator("[data-even=true]").waitFor();
    assert.equal(await payer.at_("line-paid").count(), HOUSEHOLDS);
    await payer.picture("way-paid");
    const shown = await payer.page.locator("body").innerText();
    for (const one of people) assert.ok(!shown.includes(one.account) && !shown.includes(one.members[0].id_number) && !shown.includes(one.members[0].name), "nobody is seen in clear");
    await payer.passTo("second_notice");

    // 二次公示, 已救助, 回访.
    await clerk.atVillage("clerk", campaign);
    await clerk.time("posted-at");
    await clerk.at_("place").fill("村委会公开栏");
    await clerk.at_("post-send").click();
    await clerk.see("张贴于村委会公开栏");
    await poster(clerk, campaign, people, true);
    await clerk.atVillage("clerk", campaign);
    await clerk.snap("notice-photo");
    await clerk.time("taken-at");
    await clerk.at_("photo-send").click();
    await clerk.see("公示照片 1 张");
    await objection.again("钱款没有发到手");
    await reviewer.atVillage("reviewer", campaign);
    await reviewer.settle("已查银行回盘，款已到账");
    await reviewer.picture("way-second-notice");
    await clerk.atVillage("clerk", campaign);
    await clerk.passTo("relieved");
    await reviewer.atVillage("reviewer", campaign);
    await reviewer.at_("results").waitFor();
    await reviewer.at_("confirm").click();
    await reviewer.at_("confirmed").waitFor();
    await reviewer.passTo("follow_up");
    await reviewer.visitAll();
    await reviewer.passTo("finished");
    await reviewer.at_("finished").waitFor();

    const auditor = await colleague("auditor", server);
    const { reveals } = await auditor.call("personal.list");
    assert.ok(reveals.some((one) => one.purpose === "入户前核对公示" && one.record === `gate/${campaign}/${VILLAGE}`), "the look is on record");
    const { lines, approved_fen, paid_fen } = await auditor.call("payment.list", { campaign, village: VILLAGE });
    assert.equal(paid_fen, approved_fen);
    assert.ok(lines.every((one) => one.state === "paid"));
    const minutes = await paperOf(clerk, "minutes", campaign, people);
    assert.ok(minutes.pages.length > 0 && minutes.pages.every((size) => size === "210x297"), minutes.pages.join());
    await phone(seat, server, campaign);
  } finally {
    await server.stop();
  }
});

/** The clerk writes down what the account is called. */
async function correctReturned(hand, campaign) {
  const { lines } = await hand.call("payment.list", { campaign, village: VILLAGE });
  const { household } = lines.find((one) => one.state === "returned");
  const { version } = (await hand.call("household.get", { household })).household;
  await hand.call("household.change", { command_id: randomUUID(), household, expected_version: version, account_name: "更正户名" });
}

/** Somebody without an account scans the poster's code and says that a family is missing. */
async function objectFromTheWall(seat, server, hand, campaign) {
  const { code } = await hand.call("gate.notice", { campaign, village: VILLAGE });
  const villager = new Officer(await seat({ width: 390, height: 844 }), server.url);
  await villager.goTo(`/o/${code}`);
  await villager.at_("row-1").waitFor();
  await villager.at_("left-out").click();
  await villager.at_("words").fill("李家没有报上");
  await villager.at_("send").click();
  await villager.at_("filed").waitFor();
  await villager.picture("way-objection-phone");
  assert.equal(await villager.tooWide(), 0, "nothing sticks out");
  return {
    answered: async (words) => {
      await villager.page.reload();
      await villager.at_("look").click();
      await villager.page.locator("[data-test=outcome]", { hasText: words }).waitFor();
    },
    again: async (words) => {
      const filed = await fetch(`${server.url}/api/objection.file`, {
        method: "POST", headers: { "Content-Type": "application/json", Origin: server.url }, body: JSON.stringify({ command_id: randomUUID(), code, words }),
      });
      assert.equal(filed.status, 200, await filed.text());
    },
  };
}

/** A paper of the village, with nobody's whole name or number on it: what it says, and how its pages come out. */
async function paperOf(clerk, paper, campaign, people, as = paper) {
  await clerk.page.goto(`${clerk.at}/relief-print/${paper}/${campaign}/${VILLAGE}`);
  const sheet = clerk.at_(`paper-${paper}`);
  await sheet.waitFor();
  const said = await sheet.innerText();
  for (const one of people) assert.ok(![one.members[0].name, one.members[0].id_number, one.account, one.phone].some((secret) => said.includes(secret)), paper);
  await clerk.page.screenshot({ path: `${pictures}way-paper-${as}.png`, fullPage: true });
  return { said, pages: await printedPages(clerk.page, `way-paper-${as}`) };
}

/** The notice that hangs now, as the poster that comes out of the printer: one sheet of A3, with the code to scan. */
async function poster(clerk, campaign, people, second = false) {
  const { said, pages } = await paperOf(clerk, "poster", campaign, people, second ? "poster-second" : "poster");
  assert.ok(said.includes(second ? "结果公示" : "对象公示"), said);
  assert.match(said, /合计 6 户/);
  assert.match(await clerk.at_("paper-poster").locator("svg.qr").getAttribute("data-text"), /\/o\/[^/]+$/);
  assert.deepEqual(pages, ["297x420"]);
}

/** What the county decided, on paper: the amounts, the hash and both who signed it, and nobody's whole name. */
async function decisionPaper(officer, campaign, people, snapshot) {
  assert.ok((await officer.at_("print-decision").getAttribute("href")).endsWith(`/relief-print/decision/${campaign}/${VILLAGE}`));
  await officer.page.goto(`${officer.at}/relief-print/decision/${campaign}/${VILLAGE}`);
  const sheet = officer.at_("paper-decision");
  await sheet.waitFor();
  const said = await sheet.innerText();
  assert.ok(said.includes(snapshot));
  assert.match(said, /合计 6 户/);
  for (const one of people) assert.ok(!said.includes(one.members[0].name) && !said.includes(one.members[0].id_number));
  await officer.page.screenshot({ path: new URL("../../../build/screenshots/way-paper-decision.png", import.meta.url).pathname, fullPage: true });
}

/** The sheet for the visits shows names and addresses only once somebody says what for. */
async function walk(reviewer, campaign, people) {
  await reviewer.page.goto(`${reviewer.at}/relief-print/route/${campaign}/${VILLAGE}`);
  const sheet = reviewer.at_("paper-route");
  await sheet.waitFor();
  assert.ok(!(await sheet.innerText()).includes(people[0].members[0].name));
  await reviewer.at_("route-reveal").click();
  await sheet.getByText(people[0].address).waitFor();
  const said = await sheet.innerText();
  for (const one of people) assert.ok(said.includes(one.members[0].name) && !said.includes(one.members[0].id_number) && !said.includes(one.account));
  await reviewer.atVillage("reviewer", campaign);
}

async function phone(seat, server, campaign) {
  const pocket = new Gatekeeper(await seat({ width: 390, height: 844 }), server);
  await pocket.atVillage("clerk", campaign);
  await pocket.picture("way-phone");
  assert.equal(await pocket.tooWide(), 0, "nothing sticks out");
  await pocket.at_("back").click();
  await pocket.at_(`list-${VILLAGE}`).waitFor();
  await pocket.picture("way-phone-board");
  assert.equal(await pocket.tooWide(), 0, "nothing sticks out");
}

test("way: the policies stand side by side in yuan, and a village that all get the same is flagged", async ({ seat }) => {
  const server = await startAhead();
  try {
    const { campaign } = await openCampaign(server);
    const hand = await colleague("clerk", server);
    for (let n = 0; n < 6; n++) await hand.call("household.enter", household(campaign, VILLAGE, n));
    const decider = new Gatekeeper(await seat(), server);
    await decider.signIn("decider", `/relief?m=plan&c=${campaign}`);
    await decider.at_("plan-budget").fill("1500");
    await decider.at_(`effect-${VILLAGE}`).waitFor();
    const [equal, severity] = await Promise.all(["equal", "by_severity"].map((policy) => decider.at_(`policy-${policy}`).innerText()));
    assert.match(equal, /人均相同/);
    assert.ok(!/人均相同/.test(severity));
    assert.match(severity, /资金不足/);
    await decider.picture("plan-compare");
    await decider.at_("plan-budget").fill("1");
    await decider.at_("plan-problem").first().waitFor();
  } finally {
    await server.stop();
  }
});
