// The contract, spoken from memory: enough of the server to build and test the pages without it. Figures are made up.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { supplies } from "./supplies.mjs";
import { chainAt, layPatches } from "./tiles.mjs";

const data = new URL("../../data/", import.meta.url);
const catalogue = (name) => JSON.parse(readFileSync(new URL(`catalogues/${name}.json`, data), "utf8"));
const catalogues = Object.fromEntries(["hazards", "indicators", "checks", "deadlines"].map((name) => [name, catalogue(name)]));
const merges = new Map(catalogues.indicators.indicators.map((one) => [one.code, one]));

const CITY = "410800000000";
const pad = (value) => String(value).padStart(2, "0");
export function wireTime(ms = Date.now()) {
  const t = new Date(ms + 8 * 3600_000);
  return `${t.getUTCFullYear()}-${pad(t.getUTCMonth() + 1)}-${pad(t.getUTCDate())}T${pad(t.getUTCHours())}:${pad(t.getUTCMinutes())}:${pad(t.getUTCSeconds())}+08:00`;
}

function readDivisions(boxesOf) {
  const [, ...lines] = readFileSync(new URL("jiaozuo/divisions.csv", data), "utf8").trim().split("\n");
  const divisions = lines.map((line) => {
    const [code, name, level, parent, legal_parent, kind, valid_from, valid_to] = line.split(",");
    return { code, name, level, parent: parent || null, legal_parent: legal_parent || null, kind, valid_from: valid_from || null, valid_to: valid_to || null, schematic: true, center: null, bbox: null };
  });
  const patches = layPatches(divisions);
  for (const one of divisions) {
    const box = patches.boxes.get(one.code)?.box;
    if (box) Object.assign(one, { bbox: box, center: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] });
  }
  return boxesOf(divisions, patches);
}

const stem = (code) => code.replace(/(000000000000|0000000000|00000000|000000|000)$/, "");
export const within = (code, node) => code.startsWith(stem(node));

export class Problem extends Error {
  constructor(status, kind, title, title_en, more = {}) {
    super(title_en);
    this.body = { type: `urn:anlan:problem:${kind}`, kind, status, title, title_en, detail: "", detail_en: "", ...more };
  }
}

export function createHouse() {
  return readDivisions((divisions, patches) => new House(divisions, patches));
}

class House {
  seq = 0;
  journal = []; // notifications of entries, by seq
  states = new Map(); // key → newest state notification
  incidents = new Map();
  reports = new Map();
  observations = new Map();
  clocks = new Map();
  answers = new Map(); // command_id → answer
  accounts = new Map();
  passwords = new Map();
  sessions = new Map();
  blobs = new Map();
  listeners = new Set();

  constructor(divisions, patches) {
    this.divisions = divisions;
    this.patches = patches;
    this.byCode = new Map(divisions.map((one) => [one.code, one]));
  }

  addAccount(name, display_name, role, division, password) {
    const account = { account: randomUUID(), name, display_name, role, division, state: "active", version: 1, opened_at: wireTime(), last_seen_at: null, tokens: [] };
    this.accounts.set(account.account, account);
    this.passwords.set(account.account, password);
    return account;
  }

  actor = (account) => ({ account: account.account, display_name: account.display_name, role: account.role, division: account.division });

  publish(notification) {
    for (const listener of this.listeners) listener(notification);
  }

  append(topic, id, type, version, account, division, exercise, body, times = {}) {
    const recorded_at = wireTime();
    const params = {
      seq: ++this.seq, topic, stream: `${topic}/${id}`, type, stream_version: version, occurred_at: recorded_at, received_at: recorded_at,
      ...times, recorded_at, actor: this.actor(account), channel: body.channel ?? "web", division, exercise, body,
    };
    const notification = { jsonrpc: "2.0", method: "live.entry", params };
    this.journal.push(notification);
    this.publish(notification);
    return params;
  }

  state(topic, key, division, value) {
    const notification = { jsonrpc: "2.0", method: "live.state", params: { topic, key, seq: this.seq, division, value } };
    this.states.set(`${topic} ${key}`, notification);
    this.publish(notification);
  }

  call(operation, params, account) {
    const run = operations[operation];
    if (!run) throw new Problem(404, "no-such-operation", "没有这个操作", "No such operation");
    const known = params.command_id && this.answers.get(params.command_id);
    if (known) return known;
    const answer = run(this, params, account);
    if (params.command_id) this.answers.set(params.command_id, answer);
    return answer;
  }

