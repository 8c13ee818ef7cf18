// The list of households as typed or pasted.
import { uuid } from "@/api/uuid";
import type { HouseholdWords } from "@/wire/handouts";

export interface TypedHousehold {
  readonly key: string;
  name: string;
  id: string;
  people: number | undefined;
  got: (number | undefined)[];
  proof: string | undefined;
  proxyName: string;
  relation: string;
  again: string;
}

export const blankHousehold = (lines: number): TypedHousehold => ({
  key: uuid(), name: "", id: "", people: undefined, got: Array<number | undefined>(lines).fill(undefined), proof: undefined,
  proxyName: "", relation: "", again: "",
});

const count = (text: string | undefined): number | undefined => {
  const digits = (text ?? "").normalize("NFKC").trim();
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
};

/** Rows copied out of a spreadsheet: name, document number, people, then a number for each line of goods. */
export function pasted(text: string, lines: number): TypedHousehold[] {
  return text.split(/\r?\n/).map((row) => row.split("\t")).filter(([name]) => (name ?? "").trim() !== "").map((cells) => ({
    ...blankHousehold(lines), name: cells[0]!.trim(), id: (cells[1] ?? "").normalize("NFKC").replace(/[\s']/g, ""), people: count(cells[2]),
    got: Array.from({ length: lines }, (_, at) => count(cells[3 + at])),
  }));
}

export const complete = (one: TypedHousehold): boolean =>
  one.name.trim() !== "" && (one.people ?? 0) > 0 && one.got.every((quantity) => quantity !== undefined)
  && (one.proxyName.trim() === "") === (one.relation.trim() === "");

/** What the households got of one line, all together. */
export const sumOf = (rows: readonly TypedHousehold[], line: number): number =>
  rows.reduce((sum, one) => sum + (one.got[line] ?? 0), 0);

export const householdWords = (one: TypedHousehold): HouseholdWords => ({
  name: one.name.trim(), id_number: one.id.trim() || null, people: one.people!, got: one.got.map((quantity) => quantity ?? 0),
  proof: one.proof ?? null, proxy: one.proxyName.trim() ? { name: one.proxyName.trim(), relation: one.relation.trim() } : null,
  again: one.again.trim() || null,
});
