import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ed25519 } from "@noble/curves/ed25519";
import { utf8ToBytes } from "@noble/hashes/utils";
import { beforeEach, describe, expect, it } from "vitest";
import { ProblemError, Unreachable } from "@/api/problem";
import type { Problem } from "@/wire/types";
import { canonicalText, type Unsigned } from "./canonical";
import { countsOf, fitted } from "./counts";
import { deliver, type Postman } from "./deliver";
import { openDrawer, type Drawer } from "./drawer";
import { newSecret, signReceipt } from "./sign";
import type { PaperLine, Point, Slip } from "./types";

interface Vector {
  readonly secret: string;
  readonly receipt: Unsigned;
  readonly text: string;
  readonly public_key: string;
  readonly signature: string;
}
const vector = JSON.parse(readFileSync(fileURLToPath(new URL("../../../tests/vectors/receipt.json", import.meta.url)), "utf8")) as Vector;

describe("what a telephone signs", () => {
  it("is the text the server builds", () => expect(canonicalText(vector.receipt)).toBe(vector.text));

  it("is signed as OpenSSL signs it", () => {
    const signature = ed25519.sign(utf8ToBytes(vector.text), vector.secret);
    expect(Buffer.from(signature).toString("hex")).toBe(vector.signature);
    expect(Buffer.from(ed25519.getPublicKey(vector.secret)).toString("hex")).toBe(vector.public_key);
  });

  it("can be verified, and no longer once a count was changed", () => {
    const signed = signReceipt(newSecret(), { waybill: "w", lines: [{ line: 0, good: 9, damaged: 1, short: 0 }], note: "", photo: null, name: "张三" }, 0);
    const holds = (one: Unsigned): boolean => ed25519.verify(signed.signature, utf8ToBytes(canonicalText(one)), signed.public_key);
    expect(holds(signed)).toBe(true);
    expect(holds({ ...signed, lines: [{ line: 0, good: 10, damaged: 0, short: 0 }] })).toBe(false);
    expect(canonicalText(signed)).not.toContain("张三");
  });
});

describe("counting a line", () => {
  const line: PaperLine = { line: 3, item: "quilt", name: { zh: "被", en: "quilt" }, unit: { zh: "床", en: "" }, label: "1", quantity: 10 };

  it("never makes more than was sent", () => {
    expect(fitted(line, { damaged: 8, short: 5 }, "damaged")).toEqual({ damaged: 5, short: 5 });
    expect(fitted(line, { damaged: 8, short: 5 }, "short")).toEqual({ damaged: 8, short: 2 });
    expect(fitted(line, { damaged: Number.NaN, short: -4 }, "short")).toEqual({ damaged: 0, short: 0 });
    expect(fitted(line, { damaged: 2.9, short: 0 }, "damaged")).toEqual({ damaged: 2, short: 0 });
  });

  it("adds up to what was sent", () => {
    expect(countsOf([line], new Map())).toEqual([{ line: 3, good: 10, damaged: 0, short: 0 }]);
    expect(countsOf([line], new Map([[3, { damaged: 1, short: 2 }]]))).toEqual([{ line: 3, good: 7, damaged: 1, short: 2 }]);
  });
});

