// The only file that knows Playwright: a browser, seats in it, a line that can be cut, and the list of tests.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(new URL("../../web/package.json", import.meta.url))("playwright-core");

export const pictures = fileURLToPath(new URL("../../build/screenshots/", import.meta.url));
mkdirSync(pictures, { recursive: true });

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run",
];

let browser;
/** What must stay empty: requests to anybody else, and faults the pages reported. */
export const outside = [];
export const faults = [];

const ours = (url) => /^(data|blob):/.test(url) || ["127.0.0.1", "localhost"].includes(new URL(url).hostname);

export async function openSeat({ width = 1366, height = 768, theme = "light", locale = "zh" } = {}) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const context = await browser.newContext({ viewport: { width, height }, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  await context.addInitScript(({ theme, locale }) => {
    if (location.protocol === "about:") return;
    localStorage.setItem("anlan.theme", theme);
    localStorage.setItem("anlan.locale", locale);
  }, { theme, locale });
  const watch = (page) => {
    page.on("request", (request) => ours(request.url()) || outside.push(request.url()));
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && /Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
    });
    page.setDefaultTimeout(30_000);
  };
  context.on("page", watch);
  return { context, page: await context.newPage() };
}

export async function closeBrowser() {
  await browser?.close();
}

/** A line to the server that can be cut like a cable: open connections die, new ones are refused. */
export async function layLine(url) {
  const target = new URL(url);
  const open = new Set();
  let cut = false;
  const server = createServer((near) => {
    if (cut) return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [a, b] of [[near, far], [far, near]]) {
      open.add(a);
      a.pipe(b);
      a.on("error", () => {});
      a.on("close", () => {
        open.delete(a);
        b.destroy();
      });
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cut() {
      cut = true;
      for (const socket of open) socket.destroy();
    },
    mend: () => (cut = false),
    remove: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

/** What does not end by itself fails, and says so, instead of holding up everything after it. */
export function within(ms, promise, what) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`${what()}: not done after ${ms / 1000} s`)), ms)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
const LONGEST_MS = 600_000;

const tests = [];
/** One behaviour. `seats` made with `openSeat` inside are photographed when it fails. */
export const test = (name, run) => tests.push({ name, run });

export async function runTests() {
  let failed = 0;
  const wanted = (process.argv[2] ?? "").split("|");
  const chosen = tests.filter(({ name }) => wanted.some((part) => name.includes(part)));
  for (const { name, run } of chosen) {
    const began = Date.now();
    const seats = [];
    try {
      const seat = async (options) => seats[seats.push(await openSeat(options)) - 1];
      const note = await within(LONGEST_MS, run({ seat }), () => `with ${seats.map(({ page }) => page.url()).join(", ")}`);
      console.log(`ok   ${name} (${Date.now() - began} ms)${note ? `: ${note}` : ""}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}\n     ${error.stack?.split("\n").slice(0, 6).join("\n     ")}`);
      for (const [at, { page }] of seats.entries()) await page.screenshot({ path: `${pictures}failure-${failed}-${at}.png` }).catch(() => {});
    }
    for (const { context } of seats) await context.close();
  }
  await closeBrowser();
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0;
}
