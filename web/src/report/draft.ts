// What is being typed, before it is a report. Kept on this machine at every keystroke, exactly as typed.
import { boxesOf, readFigure, type Boxes } from "@/catalogue/answer";
import type { Indicator } from "@/catalogue/types";
import { readTime, toWire, typedTime } from "@/format/time";
import type { ReportSubmission } from "@/wire/operations";
import type { Channel, Figures, Incident, Phase, Text, Version } from "@/wire/types";

export interface Draft {
  incident: string;
  division: string;
  phase: Phase;
  boxes: Record<string, Boxes>;
  unit: string;
  post: string;
  channel: Channel;
  /** As typed: the moment the figures speak of, and when we heard of them. */
  occurredAt: string;
  receivedAt: string;
  situation: string;
  response: string;
  reason: string;
  /** The version of the chain that was on the screen when this was begun; 0 when there was none. */
  basedOn: number;
  /** The chain that is put right, for a correction. */
  corrects: string | null;
  /** A refused command that this one replaces. */
  replaces: string | null;
}

export interface Fault {
  readonly code: string;
  readonly text: Text;
}

const minute = (ms: number): number => ms - (ms % 60_000);

export function emptyDraft(incident: Incident, division: string, channel: Channel, now: number): Draft {
  return {
    incident: incident.incident, division, phase: "initial", channel,
    boxes: {
      A01001: { single: incident.sub_hazard ?? incident.hazard },
      A01004: { single: typedTime(Date.parse(incident.occurred_at)) },
    },
    unit: "", post: "", occurredAt: typedTime(minute(now)), receivedAt: typedTime(minute(now)), situation: "", response: "",
    reason: "", basedOn: 0, corrects: null, replaces: null,
  };
}

const DATES = new Set(["datetime", "date"]);

function shownBoxes(figures: Figures, indicators: ReadonlyMap<string, Indicator>): Record<string, Boxes> {
  return Object.fromEntries(Object.entries(figures).map(([code, figure]) => {
    const time = DATES.has(indicators.get(code)?.value ?? "") && figure.text ? Date.parse(figure.text) : Number.NaN;
    return [code, Number.isNaN(time) ? boxesOf(figure) : { single: typedTime(time) }];
  }));
}

/** A version's content, to be put right. */
export function draftOf(
  version: Pick<Version, "phase" | "figures" | "narrative" | "contact" | "channel" | "occurred_at" | "received_at">,
  where: Pick<Draft, "incident" | "division" | "basedOn" | "corrects" | "replaces">,
  indicators: ReadonlyMap<string, Indicator>,
): Draft {
  return {
    ...where,
    phase: version.phase, channel: version.channel, boxes: shownBoxes(version.figures, indicators),
    unit: version.contact.unit ?? "", post: version.contact.post ?? "",
    occurredAt: typedTime(Date.parse(version.occurred_at)), receivedAt: typedTime(Date.parse(version.received_at)),
    situation: version.narrative.situation ?? "", response: version.narrative.response ?? "", reason: "",
  };
}

/** The figures of a draft and what cannot be read or is still missing. */
export function figuresOf(draft: Draft, indicators: readonly Indicator[], now: number): { figures: Figures; faults: Fault[] } {
  const figures: Record<string, Figures[string]> = {};
  const faults: Fault[] = [];
  for (const indicator of indicators) {
    const code = indicator.code;
    const read = readFigure(draft.boxes[code] ?? {}, indicator);
    if (read.kind === "fault") faults.push({ code, text: read.text });
    else if (read.kind === "figure") figures[code] = read.figure;
    else if (draft.phase === "initial" && indicator.minimum_initial) {
      faults.push({ code, text: { zh: "初报必须回答；不知道就填“不详”或“?”", en: "A first report must answer this; enter “unknown” or “?” if nobody knows" } });
    }
    const text = figures[code]?.text;
    if (text === undefined || !DATES.has(indicator.value)) continue;
    const time = readTime(text, now);
    if (time === undefined) faults.push({ code, text: { zh: "时间看不懂，例如 7-20 1900", en: "This time cannot be read; try 7-20 1900" } });
    else figures[code] = { text: indicator.value === "date" ? toWire(time).slice(0, 10) : toWire(time) };
  }
  return { figures, faults };
}

export function timeFault(draft: Draft, now: number): Text | undefined {
  const [occurred, received] = [readTime(draft.occurredAt, now), readTime(draft.receivedAt, now)];
  if (occurred === undefined || received === undefined) return { zh: "报送时点或接报时间看不懂", en: "A time cannot be read" };
  if (received > now + 60_000) return { zh: "接报时间在将来", en: "The time of receipt lies in the future" };
  if (occurred > received + 60_000) return { zh: "报送时点晚于接报时间", en: "The figures are of a later time than their receipt" };
  return undefined;
}

/** The command's parameters, without its id. Call only when there are no faults. */
export function submissionOf(draft: Draft, figures: Figures, now: number): Omit<ReportSubmission, "command_id"> {
  const trimmed = <T extends Record<string, string>>(fields: T) =>
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value.trim()] as const).filter(([, value]) => value !== ""));
  const reason = draft.reason.trim();
  return {
    incident: draft.incident, division: draft.division, phase: draft.phase, figures,
    narrative: trimmed({ situation: draft.situation, response: draft.response }),
    contact: trimmed({ unit: draft.unit, post: draft.post }),
    channel: draft.channel,
    occurred_at: toWire(readTime(draft.occurredAt, now)!), received_at: toWire(readTime(draft.receivedAt, now)!),
    ...(reason !== "" && { reason }),
    expected_version: draft.basedOn,
  };
}
