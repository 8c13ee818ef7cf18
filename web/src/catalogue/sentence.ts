// The sentence a leader would hear, read back before a report leaves: the meaning is confirmed, not the click.
import type { Aspect, Figure, Figures, Phase } from "@/wire/types";
import { numberOf, qualifierOf } from "./answer";
import { isNumeric, type Indicator } from "./types";

export type Locale = "zh" | "en";

export interface Telling {
  readonly place: string;
  readonly incident: string;
  readonly phase: Phase;
  /** When the figures were true, as it is shown. */
  readonly asOf: string;
  readonly from: string;
  readonly figures: Figures;
  readonly earlier: Figures | undefined;
  readonly indicators: readonly Indicator[];
}

const PHASES: Readonly<Record<Phase, Record<Locale, string>>> = {
  initial: { zh: "初报", en: "first report" },
  update: { zh: "续报", en: "update" },
  final: { zh: "核报", en: "final report" },
};

const WORDS = {
  zh: { about: "约", at_least: "至少", instant: "现有", cumulative: "累计", unknown: "不详", unchanged: "", up: "增", down: "减", comma: "，", and: "、" },
  en: { about: "about ", at_least: "at least ", instant: "now ", cumulative: "in total ", unknown: "not known", unchanged: "", up: "up ", down: "down ", comma: ", ", and: " and " },
} as const;

/** A number as people read it: digits in groups of three, no more decimals than there are. */
export const formatNumber = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 2 });

/** One figure in words: "约 30 人", "现有 120 人、累计 300 人". */
export function tellFigure(figure: Figure, indicator: Indicator, locale: Locale): string {
  const words = WORDS[locale];
  if (figure.unknown) return words.unknown;
  if (figure.text !== undefined) return figure.text;
  const unit = indicator.unit[locale];
  const one = (aspect: Aspect, value: number, lead: string): string => {
    const qualifier = qualifierOf(figure, aspect);
    return `${lead}${qualifier ? words[qualifier] : ""}${formatNumber(value)}${locale === "zh" ? "" : " "}${unit}`;
  };
  if (figure.value !== undefined) return one("single", figure.value, "");
  return (["instant", "cumulative"] as const)
    .flatMap((aspect) => (figure[aspect] === undefined ? [] : [one(aspect, figure[aspect], words[aspect])]))
    .join(words.and);
}

function change(figure: Figure, before: Figure | undefined, locale: Locale): string {
  const aspect: Aspect = figure.value !== undefined ? "single" : figure.cumulative !== undefined ? "cumulative" : "instant";
  const [now, then] = [numberOf(figure, aspect), numberOf(before, aspect)];
  if (now === undefined || then === undefined || now === then) return "";
  const words = WORDS[locale];
  const by = `${now > then ? words.up : words.down}${formatNumber(Math.abs(Math.round((now - then) * 100) / 100))}`;
  return locale === "zh" ? `（比上次${by}）` : ` (${by})`;
}

/** A name that has quotation marks of its own, for use between quotation marks (GB/T 15834 4.8.3.3). */
const inner = (name: string): string => name.replaceAll("“", "‘").replaceAll("”", "’");

/** Deaths and missing first, then in the order of the form; what is not known at the end, said as such. */
export function tell(telling: Telling, locale: Locale): string {
  const words = WORDS[locale];
  const order = (code: string): string => (code === "A01008" || code === "A01009" ? `0${code}` : `1${code}`);
  const said = telling.indicators
    .filter((indicator) => telling.figures[indicator.code] && indicator.code !== "A01001" && indicator.code !== "A01004")
    .sort((a, b) => order(a.code).localeCompare(order(b.code)));
  const known = said.filter((indicator) => !telling.figures[indicator.code]!.unknown);
  const unknown = said.filter((indicator) => telling.figures[indicator.code]!.unknown);
  const parts = known.map((indicator) => {
    const figure = telling.figures[indicator.code]!;
    const value = tellFigure(figure, indicator, locale);
    const tail = isNumeric(indicator) ? change(figure, telling.earlier?.[indicator.code], locale) : "";
    const name = indicator.name[locale];
    return locale === "zh" ? `${name}${/^\d|^约|^至少/.test(value) ? " " : ""}${value}${tail}` : `${name}: ${value}${tail}`;
  });
  const head = locale === "zh"
    ? `${telling.place}“${inner(telling.incident)}”${PHASES[telling.phase].zh}，截至 ${telling.asOf}`
    : `${telling.place}, ${PHASES[telling.phase].en} on “${inner(telling.incident)}”, as of ${telling.asOf}`;
  const body = parts.length === 0 ? "" : (locale === "zh" ? "：" : ": ") + parts.join(words.comma);
  const names = unknown.map((indicator) => indicator.name[locale]).join(locale === "zh" ? "、" : ", ");
  const gaps = names === "" ? "" : locale === "zh" ? `。尚不清楚：${names}` : `. Not known yet: ${names}`;
  const from = telling.from === "" ? "" : locale === "zh" ? `。报送：${telling.from}` : `. Reported by ${telling.from}`;
  return `${head}${body}${gaps}${from}${locale === "zh" ? "。" : "."}`;
}
