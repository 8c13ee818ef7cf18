import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { ProblemError, Unreachable } from "@/api/problem";
import type { Problem } from "@/wire/types";
import { openDepot, type Depot } from "./depot";
import { nextParcel, type Parcel } from "./model";
import { createOutbox, type OutboxPorts } from "./outbox";

let run = 0;
let depot: Depot;
let now: number;
/** What the server carried out, by command_id, in order. It answers a known id with its first answer. */
let carriedOut: string[];
let line: "up" | "down" | "answer lost";
let calls: number;
let seen: readonly Parcel[];

beforeEach(async () => {
  depot = await openDepot(`test-${++run}`);
  now = 1_000_000;
  carriedOut = [];
  line = "up";
  calls = 0;
  seen = [];
});

const refusal = (status: number): ProblemError =>
  new ProblemError({ kind: "conflict", status, title: "冲突", title_en: "Conflict", detail: "", detail_en: "", type: "" } satisfies Problem);

let refuse: (id: string) => ProblemError | undefined = () => undefined;
beforeEach(() => (refuse = () => undefined));

const ports = (over: Partial<OutboxPorts> = {}): OutboxPorts => ({
  depot,
  async call(_, params) {
    calls++;
    const id = params.command_id;
    if (line === "down") throw new Unreachable("cut");
    const no = refuse(id);
    if (no) throw no;
    if (!carriedOut.includes(id)) carriedOut.push(id);
    if (line === "answer lost") throw new Unreachable("cut");
    return { id } as never;
  },
  putPhoto: async (photo) => `hash-${photo.size}`,
  now: () => now,
  changed: (parcels) => (seen = parcels),
  ...over,
});
const tab = (name: string, over: Partial<OutboxPorts> = {}) => createOutbox("me", name, ports(over));
const posting = (id: string, lane = "a") => ({
  operation: "clock.settle" as const, lane, subject: id,
  params: { command_id: id, clock: "c", how: "phone" as const, note: "", met_at: "" },
});