  children = (code) => this.divisions.filter((one) => one.parent === code);
  sign = (account) => ({ account, server_time: wireTime(), topics: ["division", "incident", "report", "rollup", "observation", "clock", "account", "key", "personal", "place", "stock", "release", "waybill"], site: { id: "jiaozuo", name: "焦作市" }, expires_at: wireTime(Date.now() + 43_200_000) });

  nodeOf(incident, code) {
    const unit = this.byCode.get(code);
    const effective = (one) => one.incident === incident && one.state === "effective";
    const ownReport = [...this.reports.values()].find((one) => effective(one) && one.division === code);
    const parts = this.children(code).map((child) => [child.code, [...this.reports.values()].some((one) => effective(one) && within(one.division, child.code))]);
    const cells = {};
    const put = (figures, where) => {
      for (const [indicator, figure] of Object.entries(figures)) {
        for (const aspect of merges.get(indicator)?.aspects ?? []) {
          const value = aspect === "single" ? figure.value : figure[aspect];
          const cell = ((cells[indicator] ??= {})[aspect] ??= { total: null, own: null, below: null, unknown: 0, seq: this.seq });
          if (figure.unknown) cell.unknown += where === "below" ? 1 : 0;
          else if (value !== undefined) cell[where] = (cell[where] ?? 0) + value;
        }
      }
    };
    if (ownReport) put(ownReport.current.figures, "own");
    for (const [child, reported] of parts) {
      if (!reported) continue;
      for (const [indicator, aspects] of Object.entries(this.nodeOf(incident, child).cells)) {
        for (const [aspect, cell] of Object.entries(aspects)) {
          if (cell.total === null) put({ [indicator]: { unknown: true } }, "below");
          else put({ [indicator]: { [aspect === "single" ? "value" : aspect]: cell.total } }, "below");
        }
      }
    }
    for (const aspects of Object.values(cells)) for (const cell of Object.values(aspects)) cell.total = cell.own ?? cell.below;
    const received = parts.filter(([, reported]) => reported).length;
    return {
      division: code, level: unit.level, cells, reported: Boolean(ownReport), expected: unit.level === "township" ? 0 : parts.length,
      received: unit.level === "township" ? 0 : received, missing: unit.level === "township" ? [] : parts.filter(([, reported]) => !reported).map(([child]) => child), updated_at: wireTime(),
    };
  }

  afterReport(report) {
    for (let code = report.division; code; code = this.byCode.get(code)?.parent) {
      this.state("rollup", `${report.incident}/${code}`, code, { incident: report.incident, ...this.nodeOf(report.incident, code) });
    }
    for (const clock of this.clocks.values()) {
      if (clock.incident === report.incident && clock.division === report.division && clock.phase === report.phase && clock.state === "running") {
        Object.assign(clock, { state: "met", met_at: wireTime(), met_by: report.report });
        this.state("clock", clock.clock, clock.division, { ...clock });
      }
    }
  }

  startClock(incident, rule, division, fromMs) {
    const deadline = catalogues.deadlines.deadlines.find((one) => one.id === rule);
    const [, h, m] = /PT(?:(\d+)H)?(?:(\d+)M)?/.exec(deadline.due) ?? [];
    const limit = ((Number(h ?? 0) * 60) + Number(m ?? 0)) * 60_000;
    const clock = {
      clock: `${incident.incident}/${rule}/${division}`, incident: incident.incident, rule, division, obligation: deadline.obligation, phase: deadline.phase,
      started_at: wireTime(fromMs), due_at: wireTime(fromMs + limit), amber_at: wireTime(fromMs + limit * 0.7), red_at: wireTime(fromMs + limit * 0.9),
      met_at: null, met_by: null, state: "running", document: `${deadline.document} ${deadline.paragraph}`, note: null, exercise: incident.exercise,
    };
    this.clocks.set(clock.clock, clock);
    this.state("clock", clock.clock, division, { ...clock });
  }
}

const deny = () => new Problem(403, "forbidden", "没有权限", "Not allowed");
const expect = (stream, version) => {
  if (stream.version !== version) throw new Problem(409, "version-conflict", "别人刚刚改过", "Somebody changed it meanwhile", { current_version: stream.version, detail: "请核对两个版本后再报。", detail_en: "Compare both versions, then send again." });
};
const see = (account, code) => within(code, account.division);

