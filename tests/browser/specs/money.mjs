// What the county decides over all of its lists, and what a clerk answers when somebody asks: why this amount, where an
// objection stands, which tables go up. All people are made up.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { startAhead } from "../ahead.mjs";
import { atGate, hang, review, sign } from "../decided.mjs";
import { colleague, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";
import { household, openCampaign, takeWorkbooks, VILLAGE } from "../relief.mjs";

const NEXT = "410882101202";
const HOUSEHOLDS = 6;

test("money: one plan over the county is pinned, shared out to a list, explained, and its tables downloaded", async ({ seat }) => {
  const server = await startAhead();
  try {
    const { campaign } = await openCampaign(server);
    const hand = await colleague("clerk", server);
    for (const [at, village] of [VILLAGE, NEXT].entries()) {
      for (let n = 0; n < HOUSEHOLDS; n++) await hand.call("household.enter", household(campaign, village, at * HOUSEHOLDS + n));
    }
    const decider = new Officer(await seat(), server.url, server.log);
    await decider.signIn("decider", `/relief?m=plan&c=${campaign}`);
    await decider.at_("not-pinned").waitFor();
    await decider.at_("plan-budget").fill("3000");
    await decider.at_(`effect-${NEXT}`).waitFor();
    await decider.at_("class-minimum_living").waitFor();
    await decider.at_("plan-lists").selectOption("ready");
    await decider.see("0 户参加测算");
    await decider.at_("plan-lists").selectOption("all");
    await decider.at_("pin-by_severity").click();
    assert.equal(await decider.at_("pin-send").isDisabled(), true, "grounds are asked for");
    await decider.at_("pin-reason").fill("县政府常务会议纪要〔2026〕8号");
    await decider.picture("money-pin");
    await decider.at_("pin-send").click();
    await decider.at_("pinned").waitFor();
    assert.match(await decider.at_("pinned").innerText(), /按受灾轻重.*出处/s);
    await decider.at_(`effect-${VILLAGE}`).waitFor();
    await decider.picture("money-plan");

    // One village comes to the county: its share is offered, and freezing by it leaves the rest for the others.
    const where = { campaign, village: VILLAGE };
    await hang(server, where);
    await objections(seat, server, where);
    await review(server, where);
    const desk = new Officer(await seat(), server.url, server.log);
    await desk.signIn("decider", `/relief?m=way&c=${campaign}&g=${VILLAGE}`);
    await desk.at_("share-take").click();
    const share = await desk.at_("decision-budget").inputValue();
    assert.match(share, /^[\d,]+\.\d\d$/);
    await desk.page.locator("[data-test=freeze]:enabled").waitFor();
    await desk.picture("money-share");
    await desk.at_("freeze").click();
    await desk.at_("sign").click();
    await desk.see("还须另一人签字");
    const { list } = await (await colleague("decider", server)).call("gate.get", where);
    const [signature] = list.evidence.freeze.signatures;
    assert.ok((await desk.at_("frozen").innerText()).includes(signature.by_name), "who signed is named");
    assert.notEqual(signature.by_name, signature.by);

    // Why: on the village's page, everybody; on the household's, one.
    await desk.at_("why").first().click();
    assert.equal(await desk.at_("why-row").count(), HOUSEHOLDS);
    assert.match(await desk.at_("why-row").first().innerText(), /受灾情形属.*需救助 \d 人/s);
    await desk.picture("money-why");
    await desk.page.keyboard.press("Escape");

    const clerk = new Officer(await seat({ width: 390, height: 844 }), server.url, server.log);
    await clerk.signIn("clerk", `/relief?c=${campaign}&h=${list.rows[0].household}`);
    await clerk.at_("why").click();
    await clerk.at_("why-row").waitFor();
    assert.equal(await clerk.at_("why-row").count(), 1);
    assert.equal(await clerk.tooWide(), 0, "nothing sticks out");
    await clerk.picture("money-why-phone");

    await takeWorkbooks(desk, "relief", ["relief.export_ledger", "relief.export_tables"], "relief.export_people");
    await desk.picture("money-exports");
    await desk.page.keyboard.press("Escape");
    await supplement(desk, server, campaign);
  } finally {
    await server.stop();
  }
});

/** Who settles after the money went out is entered in a supplement of the year, which its list says by name. */
async function supplement(desk, server, year) {
  await desk.at_("campaign-supplement").click();
  assert.match(await desk.at_("campaign-name").inputValue(), /补充批次/);
  await desk.picture("money-supplement");
  await desk.at_("campaign-send").click();
  await desk.at_("supplement").waitFor();
  assert.equal(await desk.at_("campaign-supplement").count(), 0, "a supplement has none of its own");
  await desk.picture("money-supplement-open");
  const { campaigns } = await (await colleague("clerk", server)).call("campaign.list");
  const opened = campaigns.find((one) => one.supplements === year);
  assert.equal(opened.standard.policy, "by_severity", "it pays by the year's standard");
  const hand = await colleague("clerk", server);
  await hand.call("household.enter", household(opened.campaign, VILLAGE, 2 * HOUSEHOLDS));
}

/** The township hears of one objection at its board, reads it for a purpose and goes to the list. */
async function objections(seat, server, where) {
  const { list } = await (await colleague("clerk", server)).call("gate.get", where);
  await atGate(server, "clerk", where, "gate.object", { household: list.rows[2].household, words: "这户没有受灾" });
  server.advance(49);
  const reviewer = new Officer(await seat({ theme: "night" }), server.url, server.log);
  await reviewer.signIn("reviewer", `/relief?m=objections&c=${where.campaign}`);
  await reviewer.at_("objection-open").waitFor();
  assert.match(await reviewer.at_("objection-clock").innerText(), /2 天/);
  await reviewer.see("该户公示停表");
  assert.ok(!(await reviewer.page.locator("body").innerText()).includes("这户没有受灾"));
  await reviewer.picture("money-objections-night");
  await reviewer.at_("board-read").click();
  await reviewer.at_("purpose").fill("核实异议");
  await reviewer.at_("reveal-send").click();
  await reviewer.at_("revealed").getByText("这户没有受灾").waitFor();
  await reviewer.page.keyboard.press("Escape");
  // From the board to the answer: one click, and the form is open under the objection somebody came for.
  await reviewer.at_("board-open").click();
  await reviewer.at_("village-way").waitFor();
  await reviewer.at_("settle-answer").fill("入户核实，名单属实");
  await reviewer.picture("money-objection-answer-night");
  await reviewer.at_("settle-send").click();
  await reviewer.at_("objection-settled").waitFor();
  await reviewer.at_("back").click();
  await reviewer.at_("mode-objections").click();
  await reviewer.at_("stand-dismissed").click();
  await reviewer.at_("objection-dismissed").waitFor();
}

test("goods: a decided list's needs are met out of the stock ledger, once, and a wrong hand-out gives them back", async ({ seat }) => {
  const server = await startAhead();
  try {
    const { campaign } = await openCampaign(server);
    const hand = await colleague("clerk", server);
    const people = Array.from({ length: 3 }, (_, n) => ({ ...household(campaign, VILLAGE, n), needs: [{ kind: "clothing", quantity: 1 + n }, { kind: "heating", quantity: 30_000 }] }));
    for (const one of people) await hand.call("household.enter", one);
    const where = { campaign, village: VILLAGE };
    await hang(server, where);
    await review(server, where);
    await sign(server, where);
    await issueToVillage(server);

    const clerk = new Officer(await seat(), server.url, server.log);
    await clerk.signIn("clerk", `/relief?m=way&c=${campaign}&g=${VILLAGE}`);
    await clerk.at_("goods-hand").click();
    const give = (n, at) => clerk.page.locator("[data-test=goods-form] tbody tr").nth(n).locator("input").nth(at);
    await give(0, 0).waitFor();
    assert.deepEqual(await Promise.all([0, 1, 2].map((n) => give(n, 0).inputValue())), ["1", "2", "3"], "as much as is needed");
    assert.equal(await clerk.at_("goods-send").isDisabled(), true, "nobody has signed");
    await clerk.at_("price-0").fill("90");
    await clerk.page.locator("[data-test=goods-form] .wrap input[type=file]").first().setInputFiles({ name: "sheet.png", mimeType: "image/png", buffer: PNG });
    await clerk.page.locator("[data-test=goods-form] .wrap .taken").first().waitFor();
    await give(2, 0).fill("7"); // all there is, more than is needed
    await clerk.at_("goods-send").click();
    await clerk.see("还差 3");
    await clerk.picture("goods-refused");
    await give(2, 0).fill("3");
    await clerk.at_("goods-send").click();
    await clerk.at_("goods-form").waitFor({ state: "detached" });
    await clerk.at_("goods-given").nth(2).waitFor();
    assert.match(await clerk.at_("goods-sums").innerText(), /540\.00/);
    await clerk.picture("goods-given");

    const auditor = await colleague("auditor", server);
    const { movements } = await auditor.call("stock.movements", {});
    assert.deepEqual(movements[0].lines.map((one) => [one.item, one.quantity, one.to.place]), [["quilt-cotton", 6, "household"]]);
    const { tables } = await (await colleague("decider", server)).call("relief.summary", { campaign, division: "410882000000" });
    assert.equal(tables.D03.D03011.value, "540.00");

    // Everything of this kind is given: nothing more of it is offered, and taken back it is open again.
    await clerk.at_("goods-hand").click();
    await clerk.at_("goods-form").waitFor();
    assert.deepEqual(await give(0, 0).inputValue(), "");
    await clerk.page.locator("[data-test=goods-form] .end .btn").first().click();
    await clerk.at_("goods-look").first().click();
    await clerk.at_("handout-withdraw").click();
    await clerk.at_("handout-words").fill("记错村");
    await clerk.at_("handout-confirm").click();
    await clerk.page.keyboard.press("Escape");
    await clerk.at_("goods-given").first().waitFor({ state: "detached" });

    await clerk.page.goto(`${server.url}/relief-print/goods/${campaign}/${VILLAGE}`);
    await clerk.at_("paper-goods").waitFor();
    assert.ok(!(await clerk.at_("paper-goods").innerText()).includes(people[0].members[0].name), "masked until somebody says what for");
    await clerk.picture("goods-paper");

    const pocket = new Officer(await seat({ width: 390, height: 844 }), server.url, server.log);
    await pocket.signIn("clerk", `/relief?m=way&c=${campaign}&g=${VILLAGE}`);
    await pocket.at_("goods-hand").click();
    await pocket.at_("goods-form").waitFor();
    await pocket.at_("goods").evaluate((panel) => panel.scrollIntoView());
    assert.equal(await pocket.tooWide(), 0, "nothing sticks out");
    await pocket.picture("goods-phone");
  } finally {
    await server.stop();
  }
});

test("cash: the county's decision is printed, and whoever is paid in cash signs on a sheet", async ({ seat }) => {
  const server = await startAhead();
  try {
    const { campaign } = await openCampaign(server);
    const hand = await colleague("clerk", server);
    const people = Array.from({ length: 3 }, (_, n) => ({ ...household(campaign, VILLAGE, n), pay_by: n === 1 ? "cash" : "card" }));
    for (const one of people) await hand.call("household.enter", one);
    const where = { campaign, village: VILLAGE };
    await hang(server, where);
    await review(server, where);
    const payer = new Officer(await seat(), server.url, server.log);
    await payer.signIn("payer", `/relief-print/decision/${campaign}/${VILLAGE}`);
    await payer.see("还没有锁定名单和金额");
    await sign(server, where);
    await atGate(server, "decider", where, "gate.allot", { document: "沁应急〔2026〕12号", fen: 10_000_000 });
    await atGate(server, "decider", where, "gate.pass");

    await payer.page.goto(`${server.url}/relief?m=way&c=${campaign}&g=${VILLAGE}`);
    assert.ok((await payer.at_("print-cash").getAttribute("href")).endsWith(`/relief-print/cash/${campaign}/${VILLAGE}`));
    await payer.page.goto(`${server.url}/relief-print/cash/${campaign}/${VILLAGE}`);
    const sheet = payer.at_("paper-cash");
    await sheet.locator("tbody tr").waitFor();
    assert.equal(await sheet.locator("tbody tr").count(), 1, "who has a card signs for nothing");
    assert.ok(!(await sheet.innerText()).includes(people[1].members[0].name), "masked until somebody says what for");
    await payer.at_("route-purpose").fill("现金发放");
    await payer.at_("route-reveal").click();
    await sheet.getByText(people[1].members[0].name).waitFor();
    assert.ok(!(await sheet.innerText()).includes(people[1].members[0].id_number), "the number stays masked");
    await payer.picture("cash-paper");
  } finally {
    await server.stop();
  }
});

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

/** Quilts and coal leave a county's store for the village. */
async function issueToVillage(server) {
  const [dispatcher, keeper] = await Promise.all(["dispatcher", "keeper"].map((name) => colleague(name, server)));
  const office = (name) => ({ name, division: "410882000000" });
  const { place } = await dispatcher.call("place.open", {
    command_id: randomUUID(), kind: "store", name: "冬春物资库", level: "county", division: "410882000000", bins: ["A-1"],
    owner: office("沁阳市财政局"), keeper: office("沁阳市物资储备中心"), user: office("沁阳市应急管理局"),
  });
  const lines = [];
  for (const [item, quantity] of [["quilt-cotton", 20], ["coal", 3_000]]) {
    const { movement } = await keeper.call("stock.receive", {
      command_id: randomUUID(), place: place.place, source: "supplier",
      lines: [{ item, quantity, bin: "A-1", new_batch: { origin: { kind: "funding", level: "county" } } }],
    });
    lines.push({ batch: movement.lines[0].batch, bin: "A-1", quantity: item === "coal" ? 1_000 : 10 });
  }
  await keeper.call("stock.issue", { command_id: randomUUID(), place: place.place, division: VILLAGE, recipient: "西向一街村委会", document: "沁应急动〔2026〕1号", lines });
}
