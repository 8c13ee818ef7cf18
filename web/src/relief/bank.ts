// What the bank sends back, as a table: pasted from its file or read from it. Nothing in it is taken on trust: the key,
// the sending and the amount must fit what was sent, and the server looks at each again.
import { readYuan } from "@/components/loan/money";
import type { BankAnswer, PaymentFile, PaymentLine, ReturnReason } from "@/wire/payments";
import { readWhole } from "./form";
import { readGrid } from "./table";

export const RETURN_REASONS: readonly ReturnReason[] = ["wrong_account", "name_differs", "closed_account", "frozen_account", "dormant", "other"];

type Column = "key" | "attempt" | "fen" | "result" | "reason";
const SAID: readonly (readonly [RegExp, Column])[] = [
  [/业务键|业务编号|流水号/, "key"], [/次数|第几次/, "attempt"], [/原因|说明|备注/, "reason"], [/结果|状态|成功/, "result"], [/金额/, "fen"],
];
const columnOf = (header: string): Column | undefined => SAID.find(([pattern]) => pattern.test(header))?.[1];

const REASONS: readonly (readonly [RegExp, ReturnReason])[] = [
  [/户名|姓名/, "name_differs"], [/销户|注销/, "closed_account"], [/冻结|止付/, "frozen_account"], [/睡眠|休眠|不动户|久悬/, "dormant"],
  [/账号|帐号|卡号|账户不存在/, "wrong_account"],
];
export const readReason = (said: string): ReturnReason =>
  RETURN_REASONS.find((one) => one === said) ?? REASONS.find(([pattern]) => pattern.test(said))?.[1] ?? "other";

/** Whether money arrived; nothing when the words say neither. */
export function readPaid(said: string): boolean | undefined {
  if (/失败|退回|退票|退汇|未成功|不成功|拒绝|fail|returned|^(0|n|no|否)$/i.test(said)) return false;
  return /成功|已付|已发|到账|入账|success|paid|^(1|y|yes|是|ok)$/i.test(said) ? true : undefined;
}

export type AnswerFault = "columns" | "key" | "attempt" | "amount" | "result";
export interface ReadAnswers {
  readonly answers: readonly BankAnswer[];
  readonly faults: readonly { readonly row: number; readonly fault: AnswerFault }[];
}

/**
 * Which sending a row answers. A payment that was sent once leaves no doubt; of one that was sent again the file or
 * whoever imports it must say so: last month's answers would otherwise pass for today's, and the money go out twice.
 */
function readAttempt(said: string, line: PaymentLine, answers: number | undefined): number | undefined {
  if (said !== "") return readWhole(said) || undefined;
  return line.attempt > 1 ? answers : line.attempt;
}

function readAnswer(cell: (column: Column) => string, lines: ReadonlyMap<string, PaymentLine>, answers: number | undefined): BankAnswer | AnswerFault {
  const key = cell("key").toLowerCase();
  const line = lines.get(key);
  if (!line) return "key";
  const attempt = readAttempt(cell("attempt").trim(), line, answers);
  if (attempt === undefined) return "attempt";
  const fen = readYuan(cell("fen"));
  if (fen === undefined) return "amount";
  const paid = readPaid(cell("result"));
  if (paid === undefined) return "result";
  return { key, attempt, fen, paid, ...(paid ? {} : { reason: readReason(cell("reason")) }) };
}

/** Rows without a key (blank ones, the file's own total) are no answers. `answers`: which sending it is, when it does not say. */
export function readAnswers(text: string, known: readonly PaymentLine[], answers?: number): ReadAnswers {
  const grid = readGrid(text);
  const head = grid.findIndex((row) => row.some((cell) => columnOf(cell) === "key"));
  const columns = (grid[head] ?? []).map(columnOf);
  if (!(["key", "fen", "result"] as const).every((one) => columns.includes(one))) return { answers: [], faults: [{ row: Math.max(0, head) + 1, fault: "columns" }] };
  const lines = new Map(known.map((line) => [line.key, line]));
  const taken: BankAnswer[] = [];
  const faults: { row: number; fault: AnswerFault }[] = [];
  grid.slice(head + 1).forEach((row, at) => {
    const cell = (column: Column): string => row[columns.indexOf(column)] ?? "";
    if (cell("key") === "" || /合计|总计/.test(row.join(""))) return;
    const read = readAnswer(cell, lines, answers);
    if (typeof read === "string") faults.push({ row: head + at + 2, fault: read });
    else taken.push(read);
  });
  return { answers: taken, faults };
}

/** The sendings a file may answer; none to choose from while nothing was sent twice. */
export function sendingsOf(lines: readonly PaymentLine[]): readonly number[] {
  const last = Math.max(1, ...lines.filter((line) => line.state !== "ready").map((line) => line.attempt));
  return last === 1 ? [] : Array.from({ length: last }, (_, at) => at + 1);
}

/** How many came back for which reason, the most frequent first. */
export function byReason(lines: readonly PaymentLine[]): readonly { readonly reason: ReturnReason; readonly count: number; readonly fen: number }[] {
  return RETURN_REASONS.map((reason) => {
    const here = lines.filter((line) => line.state === "returned" && line.returned_for === reason);
    return { reason, count: here.length, fen: here.reduce((sum, line) => sum + line.fen, 0) };
  }).filter((one) => one.count > 0).sort((a, b) => b.count - a.count);
}

const CORRECTED: ReadonlySet<ReturnReason> = new Set(["wrong_account", "name_differs", "closed_account"]);
/** Whether it comes back until its account or name is another. */
export const needsCorrection = (line: PaymentLine): boolean => line.state === "returned" && line.returned_for !== null && CORRECTED.has(line.returned_for);
/** Those of them whose household was not changed since the last file went out, so that nothing can have been corrected;
 *  what a second person confirmed since is right as it stands. */
export function uncorrected(lines: readonly PaymentLine[], files: readonly Pick<PaymentFile, "sent_at">[], changedAt: (household: string) => string | undefined): readonly PaymentLine[] {
  const sent = Math.max(...files.map((one) => Date.parse(one.sent_at)));
  return lines.filter((line) => needsCorrection(line) && !line.payee_confirmed && !(Date.parse(changedAt(line.household) ?? "") >= sent));
}
