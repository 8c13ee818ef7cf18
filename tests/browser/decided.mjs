// A village's list brought through its gates without a screen, on a server whose clock a test moves. Everybody is made up.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { colleague, passwordOf } from "./driver.mjs";

const wire = (server, hoursAgo = 0) => `${server.now(hoursAgo).replace(" ", "T")}:00+08:00`;

/** A photo of the campaign that no other evidence is: a JPEG of one grey block, with noise in its comment. */
async function photo(server, { campaign }) {
  const headers = { Origin: server.url };
  const signIn = await fetch(`${server.url}/api/session.open`, {
    method: "POST", headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify({ name: "clerk", password: passwordOf("clerk", server.log) }),
  });
  const Cookie = signIn.headers.get("set-cookie").split(";")[0];
  const tables = `ffdb004300${"01".repeat(64)}ffc0000b080008000801011100ffc40026${["00", "10"].map((which) => `${which}01${"00".repeat(16)}`).join("")}`;
  const body = Buffer.from(`ffd8fffe0042${randomBytes(64).toString("hex")}${tables}ffda0008010100003f003fffd9`, "hex");
  const stored = await fetch(`${server.url}/api/blob.put?campaign=${campaign}`, { method: "POST", headers: { ...headers, Cookie, "Content-Type": "image/jpeg" }, body });
  assert.equal(stored.status, 200, await stored.clone().text());
  return (await stored.json()).blob;
}

/** Does one thing at the gate where the list stands; signs in anew each time, since days pass in between. */
export async function atGate(server, name, { campaign, village }, operation, more = {}) {
  const who = await colleague(name, server);
  const { list } = await who.call("gate.get", { campaign, village });
  return (await who.call(operation, { command_id: randomUUID(), campaign, village, stage: list.stage, ...more })).list;
}

/** 户报 → 公示: a notice hangs, with its two photos. */
export async function hang(server, where) {
  const { rows } = await atGate(server, "clerk", where, "gate.pass");
  server.advance(2);
  await atGate(server, "clerk", where, "gate.meet", { meeting: {
    held_at: wire(server, 1), present: ["committee", "villagers", "affected"].map((bench) => ({ bench, declared: true })), absent: 0,
    votes: rows.map(({ household }) => ({ household, ayes: 3, noes: 0 })), minutes: await photo(server, where), photo: await photo(server, where),
  } });
  await atGate(server, "clerk", where, "gate.pass");
  await atGate(server, "clerk", where, "gate.post", { posted_at: wire(server), place: "村委会公开栏" });
  for (let n = 0; n < 2; n++) {
    server.advance(24);
    await atGate(server, "clerk", where, "gate.photograph", { photo: await photo(server, where), taken_at: wire(server) });
  }
}

/** 公示 → 县定. */
export async function review(server, where) {
  server.advance(24 * 8);
  await atGate(server, "clerk", where, "gate.pass");
  const { evidence } = await atGate(server, "reviewer", where, "gate.draw");
  for (const household of evidence.sample.households) {
    await atGate(server, "reviewer", where, "gate.visit", { household, at: wire(server), result: "agrees", photo: await photo(server, where) });
  }
  await atGate(server, "reviewer", where, "gate.pass");
}

/** 县定 → 下达: frozen, signed by two. */
export async function sign(server, where, { standard = "guidance-100-300", policy = "by_class", budget_fen = 10_000_000 } = {}) {
  const { evidence } = await atGate(server, "decider", where, "gate.freeze", { standard, policy, budget_fen });
  for (const name of ["decider", "decider2"]) await atGate(server, name, where, "gate.sign", { snapshot: evidence.freeze.snapshot });
  await atGate(server, "decider", where, "gate.pass");
}
