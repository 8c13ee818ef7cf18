// A gate's desk: the lists of many villages that wait there, and what is done to all of them at once.
import { zipSync } from "fflate";
import { client } from "@/services";
import type { DeskList, Plan, Stage } from "@/wire/gates";
import type { BankAnswer, PaymentLine } from "@/wire/payments";
import { readAnswers, type AnswerFault } from "./bank";

/** What is done to a list at its gate; `words` says the rest of the command. */
export interface DeskAct {
  readonly operation: "gate.pass" | "gate.draw" | "gate.confirm" | "gate.freeze" | "gate.sign" | "gate.allot";
  readonly words: (list: DeskList) => Readonly<Record<string, unknown>>;
}

/** Every list that waits at a stage below a division. */
export async function deskLists(campaign: string, division: string, stage: Stage): Promise<readonly DeskList[]> {
  const found: DeskList[] = [];
  let after: string | null = null;
  do {
    const page: { lists: DeskList[]; next: string | null } = await client.call("gate.desk", { campaign, division, stage, ...(after ? { after } : {}) });
    found.push(...page.lists);
    after = page.next;
  } while (after);
  return found;
}

export const complete = (list: DeskList): boolean => list.missing.length === 0;
/** Frozen as it stands, wanting another signature than one's own. */
export const signable = (list: DeskList, account: string | undefined): boolean =>
  list.frozen !== null && list.frozen.as_frozen && list.frozen.signed_by.length < 2 && !list.frozen.signed_by.includes(account ?? "");
export const unfrozen = (list: DeskList): boolean => list.frozen === null || !list.frozen.as_frozen;
/** What no document covers yet. */
export const unallotted = (list: DeskList): number => Math.max(0, (list.frozen?.total_fen ?? 0) - list.allotted_fen);
export const sumOf = (lists: readonly DeskList[]): { readonly villages: number; readonly households: number; readonly fen: number } => ({
  villages: lists.length, households: lists.reduce((sum, one) => sum + one.households, 0), fen: lists.reduce((sum, one) => sum + (one.frozen?.total_fen ?? 0), 0),
});
/** What a plan over all villages gives to each: as much may its list be frozen with. */
export const sharesOf = (plan: Plan): ReadonlyMap<string, number> => new Map(plan.villages.map((one) => [one.village, one.fen]));

/** A bank's file of one village, as the server made it and signed for it by its hash. */
export interface BankFile {
  readonly village: string;
  readonly name: string;
  readonly hash: string;
  readonly text: string;
}
const plainName = (name: string): string => name.replace(/[\\/:*?"<>|\s]/g, "");
/** All of them in one archive, byte for byte: the hash in a file's name is the one on record. */
export function archiveOf(files: readonly BankFile[]): Uint8Array {
  const bytes = new TextEncoder();
  return zipSync(Object.fromEntries(files.map((one) => [`${one.village}-${plainName(one.name)}-${one.hash.slice(0, 12)}.csv`, bytes.encode(one.text)])));
}

/** The bank's answers to many villages' files, parted by the village whose key they name. */
export interface PartedAnswers {
  readonly byVillage: ReadonlyMap<string, readonly BankAnswer[]>;
  readonly paid: number;
  readonly back: number;
  readonly fen: number;
  /** Which text, which row of it. */
  readonly faults: readonly { readonly text: number; readonly row: number; readonly fault: AnswerFault }[];
}
export function partAnswers(texts: readonly string[], lines: ReadonlyMap<string, readonly PaymentLine[]>): PartedAnswers {
  const villageOf = new Map([...lines].flatMap(([village, of]) => of.map((line) => [line.key, village] as const)));
  const known = [...lines.values()].flat();
  const read = texts.map((text) => readAnswers(text, known));
  const byVillage = new Map<string, BankAnswer[]>();
  const answers = read.flatMap((one) => one.answers);
  for (const answer of answers) {
    const village = villageOf.get(answer.key)!;
    const there = byVillage.get(village);
    if (there) there.push(answer);
    else byVillage.set(village, [answer]);
  }
  const paid = answers.filter((one) => one.paid);
  return {
    byVillage, paid: paid.length, back: answers.length - paid.length, fen: paid.reduce((sum, one) => sum + one.fen, 0),
    faults: read.flatMap((one, text) => one.faults.map((fault) => ({ text, ...fault }))),
  };
}