describe("outbox", () => {
  it("sends at once when the line is up, and keeps nothing", async () => {
    const outcome = await tab("t1").post(posting("1"));
    expect(outcome).toEqual({ state: "sent", answer: { id: "1" } });
    expect(seen).toEqual([]);
  });

  it("keeps what is posted offline, and sends it once, in order, when the line is back", async () => {
    const outbox = tab("t1");
    line = "down";
    expect(await outbox.post(posting("1"))).toEqual({ state: "waiting" });
    expect(await outbox.post(posting("2"))).toEqual({ state: "waiting" });
    expect(seen.map((parcel) => parcel.id)).toEqual(["1", "2"]);
    line = "up";
    await Promise.all([outbox.flush(), outbox.flush()]);
    expect(carriedOut).toEqual(["1", "2"]);
    expect(seen).toEqual([]);
  });

  it("sends again what the server carried out without being heard, under the same id", async () => {
    const outbox = tab("t1");
    line = "answer lost";
    expect(await outbox.post(posting("1"))).toEqual({ state: "waiting" });
    line = "up";
    await outbox.flush();
    expect(carriedOut).toEqual(["1"]);
    expect(seen).toEqual([]);
  });

  it("survives a crash between writing down and sending", async () => {
    line = "down";
    await tab("before").post(posting("1"));
    line = "up";
    now += 60_000;
    await tab("after").flush();
    expect(carriedOut).toEqual(["1"]);
  });

  it("lets only one of two tabs send", async () => {
    line = "down";
    await tab("t1").post(posting("1"));
    line = "up";
    let release = (): void => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    const first = tab("t1", { call: async (o, p) => (await slow, ports().call(o, p)) });
    const flushing = first.flush();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await tab("t2").flush();
    expect(calls).toBe(1); // only the try while the line was down
    release();
    await flushing;
    expect(calls).toBe(2);
    expect(carriedOut).toEqual(["1"]);
  });

  it("takes over from a tab that died with the lease", async () => {
    line = "down";
    await tab("t1").post(posting("1"));
    await depot.lease("outbox", "dead", now, 30_000);
    line = "up";
    await tab("t2").flush();
    expect(carriedOut).toEqual([]);
    now += 30_001;
    await tab("t2").flush();
    expect(carriedOut).toEqual(["1"]);
  });

  it("keeps a refused command with its problem, holds back its lane, and lets others pass", async () => {
    const outbox = tab("t1");
    line = "down";
    await outbox.post(posting("1", "chain"));
    await outbox.post(posting("2", "chain"));
    await outbox.post(posting("3", "other"));
    line = "up";
    refuse = (id) => (id === "1" ? refusal(409) : undefined);
    await outbox.flush();
    expect(carriedOut).toEqual(["3"]);
    expect(seen.map((parcel) => [parcel.id, parcel.state, parcel.problem?.kind])).toEqual([
      ["1", "refused", "conflict"], ["2", "waiting", undefined],
    ]);
    await outbox.discard("1");
    expect(carriedOut).toEqual(["3", "2"]);
  });

  it("sends a refused command again in its turn, put right, and once", async () => {
    const outbox = tab("t1");
    line = "down";
    await outbox.post(posting("1", "store"));
    await outbox.post(posting("2", "store"));
    line = "up";
    refuse = (id) => (id === "1" ? refusal(409) : undefined);
    await outbox.flush();
    expect(carriedOut).toEqual([]);
    const [refused] = seen;
    await outbox.mend(refused!, { ...refused!.params, command_id: "1b" });
    expect(carriedOut).toEqual(["1b", "2"]);
    expect(seen).toEqual([]);
    await outbox.mend(refused!, { ...refused!.params, command_id: "1c" }); // it is gone: nothing comes twice
    expect(carriedOut).toEqual(["1b", "2"]);
  });

  describe("a chain of reports that waits", () => {
    const report = (id: string, version: number, ahead: number) => ({
      operation: "report.return" as const, lane: "chain", subject: id, ahead,
      params: { command_id: id, report: "r", expected_version: version, reason: "", fault: "other" as const },
    });
    const versions = () => seen.map((one) => [one.id, (one.params as { expected_version: number }).expected_version]);
    const wait = async () => {
      const outbox = tab("t1");
      line = "down";
      for (const [at, id] of ["1", "2", "3"].entries()) await outbox.post(report(id, at, at));
      return outbox;
    };

    it("no longer counts on what was dropped", async () => {
      const outbox = await wait();
      await outbox.discard("1");
      expect(versions()).toEqual([["2", 0], ["3", 1]]);
      await outbox.discard("1");
      expect(versions()).toEqual([["2", 0], ["3", 1]]);
    });

    it("follows the version of the one that was put right, which keeps its turn", async () => {
      const outbox = await wait();
      const second = seen[1]!;
      expect(await outbox.mend(second, { ...second.params, command_id: "2b", expected_version: 4 } as never)).toEqual({ state: "waiting" });
      expect(versions()).toEqual([["1", 0], ["2b", 4], ["3", 5]]);
      line = "up";
      await outbox.flush();
      expect(carriedOut).toEqual(["1", "2b", "3"]);
    });

    it("stays in its turn when it is refused once more", async () => {
      const outbox = await wait();
      line = "up";
      refuse = (id) => (id.startsWith("1") ? refusal(409) : undefined);
      await outbox.flush();
      expect((await outbox.mend(seen[0]!, { ...seen[0]!.params, command_id: "1b" } as never)).state).toBe("refused");
      expect(seen.map((one) => [one.id, one.state])).toEqual([["1b", "refused"], ["2", "waiting"], ["3", "waiting"]]);
      expect(carriedOut).toEqual([]);
    });
  });

  it("waits, and does not give up, when the server is overloaded or the session has ended", async () => {
    const outbox = tab("t1");
    for (const status of [503, 429, 401]) {
      refuse = () => refusal(status);
      expect(await outbox.post(posting("1"))).toEqual({ state: "waiting" });
    }
    refuse = () => undefined;
    await outbox.flush();
    expect(carriedOut).toEqual(["1"]);
  });

  it("does not send another account's commands", async () => {
    line = "down";
    await tab("t1").post(posting("1"));
    line = "up";
    await createOutbox("somebody else", "t1", ports()).flush();
    expect(carriedOut).toEqual([]);
  });

  it("puts photos on the server before the command that names them", async () => {
    let photos: unknown;
    const outbox = tab("t1", { call: async (_, params) => ((photos = (params as { photos?: unknown }).photos), {} as never) });
    await outbox.post({ ...posting("1"), photos: [new Blob(["abc"]), new Blob(["abcde"])] });
    expect(photos).toEqual(["hash-3", "hash-5"]);
  });
});

describe("nextParcel", () => {
  const parcel = (order: number, lane: string, state: Parcel["state"] = "waiting") => ({ order, lane, state }) as Parcel;
  it("is the oldest that nothing refused stands before", () => {
    expect(nextParcel([parcel(2, "a"), parcel(1, "a")])?.order).toBe(1);
    expect(nextParcel([parcel(1, "a", "refused"), parcel(2, "a"), parcel(3, "b")])?.order).toBe(3);
    expect(nextParcel([parcel(1, "a", "refused")])).toBeUndefined();
  });
});

describe("copies of what the server said", () => {
  it("go when somebody leaves; what is not sent yet stays", async () => {
    await depot.keep("goods", { items: [] }, 5);
    await depot.saveDraft("me/report", "half a sentence", 6);
    line = "down";
    await tab("t1").post(posting("1"));
    expect(await depot.recall("goods")).toMatchObject({ value: { items: [] }, at: 5 });
    await depot.forgetCopies();
    expect(await depot.recall("goods")).toBeUndefined();
    expect(await depot.readDraft("me/report")).toMatchObject({ value: "half a sentence" });
    expect((await depot.list("me")).map((one) => one.id)).toEqual(["1"]);
  });
});