describe("delivering", () => {
  let run = 0;
  let drawer: Drawer;
  let answer: () => Promise<never> | undefined;
  let sent: Record<string, unknown>[];
  let pictures: number;
  const recorded = { receipt: "r", at: "", received_at: "", clock_off: false, contradicts: false, due_at: null };
  const postman: Postman = {
    look: () => Promise.reject(new Unreachable()),
    sign: (params) => {
      sent.push(params as Record<string, unknown>);
      return answer() ?? Promise.resolve(recorded);
    },
    checkpoint: (params) => {
      sent.push(params as Record<string, unknown>);
      return answer() ?? Promise.resolve({ place: "修武县" });
    },
    photo: () => {
      pictures += 1;
      return answer() ?? Promise.resolve();
    },
  };
  const waiting = (waybill: string, picture: Blob | null = null): Slip => ({
    waybill, shown: { scan: "t" }, picture, state: "waiting",
    signed: signReceipt(newSecret(), { waybill, lines: [], note: "", photo: null, name: "张三" }, 0),
  });
  const problem = (status: number): Problem => ({ type: "x", status, kind: "x", title: "不行", title_en: "no", detail: "", detail_en: "" });
  const send = (): Promise<void> => deliver(drawer, postman, () => 60_000);

  beforeEach(async () => {
    drawer = await openDrawer(`receipt-${++run}`);
    answer = () => undefined;
    sent = [];
    pictures = 0;
  });

  it("keeps what nobody answered and sends the same receipt again", async () => {
    await drawer.addSlip(waiting("w"));
    answer = () => Promise.reject(new Unreachable());
    await send();
    expect((await drawer.slip("w"))?.state).toBe("waiting");
    answer = () => undefined;
    await send();
    await send();
    expect(sent.map((one) => one["receipt"])).toEqual([sent[0]!["receipt"], sent[0]!["receipt"]]);
    expect(sent[1]!["sent_at"]).toBe("1970-01-01T08:01:00+08:00");
    expect((await drawer.slip("w"))?.state).toBe("delivered");
  });

  const point = (at: string, state: Point["state"] = "waiting"): Point =>
    ({ checkpoint: `c${at}`, waybill: "w", shown: { scan: "t" }, at, place: "", position: { lon: 113, lat: 35, accuracy_m: 9 }, eta: null, note: "", state });

  it("sends where the goods were in order, before that they arrived, and keeps what nobody answered", async () => {
    await drawer.addSlip(waiting("w"));
    await drawer.putPoint(point("2"));
    await drawer.putPoint(point("1"));
    answer = () => Promise.reject(new Unreachable());
    await send();
    expect((await drawer.points()).map((one) => one.state)).toEqual(["waiting", "waiting"]);
    expect(sent.length).toBe(2); // the first report and the receipt
    answer = () => undefined;
    sent = [];
    await send();
    expect(sent.map((one) => one["checkpoint"] ?? "receipt")).toEqual(["c1", "c2", "receipt"]);
    expect(sent[0]!["sent_at"]).toBe("1970-01-01T08:01:00+08:00");
    expect((await drawer.points()).map((one) => [one.state, one.place])).toEqual([["delivered", "修武县"], ["delivered", "修武县"]]);
  });

  it("stops sending a report that was refused, and says why", async () => {
    await drawer.putPoint(point("1"));
    answer = () => Promise.reject(new ProblemError(problem(409)));
    await send();
    await send();
    expect(sent.length).toBe(1);
    expect((await drawer.points())[0]).toMatchObject({ state: "refused", problem: { status: 409 } });
  });

  it("forgets the name once it is delivered", async () => {
    await drawer.addSlip(waiting("w"));
    await send();
    expect((await drawer.slip("w"))?.signed.name).toBe("");
  });

  it("stops at a refusal and goes on when the server is only busy", async () => {
    await drawer.addSlip(waiting("w"));
    answer = () => Promise.reject(new ProblemError(problem(503)));
    await send();
    expect((await drawer.slip("w"))?.state).toBe("waiting");
    answer = () => Promise.reject(new ProblemError(problem(409)));
    await send();
    await send();
    expect((await drawer.slip("w"))?.state).toBe("refused");
    expect(sent.length).toBe(2);
  });

  it("sends the photo after the receipt, and later when the line breaks between them", async () => {
    await drawer.addSlip(waiting("w", new Blob(["p"], { type: "image/jpeg" })));
    answer = () => (sent.length === 1 && pictures === 1 ? Promise.reject(new Unreachable()) : undefined);
    await send();
    expect((await drawer.slip("w"))?.picture).not.toBeNull();
    await send();
    expect(pictures).toBe(2);
    expect((await drawer.slip("w"))?.picture).toBeNull();
    expect(sent.length).toBe(1);
  });

  it("keeps the first receipt of a waybill and one key for ever", async () => {
    const first = await drawer.addSlip(waiting("w"));
    expect((await drawer.addSlip(waiting("w"))).signed.receipt).toBe(first.signed.receipt);
    const key = await drawer.secret(newSecret);
    expect(await drawer.secret(newSecret)).toBe(key);
  });
});
