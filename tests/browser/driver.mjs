// Speaks of duty officers, incidents and reports; the specs speak only to this.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { pictures } from "./helper.mjs";

export const base = process.env.ANLAN_URL ?? "http://127.0.0.1:8080";

/** From ANLAN_PASSWORD_<NAME>, or from the demo accounts that the server printed (ANLAN_LOG). */
export function passwordOf(name, log = process.env.ANLAN_LOG) {
  const given = process.env[`ANLAN_PASSWORD_${name.toUpperCase()}`] ?? process.env.ANLAN_PASSWORD;
  if (given) return given;
  return readFileSync(log, "utf8").match(new RegExp(`account: ${name}\\s+(\\S+)`))[1];
}

export const beijing = (minutesAgo = 0) => new Date(Date.now() - minutesAgo * 60e3 + 8 * 3600e3).toISOString().slice(0, 19) + "+08:00";

/** Somebody who works without a page: another machine, a colleague, the tests' own check. */
export async function colleague(name, { url = base, log } = {}) {
  let cookie = "";
  const call = async (operation, params = {}) => {
    const answer = await fetch(`${url}/api/${operation}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: url, ...(cookie && { Cookie: cookie }) },
      body: JSON.stringify(params),
    });
    cookie ||= answer.headers.get("set-cookie")?.split(";")[0] ?? "";
    const body = await answer.json();
    assert.equal(answer.status, 200, `${operation}: ${JSON.stringify(body)}`);
    return body;
  };
  await call("session.open", { name, password: passwordOf(name, log) });
  return {
    call,
    openIncident: async (title, exercise = false) => (await call("incident.open", {
      command_id: randomUUID(), hazard: "02", sub_hazard: "0202", name: title, occurred_at: beijing(70), area: ["410882000000"], exercise,
    })).incident,
    file: async (incident, division, figures, expected_version = 0, more = {}) => (await call("report.submit", {
      command_id: randomUUID(), incident, division, phase: expected_version === 0 ? "initial" : "update", channel: "phone", figures, contact: { unit: "镇政府", post: "值班室" },
      occurred_at: beijing(5), received_at: beijing(1), expected_version, ...more,
    })).report,
    reports: async (incident) => (await call("report.list", { incident })).reports,
  };
}

/** What a first report must answer. */
export const least = (affected, more = {}) => ({
  A01001: { text: "0202" }, A01004: { text: beijing(70) }, A01007: { value: affected }, A01008: { value: 0 }, A01009: { value: 0 },
  A01013: { unknown: true }, A01017: { unknown: true }, ...more,
});

/** Where the goods page keeps its boards. */
const GROUP_OF = {
  requests: "orders", transit: "orders", stock: "stock", places: "stock", due: "stock", receive: "flow", issue: "flow",
  transfer: "flow", aside: "flow", donations: "people", handouts: "people", loans: "people", stocktake: "audit", trace: "audit",
};

/** A person at a screen. */
export class Officer {
  navigation = 0; // keys that are not part of an answer
  constructor({ page, context }, at = base, log = undefined) {
    Object.assign(this, { page, context, at, log });
  }

  async signIn(name, path = "/") {
    await this.page.goto(`${this.at}/sign-in?to=${encodeURIComponent(path)}`);
    await this.page.fill("[name=name]", name);
    await this.page.fill("[name=password]", passwordOf(name, this.log));
    await this.page.keyboard.press("Enter");
    await this.page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  }
  goTo = (path) => this.page.goto(this.at + path);
  phase = (phase) => this.page.locator(`[data-phase="${phase}"]`).waitFor();
  see = (text) => this.page.getByText(text, { exact: false }).first().waitFor();
  at_ = (test) => this.page.locator(`[data-test="${test}"]`);
  box = (code, aspect = "single") => this.page.locator(`[data-box="${code}-${aspect}"]`).first();

  async press(...keys) {
    for (const key of keys) {
      this.navigation += 1;
      await this.page.keyboard.press(key);
    }
  }
  say = (text) => this.page.keyboard.type(text);

  async beginReport() {
    await this.press("n");
    await this.page.locator("[data-box]").first().waitFor();
  }
  async choosePlace(letters) {
    await this.at_("place").waitFor();
    await this.say(letters);
    await this.press("Enter");
  }
  /** The box that has the keyboard. */
  focused = () => this.page.evaluate(() => document.activeElement?.getAttribute("data-box"));
  async answer(code, text, aspect = "single") {
    await this.box(code, aspect).fill(text);
  }
  async answerLeast(affected) {
    for (const [code, text, aspect] of [["A01007", affected], ["A01008", "0"], ["A01009", "0"], ["A01013", "?", "instant"], ["A01017", "?", "instant"]]) {
      await this.answer(code, text, aspect);
    }
  }
  sentence = () => this.at_("sentence").innerText();
  async confirmAndSend() {
    await this.press("Control+Enter");
    await this.at_("sentence").waitFor();
    await this.press("Enter");
    await this.at_("sentence").waitFor({ state: "detached" });
  }

  /** Until what `look` finds in the page is true; it may take its time to look. */
  async until(look, argument) {
    for (let tries = 0; !(await this.page.evaluate(look, argument)); tries += 1) {
      assert.ok(tries < 300, "waited for 30 s");
      await this.page.waitForTimeout(100);
    }
  }
  /** The app is on this machine, and so is what it shows: with `place`, of that store and its piles too. */
  async packed(place) {
    await this.phase("live");
    await this.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await this.until(async (place) => {
      const open = indexedDB.open("anlan");
      const db = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
      const all = db.transaction("copies").objectStore("copies").getAll();
      const rows = await new Promise((resolve) => (all.onsuccess = () => resolve(all.result)));
      db.close();
      const picture = rows.find((one) => one.key.startsWith("picture/"))?.value;
      return place ? picture?.depositories.has(place) && rows.some((one) => one.key === `batches/${place}`) : picture?.incidents.size > 0;
    }, place);
  }

  /** A board of the goods page. One that is alone in its group stands for the group. */
  async board(tab) {
    await this.at_(`tabs-${GROUP_OF[tab]}`).click();
    const own = this.at_(`tab-${tab}`);
    if (await own.count()) await own.click();
  }
  row = (division) => this.at_(`row-${division}`);
  tile = (code, aspect = "single") => this.at_(`tile-${code}-${aspect}`);
  /** The deadlines of the strip: whose, what, and the time of day by when. */
  clocks = () => this.at_("clock").evaluateAll((all) => all.map((one) => [
    one.querySelector(".what strong").textContent, one.querySelector(".what span").textContent, one.querySelector(".when span").textContent.match(/\d\d:\d\d/)[0],
  ].join(" ")).sort());
  /** What the map writes on areas that have a value. */
  mapValues = () => this.page.locator(".area-label:has(b)").evaluateAll((all) => all.map((one) => `${one.firstChild.textContent} ${one.querySelector("b").textContent}`).sort());
  picture = (name) => this.page.screenshot({ path: `${pictures}${name}.png` });
  tooWide = () => this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
