// A real browser on the real server, with the exercise playing: sign in, the live dashboard, a report that arrives
// without a reload, night and phone. ANLAN_URL and ANLAN_LOG (the demo's output with its passwords) say where.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { randomUUID } from "node:crypto";

const { chromium } = createRequire(new URL("../../web/package.json", import.meta.url))("playwright-core");
const base = process.env.ANLAN_URL;
const log = readFileSync(process.env.ANLAN_LOG, "utf8");
const password = (name) => log.match(new RegExp(`account: ${name}\\s+(\\S+)`))[1];
const pictures = "build/screenshots";
mkdirSync(pictures, { recursive: true });

const call = async (cookie, operation, params) => {
  const answer = await fetch(`${base}/api/${operation}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: base, ...(cookie ? { Cookie: cookie } : {}) },
    body: JSON.stringify(params),
  });
  const body = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(body));
  return { body, cookie: answer.headers.get("set-cookie")?.split(";")[0] };
};
const beijing = (minutes) => new Date(Date.now() - minutes * 60e3 + 8 * 3600e3).toISOString().slice(0, 19) + "+08:00";

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" })).newPage();
const outside = [];
page.on("request", (request) => {
  if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) outside.push(request.url());
});

const checks = [
  ["signing in by keyboard opens the live dashboard of the exercise", async () => {
    await page.goto(base);
    await page.locator("input").first().fill("city");
    await page.locator("input[type=password]").fill(password("city"));
    await page.keyboard.press("Enter");
    await page.getByText("实时", { exact: false }).first().waitFor({ timeout: 60_000 });
    await page.getByText("数字不计入真实灾情", { exact: false }).first().waitFor({ timeout: 90_000 });
    await page.locator("canvas").first().waitFor({ timeout: 60_000 });
  }],
  ["a township's report appears without a reload", async () => {
    const { cookie } = await call("", "session.open", { name: "clerk", password: password("clerk") });
    const { body } = await call(cookie, "incident.list", {});
    const known = (await call(cookie, "report.list", { incident: body.incidents[0].incident })).body.reports;
    assert.equal(known.length, 0, "the exercise files nothing for this township");
    await call(cookie, "report.submit", {
      command_id: randomUUID(), incident: body.incidents[0].incident, division: "410882101000", phase: "initial", channel: "phone",
      figures: { A01007: { value: 321 }, A01008: { value: 0 }, A01009: { value: 0 }, A01013: { unknown: true }, A01017: { unknown: true } },
      occurred_at: beijing(30), received_at: beijing(1), expected_version: 0,
    });
    await page.getByText("西向镇", { exact: false }).first().waitFor({ timeout: 20_000 });
  }],
  ["nothing was asked of anybody but this server", async () => assert.deepEqual(outside, [])],
  ["the dashboard fits a duty seat and a phone", async () => {
    await page.screenshot({ path: `${pictures}/dashboard-1366.png` });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForTimeout(1_000);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.screenshot({ path: `${pictures}/dashboard-390.png` });
    assert.ok(overflow <= 1, `${overflow} px too wide`);
  }],
];

let failed = 0;
for (const [name, check] of checks) {
  try {
    await check();
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n     ${error.message}`);
    await page.screenshot({ path: `${pictures}/failure-${failed}.png` });
  }
}
await browser.close();
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
