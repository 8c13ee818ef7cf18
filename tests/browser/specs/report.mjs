import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { colleague, least, Officer } from "../driver.mjs";
import { layLine, test } from "../helper.mjs";

const XIXIANG = "410882101000";
const name = (what) => `${what} ${randomUUID().slice(0, 6)}`;

test("a phone report goes out by keyboard alone, with at most 25 keys of navigation", async ({ seat }) => {
  const county = await colleague("county");
  const incident = await county.openIncident(name("夜间暴雨"));
  const officer = new Officer(await seat());
  await officer.signIn("county", `/?i=${incident.incident}`);
  await officer.see(incident.name);

  await officer.beginReport();
  await officer.choosePlace("xxz");
  await officer.page.waitForFunction(() => document.activeElement?.getAttribute("data-box") === "A01008-single");
  await officer.say("2"); // dead
  await officer.press("Enter");
  await officer.say("1"); // missing
  await officer.press("Enter", "Enter", "Enter", "Enter");
  assert.equal(await officer.focused(), "A01007-single");
  await officer.say("约３００");
  await officer.press("Enter", "Enter", "Enter");
  assert.equal(await officer.focused(), "A01013-instant");
  await officer.say("120");
  await officer.press("Enter");
  await officer.say("120");
  await officer.press("Enter", "Enter", "Enter", "Enter", "Enter");
  assert.equal(await officer.focused(), "A01017-instant");
  await officer.say("?");
  await officer.press("Control+Enter");
  const sentence = await officer.sentence();
  for (const part of ["沁阳市西向镇", "初报", "死亡人口 2人", "失踪人口 1人", "约300人", "尚不清楚：需紧急生活救助人口"]) assert.ok(sentence.includes(part), `${part} in ${sentence}`);
  await officer.picture("report-confirm");
  await officer.press("Enter");
  await officer.at_(`report-${XIXIANG}`).waitFor();

  const [report] = await county.reports(incident.incident);
  assert.deepEqual([report.version, report.current.figures.A01007, report.current.figures.A01017], [1, { value: 300, qualifier: "about" }, { unknown: true }]);
  assert.ok(officer.navigation <= 25, `${officer.navigation} keys`);
  return `${officer.navigation} keys of navigation`;
});

test("contradictions are said while typing, and stop a report until they are resolved", async ({ seat }) => {
  const county = await colleague("county");
  const incident = await county.openIncident(name("校验"));
  const officer = new Officer(await seat());
  await officer.signIn("county", `/report?i=${incident.incident}`);
  await officer.choosePlace("xxz");
  await officer.answerLeast("4");
  await officer.answer("A01008", "5");
  await officer.at_("check-A01-07-08").waitFor();
  await officer.press("Control+Enter");
  assert.equal(await officer.at_("sentence").count(), 0);
  await officer.answer("A01008", "1");
  await officer.at_("check-A01-07-08").waitFor({ state: "detached" });
});

test("a fall in deaths goes only with a reason, which stays with the report", async ({ seat }) => {
  const county = await colleague("county");
  const incident = await county.openIncident(name("核减"));
  await county.file(incident.incident, XIXIANG, least(300, { A01008: { value: 3 } }));
  const officer = new Officer(await seat());
  await officer.signIn("county", `/report?i=${incident.incident}`);
  await officer.choosePlace("xxz");
  await officer.answer("A01008", "1");
  await officer.at_("check-L-DEATHS-DOWN").waitFor();
  await officer.press("Control+Enter");
  assert.equal(await officer.at_("sentence").count(), 0);
  await officer.at_("why").fill("两人已找到，生还");
  await officer.confirmAndSend();
  const [report] = await county.reports(incident.incident);
  assert.deepEqual([report.version, report.current.reason], [2, "两人已找到，生还"]);
});

test("a half-typed report survives a reload", async ({ seat }) => {
  const county = await colleague("county");
  const incident = await county.openIncident(name("草稿"));
  const officer = new Officer(await seat());
  await officer.signIn("county", `/report?i=${incident.incident}`);
  await officer.choosePlace("xxz");
  await officer.answer("A01007", "约 12");
  await officer.answer("A01021", "3 村支书电话");
  await officer.page.waitForTimeout(500); // a draft is kept within half a second of the last key
  await officer.page.reload();
  await officer.at_("restored").waitFor();
  assert.equal(await officer.box("A01007").inputValue(), "约 12");
  assert.equal(await officer.box("A01021").inputValue(), "3 村支书电话");
});

