// A clerk's table, pasted from WPS or read from a CSV file, turned into households. Columns are found by what their
// headers say, so that a list in the layout of 2019, which lacks two of them, reads as well as today's.
import Papa from "papaparse";
import { readYuan } from "@/components/loan/money";
import type { Circumstance, HouseholdClass, HouseholdWords, MemberWords, Need, PayBy, Vulnerability } from "@/wire/relief";
import { readWhole } from "./form";
import { CLASSES, IN_MONEY, NEEDS } from "./words";

export const FIELDS = [
  "village", "name", "id_number", "phone", "class", "people", "needy", "address", "account", "account_name", "hazard",
  "circumstances", "vulnerabilities", ...NEEDS, "pay_by", "members", "applied_on", "note",
] as const;
export type Field = (typeof FIELDS)[number];
/** By column; "" for one that is left out. */
export type Mapping = readonly (Field | "")[];
export type Grid = readonly (readonly string[])[];

export const clean = (cell: string): string => cell.normalize("NFKC").replace(/\s+/g, " ").trim();

const BEGINNING = 4000; // characters that show what parts the cells
/** Rows of a text with tabs (pasted from a spreadsheet) or commas (CSV, RFC 4180); quotes may hold line breaks. */
export function readGrid(text: string): string[][] {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const beginning = plain.slice(0, BEGINNING);
  const often = (sign: string): number => beginning.split(sign).length;
  const { data } = Papa.parse<string[]>(plain, { delimiter: often("\t") > 1 && often("\t") >= often(",") ? "\t" : ",", newline: "\n" });
  return data.map((row) => row.map(clean));
}

/** Bytes of a CSV file: UTF-8 or, as old spreadsheets write it, GB 18030. */
export function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

// The first that fits wins: "户主身份证号" is no name, "需救助人口" is not the family's size, "发放形式(1现金 2一卡通)" no card.
const SAID: readonly (readonly [RegExp, Field])[] = [
  [/(发放|领取|支付|救助)(形式|方式)/, "pay_by"], [/标签|(特殊|重点|优先|脆弱|弱势)(群体|人群|人员|对象)|特殊(类型|情形|情况|困难)|困难情形/, "vulnerabilities"],
  [/身份证|证件号|公民身份/, "id_number"], [/电话|手机|联系方式/, "phone"], [/类型|类别/, "class"],
  [/需.{0,4}救助.*人|救助人口|需救/, "needy"], [/人口|人数/, "people"],
  [/账号|帐号|卡号|存折|一卡|一折/, "account"], [/卡主|持卡人|开户名|账户名|账户户名/, "account_name"],
  [/(其他|家庭)成员/, "members"], [/(申请|申报)(日期|时间)/, "applied_on"],
  [/住址|地址/, "address"], [/^村|村名|行政村|社区|村委|村\(|村（/, "village"], [/灾种|灾害种类|灾害类型/, "hazard"],
  [/受灾情形|受灾情况|受灾类型|致困原因|受灾原因/, "circumstances"], [/口粮|粮/, "grain"], [/衣被|棉被|衣物/, "clothing"],
  [/取暖|燃煤/, "heating"], [/饮水|用水/, "water"], [/医疗|就医|看病/, "medical"], [/其他(生活)?(需求|需要|急需|困难|救助)/, "other"],
  [/备注|说明/, "note"], [/姓名|户主|申请人/, "name"],
];

export const fieldOf = (header: string): Field | undefined => SAID.find(([pattern]) => pattern.test(header.replace(/\s/g, "")))?.[1];

export interface Head {
  /** What each column is called; headers over several rows and merged cells are put together. */
  readonly headers: readonly string[];
  /** The first row below them. */
  readonly first: number;
}

const MOST_HEADER_ROWS = 8;

/** The headers: everything up to the row that names most columns. */
export function findHead(grid: Grid): Head {
  const width = Math.max(0, ...grid.map((row) => row.length));
  const named = grid.slice(0, MOST_HEADER_ROWS).map((row) => new Set(row.map((cell) => fieldOf(cell)).filter(Boolean)).size);
  const best = named.indexOf(Math.max(0, ...named));
  if ((named[best] ?? 0) < 2) return { headers: Array.from({ length: width }, () => ""), first: 0 };
  // A second header row says more of a merged cell's columns, and holds no long number.
  const below = grid[best + 1] ?? [];
  const two = below.some((cell) => fieldOf(cell)) && !below.some((cell) => /\d{5}/.test(cell));
  let merged = "";
  const headers = Array.from({ length: width }, (_, at) => {
    const upper = grid[best]![at] ?? "";
    if (upper !== "") merged = upper;
    const lower = two ? below[at] ?? "" : "";
    return lower === "" ? upper : `${upper || merged} ${lower}`;
  });
  return { headers, first: best + (two ? 2 : 1) };
}

/** What each column probably is; nothing is guessed twice. */
export function guess(headers: readonly string[]): (Field | "")[] {
  const taken = new Set<Field>();
  return headers.map((header) => {
    // What stands in brackets explains: "发放形式(1现金 2一卡通)".
    const parts = header.replace(/\([^)]*\)/g, "").split(" ");
    const field = fieldOf(parts.at(-1)!) ?? fieldOf(header);
    if (!field || taken.has(field)) return "";
    taken.add(field);
    return field;
  });
}

