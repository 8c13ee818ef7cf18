// A township's made-up list (scripts/made-up-list), and the people at the desks of its gates. What would be the same
// clicks for every further village is sent from within the page, over its own session, and said so by `send`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Officer } from "./driver.mjs";
import { photo } from "./photos.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** 西向镇 of 沁阳市: where the demo's clerk and reviewer sit. */
export const TOWNSHIP = "410882101";

export function makeUpList() {
  const folder = mkdtempSync(join(tmpdir(), "anlan-made-up-"));
  execFileSync(join(root, "scripts/made-up-list"), [folder, "--township", TOWNSHIP]);
  const file = (name) => join(folder, name);
  const rows = readFileSync(file("list.csv"), "utf8").trim().split("\r\n").slice(2).map((line) => line.split(","));
  const { faults } = JSON.parse(readFileSync(file("faults.json"), "utf8"));
  return { file, rows, faults, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** An identity number with the check digit that its first 17 digits want. */
export function withCheckDigit(number) {
  const sum = [...number.slice(0, 17)].reduce((all, digit, at) => all + Number(digit) * (2 ** (17 - at) % 11), 0);
  return number.slice(0, 17) + "10X98765432"[sum % 11];
}

/** Somebody at a desk, with the server's clock; counts what he clicks. */
export class DeskOfficer extends Officer {
  clicks = 0;
  constructor(seat, server) {
    super(seat, server.url, server.log);
    this.server = server;
  }
  async count() {
    await this.context.exposeBinding("anlanClicked", () => void (this.clicks += 1));
    await this.context.addInitScript(() => addEventListener("click", (event) => event.isTrusted && window.anlanClicked(), true));
    return this;
  }
  /** Days have passed: everybody signs in anew. */
  async comeBack(name, path) {
    await this.context.clearCookies();
    await this.page.goto(`${this.at}/sign-in`);
    await this.page.evaluate(() => localStorage.removeItem("anlan.session"));
    await this.signIn(name, path);
  }
  atDesk = (name, campaign, stage) => this.comeBack(name, `/relief?m=way&c=${campaign}&st=${stage}`).then(() => this.idle());
  idle = () => this.page.locator("[data-test=desk][data-busy=false]").waitFor({ timeout: 120_000 });
  async press_(test) {
    await this.at_(test).click();
    await this.page.waitForTimeout(50);
    await this.idle();
    assert.equal(await this.at_("bulk-failures").count(), 0, `${test}: ${await this.page.locator("[data-test=bulk-failures]").allInnerTexts()}`);
  }
  /** Everything at the desk is complete and goes on. */
  async passAll(villages) {
    await this.page.locator("[data-test=desk-pass]:enabled", { hasText: String(villages) }).waitFor({ timeout: 60_000 });
    await this.press_("desk-pass");
    await this.page.locator("[data-test=desk-sum]", { hasText: "0 村在本环节" }).waitFor();
  }
  async snap(where) {
    await this.page.locator(`[data-test="${where}"] input[type=file]`).setInputFiles(await photo(this.page));
    await this.page.locator(`[data-test="${where}"] .taken`).waitFor();
  }
  time = (where, hoursAgo = 0) => this.page.locator(`[data-test="${where}"] input`).fill(this.server.now(hoursAgo));
  clock = (hoursAgo = 0) => `${this.server.now(hoursAgo).replace(" ", "T")}:00+08:00`;

  /** One operation from within the page, over its session. */
  send = (operation, params) => this.sendAll([[operation, params]]).then(([answer]) => answer);
  /** Many, a few at a time. `"photo"` for a value means a new photo of the campaign, stored first. */
  async sendAll(commands, { names = false } = {}) {
    const answers = await this.page.evaluate(async ({ commands, names }) => {
      const post = async (path, body, type) => {
        const response = await fetch(path, { method: "POST", headers: { "Content-Type": type }, body });
        const answer = await response.json();
        if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
        return answer;
      };
      const canvas = Object.assign(document.createElement("canvas"), { width: 24, height: 24 });
      const ink = canvas.getContext("2d", { willReadFrequently: true });
      const picture = async (campaign) => {
        const noise = ink.createImageData(24, 24);
        crypto.getRandomValues(noise.data);
        for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
        ink.putImageData(noise, 0, 0);
        const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
        return (await post(`/api/blob.put?campaign=${campaign}`, blob, "image/jpeg")).blob;
      };
      const filled = async (value, campaign) => {
        if (value === "photo") return picture(campaign);
        if (Array.isArray(value) || value === null || typeof value !== "object") return value;
        return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([key, one]) => [key, await filled(one, campaign)])));
      };
      const answers = Array(commands.length);
      let next = 0;
      const work = async () => {
        while (next < commands.length) {
          const at = next++;
          const [operation, params] = commands[at];
          const answer = await post(`/api/${operation}`, JSON.stringify(await filled(params, params.campaign)), "application/json");
          answers[at] = names ? answer : answer.list ? { missing: answer.list.missing } : answer;
        }
      };
      await Promise.all(Array.from({ length: 4 }, work));
      return answers;
    }, { commands, names });
    return answers;
  }
}
