// The README's pictures: what people of the exercise see once it is over. `scripts/readme-pictures` starts the server
// and makes the files small. ANLAN_PICTURES says where they go.
import { colleague, Officer } from "./driver.mjs";
import { closeBrowser, openSeat } from "./helper.mjs";

const DESK = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
const STORE = "沁阳市救灾物资储备库（演练）";

const [city, dispatcher, keeper] = await Promise.all(["city", "dispatcher", "keeper"].map(colleague));
const { incidents } = await city.call("incident.list");
const { incident } = incidents.find((one) => one.exercise);
const { allocations } = await dispatcher.call("allocation.list", { incident });
const { waybills } = await keeper.call("waybill.list", { state: "dispatched" });
const { token } = await keeper.call("receipt.code", { waybill: waybills[0].waybill });

/** Each: its file, the seat, who sits there, what is opened, and what is done before the picture. */
const PICTURES = [
  ["dashboard", DESK, "city", `/?i=${incident}`],
  ["wall-night", { width: 1920, height: 1080, theme: "night" }, "city", `/?wall=1&i=${incident}`],
  ["report-phone", PHONE, "clerk", `/report?i=${incident}`, async (clerk) => {
    await clerk.page.locator("[data-box]").first().waitFor();
    for (const [code, said, aspect] of [["A01007", "约1200"], ["A01008", "0"], ["A01009", "0"], ["A01013", "约300", "instant"]]) await clerk.answer(code, said, aspect);
  }],
  ["goods", DESK, "dispatcher", "/stock?t=requests"],
  ["warehouse-tablet", { width: 1024, height: 768 }, "keeper", "/warehouse", (one) => one.at_(`at-${STORE}`).click()],
  ["receipt-phone", PHONE, undefined, `/r/${token}`],
  ["allocation", DESK, "dispatcher", `/allocation?i=${incident}&t=plans&plan=${allocations[0].allocation}`, async (one) => {
    await one.page.getByText("最近库点").first().evaluate((line) => line.scrollIntoView({ block: "center" })); // the lines, below what is missing
  }],
];

for (const [file, look, who, path, prepare] of PICTURES) {
  const seat = await openSeat(look);
  const person = new Officer(seat);
  if (who) await person.signIn(who, path);
  else await person.goTo(path);
  if (who) await person.phase("live");
  await prepare?.(person);
  await person.page.waitForTimeout(5_000); // the map is drawn, nothing moves any more
  await person.page.screenshot({ path: `${process.env.ANLAN_PICTURES}/${file}.png` });
  await seat.context.close();
}
await closeBrowser();
