// What a person types into a box, as a figure and back. People on the phone say "about thirty" and "we do not know yet":
// both are answers. An empty box is a question that was not asked.
import type { Aspect, Figure, Qualifier, Text } from "@/wire/types";
import { isNumeric, isStock, type Indicator } from "./types";

/** What the boxes of one indicator hold, exactly as typed. Words, dates and times use `single`. */
export interface Boxes {
  readonly single?: string;
  readonly instant?: string;
  readonly cumulative?: string;
}

export type Read =
  | { readonly kind: "empty" }
  | { readonly kind: "figure"; readonly figure: Figure }
  | { readonly kind: "fault"; readonly aspect: Aspect; readonly text: Text };

type Number1 =
  | { readonly kind: "empty" | "unknown"; readonly note?: string }
  | { readonly kind: "number"; readonly value: number; readonly qualifier?: Qualifier; readonly note?: string }
  | { readonly kind: "fault"; readonly text: Text };

const UNKNOWN = /^(不详|未知|不明|不清楚|不清|不知道|待核|unknown|unk|\?)(?:[\s,，:：]+(.*))?$/i;
const ABOUT = /^(大约|约|大概|近|~|≈|about|approx\.?|ca\.?)\s*/i;
const LEAST = /^(至少|不少于|不低于|起码|≥|>=|at least|min\.?)\s*/i;
const NUMBER = /^(\d+(?:\.\d+)?|\.\d+)\s*(亿|万|千|百)?\s*(多|余|左右|上下|以上|起)?/;
const SCALE: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 };

const fault = (zh: string, en: string): { kind: "fault"; text: Text } => ({ kind: "fault", text: { zh, en } });

/** Full-width digits and signs become ASCII, thousands separators go. */
export function normalise(typed: string): string {
  return typed.normalize("NFKC").replace(/(\d),(?=\d{3}(\D|$))/g, "$1").replace(/(\d)\s(?=\d{3}(\D|$))/g, "$1").trim();
}

/** Reads one box of a number. What follows the number is kept as the source's own words. */
export function readNumber(typed: string, indicator: Indicator): Number1 {
  const text = normalise(typed);
  if (text === "") return { kind: "empty" };
  const unknown = UNKNOWN.exec(text);
  if (unknown) return { kind: "unknown", ...noteOf(unknown[2]) };

  let qualifier: Qualifier | undefined;
  if (ABOUT.test(text)) qualifier = "about";
  else if (LEAST.test(text)) qualifier = "at_least";
  const rest = text.replace(ABOUT, "").replace(LEAST, "");

  const match = NUMBER.exec(rest);
  if (!match) return fault("请填数字，例如 30、约30、至少5；不知道就填“不详”", "Enter a number: 30, about 30, at least 5; or “unknown”");
  if (match[3]) qualifier ??= ["以上", "起", "多", "余"].includes(match[3]) ? "at_least" : "about";
  const value = Math.round(Number(match[1]) * (SCALE[match[2] ?? ""] ?? 1) * 1e6) / 1e6;
  const units = [indicator.unit.zh, indicator.unit.en].filter((unit) => unit !== "—");
  let after = rest.slice(match[0].length).trim();
  const unit = units.find((one) => after.startsWith(one));
  if (unit) after = after.slice(unit.length).trim();
  if (/^[\d.-]/.test(after)) return fault("这个数字看不懂，请重填", "This number cannot be read");
  return judged({ kind: "number", value, ...(qualifier && { qualifier }), ...noteOf(after) }, indicator);
}

function noteOf(text: string | undefined): { note?: string } {
  const note = text?.replace(/^[\s,，;；:：(（]+|[)）\s]+$/g, "");
  return note ? { note } : {};
}