const CLASS_SAID: readonly (readonly [RegExp, HouseholdClass])[] = [
  [/特困|五保/, "destitute_support"], [/低保/, "minimum_living"], [/监测|返贫|脱贫不稳定|边缘/, "monitored"],
  [/其他困难|困难/, "other_hardship"], [/一般|普通/, "ordinary"],
];
const readClass = (cell: string): HouseholdClass | undefined =>
  CLASSES[Number(/^[1-5]/.exec(cell)?.[0] ?? 0) - 1] ?? CLASS_SAID.find(([pattern]) => pattern.test(cell))?.[1];

const LOSSES: readonly (readonly [RegExp, Circumstance])[] = [
  [/倒塌|倒房/, "home_collapsed"], [/严重损|严损/, "home_severely_damaged"], [/一般损|房屋损|损坏/, "home_damaged"],
  [/绝收/, "crop_lost"], [/减产|农作物|成灾/, "crop_reduced"], [/伤/, "injured"], [/残/, "disabled"],
];
// What says one loss says no other: neither is a severe damage a damage, nor a crop that is lost reduced.
function readLosses(cell: string): Circumstance[] {
  const rest = cell.replace(/严重损坏|严损/g, (said) => `${said === "严损" ? "严损" : "严重损"} `).replace(/农作物(?=绝收)/g, "");
  return LOSSES.filter(([pattern]) => pattern.test(rest)).map(([, circumstance]) => circumstance);
}

// What the priority lists call families that are weaker than others. A whole word each: "留守老人儿童" is not one of them.
const TAGS: readonly (readonly [RegExp, Vulnerability])[] = [
  [/^(因灾)?倒房重建户?$|^重建户$/, "rebuilding"], [/^(散居)?孤儿$/, "orphan"], [/^留守老(年)?人$/, "left_behind_elder"],
  [/^留守儿童$/, "left_behind_child"], [/^重度?.{0,2}残疾?(人|人员)?$|^残疾人\(重度\)$/, "severely_disabled"],
  [/^脱贫(户|人口|家庭)$/, "lifted_from_poverty"], [/^边缘(易致贫)?(户|人口|家庭)$/, "near_poverty"],
  [/^(重点)?优抚(对象|户|家庭)?$/, "special_care"], [/^(因灾)?重大?(伤病|疾病|病)(患者|人员)?$|^大病(患者)?$/, "serious_illness"],
];
const NOTHING = /^(无|否|没有|[-—/])$/;
const WORD_ENDS = /[;；、,，/|+＋ ]+/;
/** Every word has to be one that is known: a tag that is not understood is not dropped. */
function readTags(cell: string): Vulnerability[] | undefined {
  const said = cell.split(WORD_ENDS).filter((one) => one !== "" && !NOTHING.test(one)).map((one) => TAGS.find(([pattern]) => pattern.test(one))?.[1]);
  return said.every((one) => one !== undefined) ? [...new Set(said)] : undefined;
}

/** D03012: money is paid in one of two forms. Goods are none of them; they stand in the columns of what is needed. */
function readPayBy(cell: string): PayBy | undefined {
  if (/^(2|一卡通|一折通|一卡\(折\)通|卡折通|银行(卡|代发|转账)|社保卡|惠民卡|存折|打卡|转账)(发放)?$/.test(cell)) return "card";
  return /^(1|现金|现钱)(发放)?$/.test(cell) ? "cash" : undefined;
}