function fileReport(house, params, account, kind, report) {
  const id = report?.report ?? randomUUID();
  const version = (report?.version ?? 0) + 1;
  const unit = house.byCode.get(params.division);
  const incident = house.incidents.get(params.incident);
  const body = {
    report: id, incident: params.incident, division: params.division, kind, phase: params.phase, figures: params.figures, narrative: params.narrative ?? {},
    contact: params.contact ?? {}, channel: params.channel, occurred_at: params.occurred_at, received_at: params.received_at, reason: params.reason ?? null, warnings: [],
    ...(params.fault && { fault: params.fault }),
  };
  const entry = house.append("report", id, `report.${{ submission: "submitted", correction: "corrected", withdrawal: "withdrawn", return: "returned" }[kind]}`, version, account, params.division, incident.exercise, body, { occurred_at: params.occurred_at, received_at: params.received_at });
  const current = { ...body, version, recorded_at: entry.recorded_at, actor: entry.actor, seq: entry.seq };
  const state = kind === "withdrawal" ? "withdrawn" : kind === "return" ? "returned" : "effective";
  const next = { report: id, incident: params.incident, division: params.division, level: unit.level, version, phase: params.phase, state, exercise: incident.exercise, current, versions: [...(report?.versions ?? []), current] };
  house.reports.set(id, next);
  house.afterReport(next);
  return { report: bare(next) };
}
const bare = ({ versions: _, ...report }) => report;
const restate = (house, params, account, kind) => {
  const report = house.reports.get(params.report);
  expect(report, params.expected_version);
  const { figures, narrative, contact, phase, channel, occurred_at, received_at } = report.current;
  return fileReport(house, { figures, narrative, contact, phase, channel, occurred_at, received_at, ...params, incident: report.incident, division: report.division }, account, kind, report);
};
const changeIncident = (house, params, account, type, body, change) => {
  const incident = house.incidents.get(params.incident);
  expect(incident, params.expected_version);
  const next = { ...incident, ...change, version: incident.version + 1 };
  house.incidents.set(next.incident, next);
  house.append("incident", next.incident, type, next.version, account, CITY, next.exercise, body);
  return { incident: next };
};
const changeAccount = (house, params, account, type, change) => {
  if (account.role !== "administrator") throw deny();
  const target = house.accounts.get(params.account);
  expect(target, params.expected_version);
  Object.assign(target, change(target), { version: target.version + 1 });
  house.append("account", target.account, type, target.version, account, target.division, false, {});
  return { account: { ...target } };
};

