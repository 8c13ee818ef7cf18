import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import type { DeskList } from "@/wire/gates";
import type { PaymentLine } from "@/wire/payments";
import { archiveOf, complete, partAnswers, signable, sumOf, unallotted, unfrozen } from "./desk";

const list = (more: Partial<DeskList> = {}): DeskList => ({ village: "410882101201", name: "东村", households: 3, missing: [], frozen: null, allotted_fen: 0, sample: null, ...more });
const frozen = { snapshot: "a".repeat(64), total_fen: 90_000, as_frozen: true, signed_by: ["me"] };

it("a desk knows which lists go on, and which want a freeze, a signature or money", () => {
  expect([list(), list({ missing: [{ type: "report-empty", zh: "空", en: "empty" }] })].map(complete)).toEqual([true, false]);
  expect([list(), list({ frozen }), list({ frozen: { ...frozen, as_frozen: false } })].map(unfrozen)).toEqual([true, false, true]);
  expect([signable(list(), "you"), signable(list({ frozen }), "me"), signable(list({ frozen }), "you")]).toEqual([false, false, true]);
  expect(signable(list({ frozen: { ...frozen, signed_by: ["me", "her"] } }), "you")).toBe(false);
  expect(signable(list({ frozen: { ...frozen, as_frozen: false } }), "you")).toBe(false);
  expect([unallotted(list({ frozen, allotted_fen: 40_000 })), unallotted(list({ frozen, allotted_fen: 100_000 }))]).toEqual([50_000, 0]);
  expect(sumOf([list(), list({ frozen })])).toEqual({ villages: 2, households: 6, fen: 90_000 });
});

it("the banks' files go into one archive as they are, under their hashes", () => {
  const files = unzipSync(archiveOf([{ village: "410882101201", name: "东 村/北", hash: "0123456789abcdef", text: "\uFEFF序号,业务键\r\n" }]));
  expect(Object.keys(files)).toEqual(["410882101201-东村北-0123456789ab.csv"]);
  expect(Object.values(files)[0]).toEqual(new TextEncoder().encode("\uFEFF序号,业务键\r\n"));
});

it("answers to many villages are parted by their keys, and a key that nobody sent is a fault", () => {
  const line = (key: string): PaymentLine => ({ key, household: key, number: 1, pay_by: "card", payee_confirmed: false, fen: 10_000, state: "sent", attempt: 1, returned_for: null, payee_changed: null });
  const lines = new Map([["east", [line("a".repeat(16)), line("b".repeat(16))]], ["west", [line("c".repeat(16))]]]);
  const head = "业务键,金额(元),结果,原因";
  const read = partAnswers([`${head}\n${"a".repeat(16)},100,成功,\n${"c".repeat(16)},100,退回,户名不符`, `${head}\n${"b".repeat(16)},100,成功,\n${"d".repeat(16)},100,成功,`], lines);
  expect([...read.byVillage].map(([village, of]) => [village, of.length])).toEqual([["east", 2], ["west", 1]]);
  expect(read).toMatchObject({ paid: 2, back: 1, fen: 20_000, faults: [{ text: 1, row: 3, fault: "key" }] });
});