/** What is not in the table, and what its words mean here. */
export interface Ground {
  readonly village: string;
  /** Chosen for a table without these columns; nothing is taken for granted of what a family lost. */
  readonly hazard: string | undefined;
  readonly circumstances: readonly Circumstance[] | undefined;
  readonly payBy: PayBy;
  /** Chosen for a table without a column of people in need: the whole family is. */
  readonly allNeedy: boolean;
  readonly villages: readonly { readonly code: string; readonly name: string }[];
  readonly hazards: readonly { readonly code: string; readonly name: string }[];
}

export interface TableRow {
  readonly row: number;
  readonly words: HouseholdWords & { readonly row: number };
  /** Fields whose cell was not understood. */
  readonly unread: readonly Field[];
  /** Fields that every household has to have and this one says nothing of. */
  readonly blank: readonly Field[];
}

/** The others of a family in one cell: "王小:110101194912310021;李二", with or without numbers; nothing when it is not that. */
function readMembers(cell: string): MemberWords[] | undefined {
  const said = cell.split(/[;；、,，]/).map((one) => one.trim()).filter(Boolean)
    .map((one) => /^([^\d=+@:：(]+?)[\s:：(]*([\dXx]{15,18})?\)?$/.exec(one));
  return said.every((one) => one !== null) ? said.map((one) => ({ name: one[1]!.trim(), kinship: "other" as const, id_number: one[2] ?? null })) : undefined;
}

/** A day as clerks write it: 2026-09-12, 2026/9/12, 2026.9.12, 2026年9月12日, 20260912. */
function readDay(cell: string): string | undefined {
  const found = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(cell);
  return found ? `${found[1]}-${found[2]!.padStart(2, "0")}-${found[3]!.padStart(2, "0")}` : undefined;
}

const bare = (name: string): string => name.replace(/(村民委员会|居民委员会|村委会|居委会)$/, "").replace(/(社区|村)$/, "");
/** The village that a clerk calls by a name, with or without what kind it is; nothing when there are several. */
export function villageNamed(cell: string, villages: Ground["villages"]): string | undefined {
  if (/^\d{12}$/.test(cell)) return cell;
  const fits = villages.filter((one) => one.name === cell);
  if (fits.length === 0 && bare(cell) !== "") fits.push(...villages.filter((one) => bare(one.name) === bare(cell)));
  return fits.length === 1 ? fits[0]!.code : undefined;
}
const readHazard = (cell: string, ground: Ground): string | undefined =>
  /^\d{1,2}$/.test(cell) ? undefined : ground.hazards.find((one) => one.name.includes(cell) || cell.includes(one.name.replace(/灾害?$/, "")))?.code;

/** A formula out of somebody's spreadsheet is text, and never a name. */
const isFormula = (cell: string): boolean => /^[=+@]/.test(cell) && !/^\+?\d[\d ]*$/.test(cell);

function readNeeds(cells: Partial<Record<Field, string>>, unread: Field[]): Need[] {
  return NEEDS.flatMap((kind) => {
    const cell = cells[kind] ?? "";
    if (cell === "" || cell === "0" || NOTHING.test(cell)) return [];
    const quantity = IN_MONEY.has(kind) ? readYuan(cell.replace(/元$/, "")) : readWhole(cell.replace(/(公斤|kg|件|床|套)$/i, ""));
    if (quantity === undefined) unread.push(kind);
    return quantity ? [{ kind, quantity }] : [];
  });
}

function readRow(cells: Partial<Record<Field, string>>, row: number, ground: Ground): TableRow {
  const unread: Field[] = [];
  const blank: Field[] = [];
  const take = <T>(field: Field, read: (cell: string) => T | undefined, otherwise: T): T => {
    const cell = cells[field] ?? "";
    if (cell === "") return otherwise;
    const value = read(cell);
    if (value === undefined) unread.push(field);
    return value ?? otherwise;
  };
  /** A column that is there has to say it of every household: what is not said is not guessed. */
  const must = <T>(field: Field, read: (cell: string) => T | undefined, otherwise: T | undefined, none: T): T => {
    if (cells[field] === "" || (cells[field] === undefined && otherwise === undefined)) blank.push(field);
    return take(field, read, otherwise ?? none);
  };
  const text = (field: Field): string | null => take<string | null>(field, (cell) => (isFormula(cell) ? undefined : cell), null);
  const heads = (cell: string): number | undefined => readWhole(cell.replace(/(口人|人|口)$/, ""));
  const losses = (cell: string): readonly Circumstance[] | undefined => { const found = readLosses(cell); return found.length ? found : undefined; };
  const village = take("village", (cell) => villageNamed(cell, ground.villages), ground.village);
  const people = must<number>("people", heads, undefined, 0);
  const words = {
    row, village, class: must<HouseholdClass>("class", readClass, "ordinary", "ordinary"), people,
    needy: must<number>("needy", heads, ground.allNeedy ? people : undefined, 0),
    hazard: must<string>("hazard", (cell) => readHazard(cell, ground), ground.hazard, ""),
    circumstances: must<readonly Circumstance[]>("circumstances", losses, ground.circumstances, []),
    vulnerabilities: take<readonly Vulnerability[]>("vulnerabilities", readTags, []), needs: readNeeds(cells, unread),
    pay_by: must<PayBy>("pay_by", readPayBy, ground.payBy, "card"),
    members: [{ name: text("name") ?? "", kinship: "head" as const, id_number: text("id_number") }, ...take("members", readMembers, [])],
    address: text("address") ?? "", phone: text("phone"), account: text("account"), account_name: text("account_name"), note: text("note"),
    applied_on: take<string | null>("applied_on", readDay, null),
  };
  return { row, words, unread, blank };
}

/** The households below the head. Rows without a name and a number (blank ones, totals, signatures) are no households. */
export function readRows(grid: Grid, first: number, mapping: Mapping, ground: Ground): TableRow[] {
  return grid.slice(first).flatMap((row, at) => {
    const cells: Partial<Record<Field, string>> = {};
    mapping.forEach((field, column) => field && (cells[field] = row[column] ?? ""));
    const nobody = !cells.id_number && (!cells.name || /^(合计|总计|小计|填表|审核|负责人|单位)/.test(cells.name));
    return nobody ? [] : [readRow(cells, first + at + 1, ground)];
  });
}

const REMEMBERED = "anlan.relief.columns";
const signature = (headers: readonly string[]): string => headers.join("|");

/** Headers only, never a cell. */
export function remember(store: Pick<Storage, "getItem" | "setItem">, headers: readonly string[], mapping: Mapping): void {
  store.setItem(REMEMBERED, JSON.stringify({ headers: signature(headers), mapping }));
}
export function recall(store: Pick<Storage, "getItem">, headers: readonly string[]): Mapping | undefined {
  const kept = JSON.parse(store.getItem(REMEMBERED) ?? "null") as { headers: string; mapping: Mapping } | null;
  return kept?.headers === signature(headers) && kept.mapping.length === headers.length ? kept.mapping : undefined;
}

/** Why a row of the table is not taken, in the groups that a clerk works through one after another. */
export const FAULT_GROUPS = ["unread", "identity", "twice", "figures"] as const;
export type FaultGroup = (typeof FAULT_GROUPS)[number];
export interface RowFault {
  readonly row: number;
  readonly group: FaultGroup;
  readonly text: string;
  /** What to mend: the column's field, as far as the table has one for it. */
  readonly field: Field | undefined;
}

const POINTED: readonly (readonly [RegExp, Field])[] = [
  [/^\/members\/0\/id_number/, "id_number"], [/^\/members\/0/, "name"], [/^\/members/, "members"], [/^\/needs/, "grain"],
];
/** Where a fault that the server found stands in the table. */
export function pointedAt(pointer: string): Field | undefined {
  const plain = pointer.split("/")[1];
  return POINTED.find(([pattern]) => pattern.test(pointer))?.[1] ?? FIELDS.find((field) => field === plain);
}
export const groupOf = (fault: { readonly pointer: string; readonly twice: boolean }): FaultGroup =>
  fault.twice ? "twice" : fault.pointer.endsWith("id_number") ? "identity" : "figures";

/** A spreadsheet rounds a number of 16 digits and more, unless something in the cell is none. */
const whole = (value: string): string => (/^\d{12,}$/.test(value) ? `${value}\t` : value);

/**
 * The rows to be mended as they were, with what is wrong with each; opens in WPS, and reads in again once mended. A cell
 * never begins like a formula.
 */
export function fixSheet(grid: Grid, headers: readonly string[], faults: readonly RowFault[], titles: readonly [string, string]): string {
  const cell = (value: string): string => `"${whole(value).replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`;
  const byRow = new Map<number, string[]>();
  for (const one of faults) byRow.set(one.row, [...(byRow.get(one.row) ?? []), one.text]);
  const lines = [...byRow].map(([row, said]) => [String(row), ...headers.map((_, at) => grid[row - 1]?.[at] ?? ""), said.join("；")]);
  return "\uFEFF" + [[titles[0], ...headers, titles[1]], ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}