function judged(number: Number1 & { kind: "number" }, indicator: Indicator): Number1 {
  const { value } = number;
  const unit = indicator.unit;
  if (indicator.value === "integer" && !Number.isInteger(value)) {
    return fault(`${indicator.name.zh}以整数计`, `${indicator.name.en} is a whole number`);
  }
  if (Math.abs(value * 100 - Math.round(value * 100)) > 1e-6) {
    return fault("最多两位小数", "Two decimals at most");
  }
  if (indicator.most !== undefined && value > indicator.most) {
    const most = indicator.most.toLocaleString("en-US");
    return fault(
      `超过 ${most} ${unit.zh}，请核对单位（${unit.zh}）和位数`, `Above ${most} ${unit.en}: check the unit and the digits`,
    );
  }
  return number;
}

/** Reads all boxes of an indicator. */
export function readFigure(boxes: Boxes, indicator: Indicator): Read {
  if (!isNumeric(indicator)) {
    const text = (boxes.single ?? "").normalize("NFC").trim();
    if (text === "") return { kind: "empty" };
    if (UNKNOWN.test(text)) return { kind: "figure", figure: { unknown: true } };
    return { kind: "figure", figure: { text } };
  }
  const wanted: readonly Aspect[] = isStock(indicator) ? ["instant", "cumulative"] : ["single"];
  const numbers: Partial<Record<"value" | "instant" | "cumulative", number>> = {};
  const notes: string[] = [];
  const qualifiers: Partial<Record<Aspect, Qualifier>> = {};
  let unknown = false;
  for (const aspect of wanted) {
    const read = readNumber(boxes[aspect] ?? "", indicator);
    if (read.kind === "fault") return { kind: "fault", aspect, text: read.text };
    if (read.kind === "unknown") unknown = true;
    if (read.kind === "number") {
      numbers[aspect === "single" ? "value" : aspect] = read.value;
      if (read.qualifier) qualifiers[aspect] = read.qualifier;
    }
    if (read.note) notes.push(read.note);
  }
  const known = Object.keys(numbers).length > 0;
  if (!known && !unknown) return { kind: "empty" };
  const note = notes.length > 0 ? { note: notes.join("；") } : {};
  if (!known) return { kind: "figure", figure: { unknown: true, ...note } };
  return { kind: "figure", figure: { ...numbers, ...exactness(qualifiers, Object.keys(numbers).length), ...note } };
}

/** One word when it holds for every number, else a word for each. */
function exactness(said: Readonly<Partial<Record<Aspect, Qualifier>>>, numbers: number): Pick<Figure, "qualifier" | "qualifiers"> {
  const words = Object.values(said);
  if (words.length === 0) return {};
  return words.length === numbers && new Set(words).size === 1 ? { qualifier: words[0]! } : { qualifiers: said };
}

/** How exact one number of a figure is; nothing when it was counted. */
export const qualifierOf = (figure: Figure | undefined, aspect: Aspect): Qualifier | undefined =>
  (aspect === "single" ? undefined : figure?.qualifiers?.[aspect]) ?? figure?.qualifier;

/** The boxes that would be read as this figure. */
export function boxesOf(figure: Figure | undefined): Boxes {
  if (!figure) return {};
  const note = figure.note ? ` ${figure.note}` : "";
  if (figure.unknown) return { single: `不详${note}`, instant: `不详${note}` };
  if (figure.text !== undefined) return { single: figure.text };
  const words = { about: "约", at_least: "至少" } as const;
  const write = (aspect: Aspect, tail: string): string | undefined => {
    const [value, qualifier] = [numberOf(figure, aspect), qualifierOf(figure, aspect)];
    return value === undefined ? undefined : `${qualifier ? words[qualifier] : ""}${value}${tail}`;
  };
  const single = write("single", note);
  const instant = write("instant", note);
  const cumulative = write("cumulative", instant === undefined ? note : "");
  return { ...(single && { single }), ...(instant && { instant }), ...(cumulative && { cumulative }) };
}

/** The number of one aspect; nothing when it was not given. */
export function numberOf(figure: Figure | undefined, aspect: Aspect): number | undefined {
  if (!figure || figure.unknown) return undefined;
  return aspect === "single" ? figure.value : figure[aspect];
}