test("two reports filed without a line arrive once each, in order, when it is back", async ({ seat }) => {
  const county = await colleague("county");
  const incident = await county.openIncident(name("断线"));
  const line = await layLine(process.env.ANLAN_URL ?? "http://127.0.0.1:8080");
  const officer = new Officer(await seat(), line.url);
  await officer.signIn("county", `/report?i=${incident.incident}`);
  await officer.phase("live");
  await officer.choosePlace("xxz");
  line.cut();
  await officer.phase("offline");
  await officer.answerLeast("10");
  await officer.confirmAndSend();
  await officer.beginReport();
  await officer.choosePlace("xwz");
  await officer.answerLeast("20");
  await officer.confirmAndSend();
  await officer.page.locator("[data-test=outbox]", { hasText: "2" }).waitFor();
  await officer.picture("offline-outbox");
  assert.equal((await county.reports(incident.incident)).length, 0);

  line.mend();
  await officer.phase("live");
  await officer.at_("outbox").waitFor({ state: "detached" });
  await officer.at_(`report-${XIXIANG}`).waitFor();
  const reports = await county.reports(incident.incident);
  const bySeq = reports.sort((a, b) => a.current.seq - b.current.seq);
  assert.deepEqual(bySeq.map((one) => [one.version, one.current.figures.A01007.value]), [[1, 10], [1, 20]]);
  line.remove();
});

test("a first report that waits and is put right goes before the update behind it", async ({ seat }) => {
  const county = await colleague("county");
  const incident = await county.openIncident(name("改报"));
  const line = await layLine(process.env.ANLAN_URL ?? "http://127.0.0.1:8080");
  const officer = new Officer(await seat(), line.url);
  await officer.signIn("county", `/report?i=${incident.incident}`);
  await officer.phase("live");
  await officer.choosePlace("xxz");
  line.cut();
  await officer.phase("offline");
  await officer.answerLeast("10");
  await officer.confirmAndSend();
  await officer.beginReport();
  await officer.choosePlace("xxz");
  await officer.answerLeast("20");
  await officer.confirmAndSend();
  await officer.page.locator("[data-test=outbox]", { hasText: "2" }).click();
  await officer.at_("parcel-edit").first().click();
  await officer.answer("A01007", "11");
  await officer.confirmAndSend();

  line.mend();
  await officer.phase("live");
  await officer.at_("outbox").waitFor({ state: "detached" });
  const [report] = await county.reports(incident.incident);
  const { report: { versions } } = await county.call("report.history", { report: report.report });
  assert.deepEqual(versions.map((one) => [one.version, one.phase, one.figures.A01007.value]), [[1, "initial", 11], [2, "update", 20]]);
  line.remove();
});

test("a report left behind by a closed tab is sent by the next one, once", async ({ seat }) => {
  const county = await colleague("county");
  const incident = await county.openIncident(name("关页"));
  const line = await layLine(process.env.ANLAN_URL ?? "http://127.0.0.1:8080");
  const { page, context } = await seat();
  const first = new Officer({ page, context }, line.url);
  await first.signIn("county", `/report?i=${incident.incident}`);
  await first.phase("live");
  await first.choosePlace("xxz");
  line.cut();
  await first.phase("offline");
  await first.answerLeast("30");
  await first.confirmAndSend();
  await first.page.close();
  line.mend();
  const next = new Officer({ page: await context.newPage(), context }, line.url);
  await next.goTo(`/?i=${incident.incident}`);
  await next.at_(`report-${XIXIANG}`).waitFor({ timeout: 60_000 });
  assert.deepEqual((await county.reports(incident.incident)).map((one) => one.version), [1]);
  line.remove();
});

test("a version that came first stands beside one's own", async ({ seat }) => {
  const county = await colleague("county");
  const clerk = await colleague("clerk");
  const incident = await county.openIncident(name("并发"));
  const officer = new Officer(await seat());
  await officer.signIn("county", `/report?i=${incident.incident}`);
  await officer.choosePlace("xxz");
  await officer.answerLeast("80");
  await clerk.file(incident.incident, XIXIANG, least(65));
  await officer.at_("conflict").waitFor();
  assert.match(await officer.at_("conflict").innerText(), /65人[\s\S]*80人/);
  await officer.picture("conflict");
  await officer.at_("rebase").click();
  await officer.confirmAndSend();
  assert.deepEqual((await county.reports(incident.incident)).map((one) => [one.version, one.current.figures.A01007.value]), [[2, 80]]);
});

test("a report is returned with a reason and put right by a correction", async ({ seat }) => {
  const clerk = await colleague("clerk");
  const county = await colleague("county");
  const incident = await county.openIncident(name("退回"));
  const report = await clerk.file(incident.incident, XIXIANG, least(500));
  const officer = new Officer(await seat());
  await officer.signIn("county", `/?i=${incident.incident}&r=${report.report}`);
  await officer.at_("return").click();
  await officer.at_("reason").fill("受灾人口多了一位数");
  await officer.at_("reason-send").click();
  await officer.see("已退回");

  const town = new Officer(await seat());
  await town.signIn("clerk", `/report?i=${incident.incident}&correct=${report.report}`);
  await town.page.waitForFunction(() => document.querySelector('[data-box="A01007-single"]')?.value === "500");
  await town.answer("A01007", "50");
  await town.at_("why").fill("多写一个零");
  await town.confirmAndSend();
  const [corrected] = await county.reports(incident.incident);
  assert.deepEqual([corrected.state, corrected.version, corrected.current.kind, corrected.current.figures.A01007.value], ["effective", 3, "correction", 50]);
});
