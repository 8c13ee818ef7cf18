// A disaster that lasts: the form and the clocks lead from one ten-day report to the next.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { beijing, colleague, least, Officer } from "../driver.mjs";
import { test } from "../helper.mjs";

const XIXIANG = "410882101000";
const DAYS = 24 * 60;

test("in a drought the form asks for what a drought does, and says which report comes now and when the next is due", async ({ seat }) => {
  const county = await colleague("county");
  const clerk = await colleague("clerk");
  const { incident } = await county.call("incident.open", {
    command_id: randomUUID(), hazard: "01", name: `春旱 ${randomUUID().slice(0, 6)}`, occurred_at: beijing(20 * DAYS), area: ["410882000000"], exercise: false,
  });
  const officer = new Officer(await seat());
  await officer.signIn("clerk", `/report?i=${incident.incident}`);
  await officer.at_("rhythm").waitFor();
  assert.match(await officer.at_("rhythm").innerText(), /每 10 日续报一次。.*初报，没有小时时限.*下次续报.*每 5 日一次.*国防减救办发〔2024〕6号/s);
  await officer.box("A01019", "instant").waitFor();
  await officer.picture("drought-initial-1366");

  const figures = least(900, { A01001: { text: "01" }, A01004: { text: beijing(20 * DAYS) }, A01019: { instant: 300, cumulative: 300 } });
  await clerk.file(incident.incident, XIXIANG, figures, 0, { occurred_at: beijing(8 * DAYS), received_at: beijing(8 * DAYS) });
  const [clock] = (await clerk.call("clock.list", { incident: incident.incident })).clocks.filter((one) => one.rule === "drought.township");
  assert.equal(clock.state, "running");

  const next = new Officer(await seat({ width: 390, height: 844, theme: "night" }));
  await next.signIn("clerk", `/report?i=${incident.incident}`);
  await next.at_("rhythm").waitFor();
  assert.equal(await next.at_("phase-update").getAttribute("aria-checked"), "true");
  const due = new Date(Date.parse(clock.due_at) + 8 * 3600e3).toISOString().slice(5, 16).replace("T", " ");
  assert.ok((await next.at_("rhythm").innerText()).includes(due), `${due} is said`);
  await next.picture("drought-update-390-night");
  assert.ok((await next.tooWide()) <= 1);
  await next.goTo(`/?i=${incident.incident}`);
  await next.at_("next-due").first().waitFor();
  assert.ok((await next.at_("next-due").first().innerText()).includes(due));

  const flood = await county.openIncident(`暴雨 ${randomUUID().slice(0, 6)}`);
  await officer.goTo(`/report?i=${flood.incident}`);
  await officer.box("A01007").waitFor();
  assert.equal(await officer.at_("rhythm").count(), 0);
  assert.equal(await officer.page.locator("details [data-box=A01019-instant]").count(), 1);
});
