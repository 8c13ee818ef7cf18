// What one journal entry does to the picture. Each function answers with the new value, or with the old one when the
// entry says nothing new; versions decide, so the order in which queries and entries arrive does not matter.
import type { Release, Waybill } from "@/wire/papers";
import type { Depository } from "@/wire/supplies";
import type { Entry, Incident, Observation, Report, Version } from "@/wire/types";

const idOf = (entry: Entry): string => entry.stream.slice(entry.stream.indexOf("/") + 1);

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

export function incidentAfter(known: Incident | undefined, entry: Entry): Incident | undefined {
  if (known && known.version >= entry.stream_version) return known;
  const body = entry.body as Partial<Incident> & { reason?: string };
  const version = entry.stream_version;
  if (entry.type === "incident.opened") {
    return {
      sub_hazard: null, name: "", area: [], hazard: "00",
      ...body,
      occurred_at: body.occurred_at ?? entry.occurred_at,
      opened_at: body.opened_at ?? entry.recorded_at,
      opened_by: body.opened_by ?? entry.actor,
      exercise: body.exercise ?? entry.exercise,
      incident: idOf(entry), state: "open", version,
    };
  }
  if (!known) return undefined; // its beginning was never heard; the next query brings it whole
  const next: Incident = { ...known, version };
  switch (entry.type) {
    case "incident.stabilised":
      return { ...next, state: "stable", stabilised_at: text(body.stabilised_at) ?? entry.recorded_at };
    case "incident.closed":
      return { ...next, state: "closed", closed_at: entry.recorded_at, close_reason: text(body.reason) };
    case "incident.reopened":
      return { ...next, state: "open", stabilised_at: null, closed_at: null, close_reason: null };
    default:
      return { ...next, ...body, incident: known.incident, version };
  }
}

export function observationAfter(known: Observation | undefined, entry: Entry): Observation | undefined {
  if (known && known.version >= entry.stream_version) return known;
  const version = entry.stream_version;
  if (entry.type === "observation.withdrawn") return known && { ...known, state: "withdrawn", version };
  const body = entry.body as Partial<Observation>;
  return {
    incident: null, chain: [], text: "", point: null, doubts: [], photos: [], channel: entry.channel,
    occurred_at: entry.occurred_at, received_at: entry.received_at, recorded_at: entry.recorded_at,
    actor: entry.actor, exercise: entry.exercise, state: "active",
    ...body,
    observation: idOf(entry), division: body.division ?? entry.division, version,
  };
}

const KINDS: Readonly<Record<string, Version["kind"]>> = {
  "report.submitted": "submission",
  "report.corrected": "correction",
  "report.withdrawn": "withdrawal",
  "report.returned": "return",
};

export function stateAfter(kind: Version["kind"]): Report["state"] {
  return kind === "withdrawal" ? "withdrawn" : kind === "return" ? "returned" : "effective";
}

/** The version that a report.* entry carries. */
export function versionOf(entry: Entry): Version {
  const body = entry.body as Partial<Version>;
  const kind = body.kind ?? KINDS[entry.type] ?? "submission";
  return {
    phase: "initial", figures: {}, narrative: {}, contact: {}, reason: null, warnings: [],
    channel: entry.channel, occurred_at: entry.occurred_at, received_at: entry.received_at,
    ...body,
    kind, version: entry.stream_version, recorded_at: entry.recorded_at, actor: entry.actor, seq: entry.seq,
  };
}

function levelOf(division: string): Report["level"] {
  if (division.endsWith("00000000")) return "city";
  if (division.endsWith("000000")) return "county";
  return division.endsWith("000") ? "township" : "village";
}

export function reportAfter(known: Report | undefined, entry: Entry): Report | undefined {
  if (known && known.version >= entry.stream_version) return known;
  const body = entry.body as { report?: string; incident?: string; division?: string; exercise?: boolean };
  const incident = body.incident ?? known?.incident;
  if (incident === undefined) return known;
  const current = versionOf(entry);
  const division = body.division ?? entry.division;
  return {
    report: body.report ?? idOf(entry),
    incident,
    division,
    level: known?.level ?? levelOf(division),
    version: entry.stream_version,
    phase: current.phase,
    state: stateAfter(current.kind),
    exercise: body.exercise ?? entry.exercise,
    current,
  };
}

/** The chain with this version in its place; the same chain when it is there already. */
export function chainAfter(known: readonly Version[], version: Version): readonly Version[] {
  if (known.some((one) => one.version === version.version)) return known;
  return [...known, version].sort((a, b) => a.version - b.version);
}

/** An entry about a place says all of it, except a closing, which says only that. */
export function depositoryAfter(known: Depository | undefined, entry: Entry): Depository | undefined {
  if (known && known.version >= entry.stream_version) return known;
  if (entry.type === "place.closed" && !known) return undefined;
  return { ...known, ...(entry.body as unknown as Depository), place: idOf(entry), version: entry.stream_version };
}

/** Stands where a name or a phone is that only an answer may show, masked to whoever asks. */
export const HIDDEN = "***";
const shown = (said: string, known: string | null | undefined): string => (said.startsWith("sealed:") ? known ?? HIDDEN : said);

/** An entry about a request says all of it, but its contact is sealed there: it stays as the last answer showed it. */
export function releaseAfter(known: Release | undefined, entry: Entry): Release {
  const paper = paperOf<Release>(entry);
  const { name, phone } = paper.contact;
  return { ...paper, contact: { name: shown(name, known?.contact.name), phone: shown(phone, known?.contact.phone) } };
}

/** An entry about a waybill says all of it, but its people are sealed there: they stay as the last answer showed them. */
export function waybillAfter(known: Waybill | undefined, entry: Entry): Waybill {
  const paper = paperOf<Waybill>(entry);
  const { vehicle, receipt } = paper;
  return {
    ...paper,
    vehicle: { ...vehicle, driver: shown(vehicle.driver, known?.vehicle.driver), phone: shown(vehicle.phone, known?.vehicle.phone) },
    receipt: receipt && {
      ...receipt, name: shown(receipt.name, known?.receipt?.name), phone: receipt.phone && shown(receipt.phone, known?.receipt?.phone),
    },
  };
}

/** An entry about a request or a waybill says all of it. */
const paperOf = <P extends Release | Waybill>(entry: Entry): P =>
  ({ ...(entry.body as unknown as P), version: entry.stream_version });
