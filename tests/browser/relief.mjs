// Made-up people of a made-up list, for the specs of winter–spring relief.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { colleague } from "./driver.mjs";

export const QINYANG = "410882000000";
/** One of the clerk's. */
export const VILLAGE = "410882101201";

/** An identity number that holds its check digit, and that no other run has. */
let order = Math.floor(Math.random() * 9e6);
export function madeUpId() {
  order += 1;
  const day = new Date(Date.UTC(1940, 0, 1 + Math.floor(order / 500) % 18000)).toISOString().slice(0, 10).replaceAll("-", "");
  return withCheck(`410882${day}${String(order % 500).padStart(3, "0")}`);
}
function withCheck(number) {
  const sum = [...number].reduce((all, digit, at) => all + Number(digit) * (2 ** (17 - at) % 11), 0);
  return number + "10X98765432"[sum % 11];
}
/** The number with one digit changed, of somebody of the same sex born on the same day; no other test has it. */
export const nearId = (number) => withCheck(`${number.slice(0, 14)}${Number(number[14]) + 5}${number.slice(15, 17)}`);

/** The county's open campaign; one for all tests, as in life. */
export async function openCampaign(server, fen = 50_000_000) {
  const decider = await colleague("decider", server);
  const { campaigns } = await decider.call("campaign.list");
  const open = campaigns.find((one) => one.state === "open" && !one.exercise && !one.supplements);
  if (open) return open;
  return (await decider.call("campaign.open", {
    command_id: randomUUID(), name: "2026—2027 年度冬春救助", division: QINYANG, from: "2026-12-01", until: "2027-05-31",
    budget: [{ level: "central", fen, document: "测试〔2026〕1号" }],
  })).campaign;
}

/** A household with nothing missing, of a class and with a loss of its own. */
export const household = (campaign, village, n) => ({
  command_id: randomUUID(), campaign, village, class: ["destitute_support", "minimum_living", "monitored", "other_hardship", "ordinary"][n % 5],
  people: 2 + (n % 3), needy: 1 + (n % 3), hazard: "02", circumstances: [["home_collapsed", "home_damaged", "crop_lost"][n % 3]],
  vulnerabilities: [], needs: [{ kind: "grain", quantity: 50 }], pay_by: "card",
  members: [
    { name: `测试户${"甲乙丙丁戊己庚辛壬癸"[n % 10]}`, kinship: "head", id_number: madeUpId() },
    ...Array.from({ length: 1 + (n % 3) }, (_, at) => ({ name: `测试员${"子丑寅"[at]}`, kinship: "child", id_number: madeUpId() })),
  ],
  address: `西向一街${1 + (n % 4)}组${n + 1}号`, phone: `1381234${String(5000 + n)}`, account: `0${String(123456789000 + order + n)}`, account_name: null, note: null,
});

/** What is masked comes at once; what is in clear comes only with a purpose. The dialog stays open. */
export async function takeWorkbooks(officer, of, masked, clear) {
  await officer.at_(`${of}-exports`).click();
  await officer.at_(`${of}-export-dialog`).waitFor();
  assert.equal(await officer.at_(clear).count(), 0, "no purpose, no names");
  for (const operation of masked) assert.match(await taken(officer, operation), /\.xlsx$/);
  await officer.at_("export-purpose").fill("报市应急局核对");
  assert.match(await taken(officer, clear), /-full.*\.xlsx$/);
}
async function taken(officer, operation) {
  const [download] = await Promise.all([officer.page.waitForEvent("download"), officer.at_(operation).click()]);
  return download.suggestedFilename();
}