const operations = {
  ...supplies,
  "session.current": (house, _, account) => house.sign(account),
  "session.change_password": (house, params, account) => (house.passwords.set(account.account, params.new_password), {}),
  "account.list": (house) => ({ accounts: [...house.accounts.values()] }),
  "account.open"(house, params, account) {
    if (account.role !== "administrator") throw deny();
    const made = house.addAccount(params.name, params.display_name, params.role, params.division, params.password);
    house.append("account", made.account, "account.opened", 1, account, made.division, false, {});
    return { account: made };
  },
  "account.change": (house, { display_name, role, division, ...params }, account) =>
    changeAccount(house, params, account, "account.changed", (target) => ({ display_name: display_name ?? target.display_name, role: role ?? target.role, division: division ?? target.division })),
  "account.close": (house, params, account) => changeAccount(house, params, account, "account.closed", () => ({ state: "closed", tokens: [] })),
  "account.reset_password": (house, params, account) => (house.passwords.set(params.account, params.password), changeAccount(house, params, account, "account.password_reset", () => ({}))),
  "account.issue_token"(house, params, account) {
    const token_id = randomUUID();
    changeAccount(house, params, account, "account.token_issued", (target) => ({ tokens: [...target.tokens, { token_id, label: params.label, issued_at: wireTime(), last_used_at: null }] }));
    return { token_id, token: `anlan_${randomUUID().replaceAll("-", "")}` };
  },
  "account.revoke_token": (house, params, account) => changeAccount(house, params, account, "account.token_revoked", (target) => ({ tokens: target.tokens.filter((one) => one.token_id !== params.token_id) })),
  "division.list": (house) => ({ layer_version: "mock", divisions: house.divisions }),
  "boundaries.list": (house) => ({ layers: ["county", "township", "village"].map((level) => ({ level, version: `mock-${level}`, features: house.patches.levels[level].length, schematic: true, source: "mock", adopted_at: wireTime() })) }),
  "geo.locate"(house, { lon, lat, crs }) {
    const chain = chainAt(house.patches, house.divisions, lon, lat);
    const doubts = [];
    if (chain.length === 0) doubts.push({ code: "outside", zh: "这个点不在焦作市内", en: "The point is outside Jiaozuo" });
    if (crs === "gcj02") doubts.push({ code: "gcj02_offset", zh: "坐标像是手机地图的偏移坐标，已换算", en: "Looked like shifted phone-map coordinates; converted" });
    return { inside: chain.length > 0, chain, schematic: true, lon, lat, doubts };
  },
  "catalogue.get": (_, { name }) => catalogues[name],
  "incident.list": (house) => ({ incidents: [...house.incidents.values()], seq: house.seq }),
  "incident.near": (house, params) => ({ near: nearTo(house, params) }),
  "incident.open"(house, params, account) {
    const { command_id: _, ...facts } = params;
    const near = nearTo(house, params);
    const incident = { sub_hazard: null, ...facts, incident: randomUUID(), version: 1, state: "open", opened_at: wireTime(), opened_by: house.actor(account), stabilised_at: null, closed_at: null, close_reason: null };
    house.incidents.set(incident.incident, incident);
    house.append("incident", incident.incident, "incident.opened", 1, account, CITY, incident.exercise, { ...facts });
    for (const code of incident.area) house.startClock(incident, "initial.county", code, Date.parse(incident.occurred_at));
    return { incident, near };
  },
  "incident.stabilise": (house, params, account) => changeIncident(house, params, account, "incident.stabilised", { stabilised_at: params.stabilised_at }, { state: "stable", stabilised_at: params.stabilised_at }),
  "incident.close": (house, params, account) => changeIncident(house, params, account, "incident.closed", { reason: params.reason }, { state: "closed", closed_at: wireTime(), close_reason: params.reason }),
  "incident.reopen": (house, params, account) => changeIncident(house, params, account, "incident.reopened", { reason: params.reason }, { state: "open", closed_at: null, close_reason: null, stabilised_at: null }),
  "observation.submit"(house, params, account) {
    const chain = params.point ? chainAt(house.patches, house.divisions, params.point.lon, params.point.lat) : [];
    const division = chain.at(-1)?.code ?? params.division ?? account.division;
    const id = randomUUID();
    const exercise = house.incidents.get(params.incident)?.exercise ?? false;
    const doubts = params.point && chain.length === 0 ? [{ code: "outside", zh: "这个点不在焦作市内", en: "The point is outside Jiaozuo" }] : [];
    const now = wireTime();
    const observation = { observation: id, version: 1, incident: params.incident ?? null, division, chain: chain.map((one) => one.code), text: params.text, point: params.point ? [params.point.lon, params.point.lat] : null, doubts, photos: params.photos ?? [], occurred_at: params.occurred_at, received_at: now, recorded_at: now, channel: params.channel, actor: house.actor(account), state: "active", exercise };
    house.observations.set(id, observation);
    house.append("observation", id, "observation.submitted", 1, account, division, exercise, observation);
    return { observation };
  },
  "observation.assign"(house, params, account) {
    const seen = house.observations.get(params.observation);
    expect(seen, params.expected_version);
    const next = { ...seen, incident: params.incident, version: seen.version + 1 };
    house.observations.set(next.observation, next);
    house.append("observation", next.observation, "observation.assigned", next.version, account, next.division, next.exercise, { ...next, reason: params.reason });
    return { observation: next };
  },
  "observation.withdraw"(house, params, account) {
    const seen = house.observations.get(params.observation);
    expect(seen, params.expected_version);
    const next = { ...seen, state: "withdrawn", version: seen.version + 1 };
    house.observations.set(next.observation, next);
    house.append("observation", next.observation, "observation.withdrawn", next.version, account, next.division, next.exercise, { reason: params.reason });
    return { observation: next };
  },
  "observation.list": (house, { incident, unassigned, division, limit = 200 }, account) => ({
    observations: [...house.observations.values()].filter((one) => see(account, one.division) && (!incident || one.incident === incident) && (!unassigned || one.incident === null) && (!division || within(one.division, division))).reverse().slice(0, limit), seq: house.seq,
  }),
  "report.submit"(house, params, account) {
    const known = [...house.reports.values()].find((one) => one.incident === params.incident && one.division === params.division && one.state !== "withdrawn");
    expect(known ?? { version: 0 }, params.expected_version);
    return fileReport(house, params, account, "submission", known);
  },
  "report.correct": (house, params, account) => restate(house, params, account, "correction"),
  "report.withdraw": (house, params, account) => restate(house, params, account, "withdrawal"),
  "report.return": (house, params, account) => restate(house, params, account, "return"),
  "report.list": (house, { incident, division }, account) => ({ reports: [...house.reports.values()].filter((one) => one.incident === incident && see(account, one.division) && (!division || within(one.division, division))).map(bare), seq: house.seq }),
  "report.history": (house, { report }) => ({ report: house.reports.get(report) }),
  "report.rollup"(house, { incident, division }, account) {
    const root = division ?? account.division;
    const codes = [root, ...house.children(root).map((one) => one.code)];
    return { incident, seq: house.seq, as_of: wireTime(), nodes: codes.map((code) => house.nodeOf(incident, code)) };
  },
  "report.lineage"(house, { incident, division, indicator, aspect }) {
    const part = (code, depth) => {
      const node = house.nodeOf(incident, code);
      const own = [...house.reports.values()].find((one) => one.incident === incident && one.division === code && one.state === "effective");
      const cell = node.cells[indicator]?.[aspect];
      const figure = own?.current.figures[indicator];
      const filed = figure && (figure.unknown || figure[aspect === "single" ? "value" : aspect] !== undefined);
      return {
        division: code, name: house.byCode.get(code).name, report: filed ? own.report : null, version: filed ? own.version : null, value: cell?.total ?? null, unknown: Boolean(cell && cell.total === null),
        as_of: filed ? own.current.occurred_at : wireTime(), source: filed ? "own" : "below",
        ...(filed || depth === 0 ? {} : { parts: house.children(code).filter((child) => house.nodeOf(incident, child.code).cells[indicator]?.[aspect]).map((child) => part(child.code, depth - 1)) }),
      };
    };
    const root = part(division, 2);
    const node = house.nodeOf(incident, division);
    return { total: root.value, source: root.source, merge: merges.get(indicator).merge, as_of: root.as_of, parts: root.source === "own" ? [root] : (root.parts ?? []), missing: node.missing };
  },
  "clock.list": (house, { incident, open_only }, account) => ({ clocks: [...house.clocks.values()].filter((one) => see(account, one.division) && (!incident || one.incident === incident) && (!open_only || one.state === "running")), seq: house.seq }),
  "clock.settle"(house, params) {
    const clock = house.clocks.get(params.clock);
    Object.assign(clock, { state: "met", met_at: params.met_at, met_by: params.how, note: params.note });
    house.seq++;
    house.state("clock", clock.clock, clock.division, { ...clock });
    return { clock };
  },
  "journal.page"(house, { since, limit = 500, topics }, account) {
    const after = house.journal.filter((one) => one.params.seq > since && house.shows(one, account, topics));
    const page = after.slice(0, limit);
    const complete = page.length === after.length;
    const next = complete ? house.seq : page.at(-1).params.seq;
    const states = [...house.states.values()].filter((one) => one.params.seq > since && one.params.seq <= next && house.shows(one, account, topics));
    return { notifications: [...page, ...states], next, complete, seq: house.seq };
  },
  "system.status": (house) => ({ version: "mock", site: { id: "jiaozuo", name: "焦作市" }, seq: house.seq, started_at: wireTime(), queues: {}, data_bytes: 1 }),
};

House.prototype.shows = function shows(notification, account, topics) {
  const { topic, division } = notification.params;
  if (topics && !topics.includes(topic)) return false;
  return within(division, account.division) || topic === "incident";
};

function nearTo(house, { hazard, occurred_at, area }) {
  const hours = catalogues.hazards.hazards.find((one) => one.code === hazard)?.same_process_hours;
  if (!hours) return [];
  return [...house.incidents.values()].filter((one) => one.hazard === hazard && one.state !== "closed").flatMap((one) => {
    const apart = Math.abs(Date.parse(one.occurred_at) - Date.parse(occurred_at)) / 3600_000;
    if (apart > hours) return [];
    return [{ incident: one.incident, name: one.name, hours_apart: Math.round(apart * 10) / 10, shares_area: one.area.some((code) => area.includes(code)) }];
  });
}
