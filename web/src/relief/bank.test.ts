import { describe, expect, it } from "vitest";
import { byReason, readAnswers, readPaid, readReason, sendingsOf, uncorrected } from "./bank";
import type { PaymentLine } from "@/wire/payments";

const line = (key: string, more: Partial<PaymentLine> = {}): PaymentLine => ({ key, household: key, number: 1, pay_by: "card", payee_confirmed: false, fen: 60000, state: "sent", attempt: 2, returned_for: null, payee_changed: null, ...more });
const KNOWN = [line("00aa11bb22cc33dd"), line("11aa11bb22cc33dd")];
const HEAD = "序号\t业务键\t发放次数\t户名\t金额(元)\t结果\t原因";

describe("the bank's answers", () => {
  it("are read by what their headers say, with the amount in fen", () => {
    const read = readAnswers(`中国某银行回盘\n${HEAD}\n1\t00AA11BB22CC33DD\t2\t王**\t600.00\t成功\t\n2\t11aa11bb22cc33dd\t2\t李**\t600\t失败\t户名不符\n合计\t\t\t\t1200.00\t\t`, KNOWN);
    expect(read.faults).toEqual([]);
    expect(read.answers).toEqual([
      { key: "00aa11bb22cc33dd", attempt: 2, fen: 60000, paid: true },
      { key: "11aa11bb22cc33dd", attempt: 2, fen: 60000, paid: false, reason: "name_differs" },
    ]);
  });
  it("do not pass for those of a later sending: of what was sent again somebody must say which they answer", () => {
    const old = "业务键,金额,结果,原因\n00aa11bb22cc33dd,600,退回,户名不符";
    expect(readAnswers(old, KNOWN)).toEqual({ answers: [], faults: [{ row: 2, fault: "attempt" }] });
    expect(readAnswers(old, KNOWN, 1).answers[0]?.attempt).toBe(1);
    expect(readAnswers(old, KNOWN, 2).answers[0]?.attempt).toBe(2);
    expect(readAnswers(`${HEAD}\n1\t00aa11bb22cc33dd\t1\t王**\t600\t退回\t`, KNOWN, 2).answers[0]?.attempt).toBe(1);
    expect(readAnswers(`${HEAD}\n1\t00aa11bb22cc33dd\t第二\t王**\t600\t成功\t`, KNOWN, 2).faults[0]?.fault).toBe("attempt");
  });
  it("need not say what was sent once only, and a bank's own batch number is no sending", () => {
    const once = [line("00aa11bb22cc33dd", { attempt: 1 })];
    expect(readAnswers("业务键,金额,结果\n00aa11bb22cc33dd,600,成功", once, 2).answers[0]?.attempt).toBe(1);
    expect(readAnswers("批次,业务键,金额,结果\n2,00aa11bb22cc33dd,600,退回", KNOWN).faults[0]?.fault).toBe("attempt");
  });
  it("may answer every sending so far", () => {
    expect(sendingsOf([line("a", { attempt: 1 })])).toEqual([]);
    expect(sendingsOf([line("a", { attempt: 1 }), line("b", { attempt: 3 })])).toEqual([1, 2, 3]);
  });
  it("name the row of what cannot be read, and take nothing for granted", () => {
    const rows = "ffaa11bb22cc33dd\t2\t\t600\t成功\t\n\t00aa11bb22cc33dd\t2\t\t六百\t成功\t\n\t00aa11bb22cc33dd\t2\t\t600\t处理中\t";
    expect(readAnswers(`${HEAD}\n\t${rows}`, KNOWN)).toEqual({
      answers: [], faults: [{ row: 2, fault: "key" }, { row: 3, fault: "amount" }, { row: 4, fault: "result" }],
    });
  });
  it("say so when the columns are not there", () => expect(readAnswers("甲,乙\n1,2", KNOWN)).toEqual({ answers: [], faults: [{ row: 1, fault: "columns" }] }));

  it.each([["交易成功", true], ["未成功", false], ["退回", false], ["处理中", undefined], ["", undefined]])("read %s", (said, paid) => expect(readPaid(said)).toBe(paid));
  it.each([["账号错误", "wrong_account"], ["户名不符", "name_differs"], ["账户已销户", "closed_account"], ["久悬户", "dormant"], ["不明", "other"]])(
    "know the reason %s", (said, reason) => expect(readReason(said)).toBe(reason));

  it("that blame the account stay where they are until their household was changed after the last file", () => {
    const back = (key: string, returned_for: PaymentLine["returned_for"]) => line(key, { state: "returned", returned_for, household: key });
    const files = [{ sent_at: "2026-12-08T05:15:00+08:00" }, { sent_at: "2026-12-01T05:15:00+08:00" }];
    const changed: Record<string, string> = { a: "2026-12-07T09:00:00+08:00", b: "2026-12-09T09:00:00+08:00", c: "2026-11-01T09:00:00+08:00" };
    const lines = [back("a", "name_differs"), back("b", "wrong_account"), back("c", "frozen_account"), line("d", { state: "paid", household: "d" })];
    expect(uncorrected(lines, files, (household) => changed[household]).map((one) => one.key)).toEqual(["a"]);
    expect(uncorrected([back("e", "closed_account")], files, () => undefined)).toHaveLength(1);
    expect(uncorrected([line("f", { state: "returned", returned_for: "wrong_account", household: "a", payee_confirmed: true })], files, (household) => changed[household])).toEqual([]);
  });

  it("are counted by reason, the most frequent first", () => {
    const back = (key: string, returned_for: PaymentLine["returned_for"]) => line(key, { state: "returned", returned_for });
    expect(byReason([back("a", "dormant"), back("b", "name_differs"), back("c", "name_differs"), line("d", { state: "paid" })])).toEqual([
      { reason: "name_differs", count: 2, fen: 120000 }, { reason: "dormant", count: 1, fen: 60000 },
    ]);
  });
});
