// Writes july-2021.json from story.mjs: puts points into the village areas, grows the made-up figures so that they obey
// the checks, adds counties up from their townships, and paces the steps. The same input gives the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { GOODS, PEOPLE } from './goods.mjs';
import { SERIES, STEPS as REPORTS, TOWNSHIPS } from './story.mjs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const LENGTH = 240; // seconds
/** Both parts of the story, in order of time. */
const STEPS = [...REPORTS, ...GOODS].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
/** How long a step stays before the next one, relative to the others. */
const PACE = { background: 1.4, 'incident.open': 2, observation: 1, report: 1, return: 1.8, correction: 1.8, withdrawal: 1.8, settle: 1.4, goods: 1.2 };

const time = (text) => `2021-${text.replace(' ', 'T')}:00+08:00`;
const sameDay = (step, clock) => `${time(step.time).slice(0, 11)}${clock}:00+08:00`;

/** A point well inside a polygon: the middle of the widest stretch of some horizontal lines. */
export function pointInside([ring]) {
  const ys = ring.map((p) => p[1]);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  let best = { width: 0 };
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const y = low + (high - low) * share;
    const xs = ring.slice(1).flatMap((b, i) => {
      const a = ring[i];
      return a[1] > y !== b[1] > y ? [a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])] : [];
    }).sort((a, b) => a - b);
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const width = xs[i + 1] - xs[i];
      if (width > best.width) best = { width, point: [(xs[i] + xs[i + 1]) / 2, y] };
    }
  }
  return best.point.map((it) => Math.round(it * 1e5) / 1e5);
}

/** How much of the end is known at each stage: first report, next, second day, evening. */
const SHARE = [0.45, 0.6, 0.9, 1];
/** How many of those moved or resettled so far are still away. */
const AWAY = [1, 1, 0.95, 0.6];

const whole = (n) => Math.round(n);
const tens = (n) => Math.round(n / 10) * 10;
const cents = (n) => Math.round(n * 100) / 100;
const stock = (end, stage, round = whole) => {
  const cumulative = round(end * SHARE[stage]);
  return { instant: Math.min(cumulative, round(cumulative * AWAY[stage])), cumulative };
};
const minus = (a, b) => ({ instant: a.instant - b.instant, cumulative: a.cumulative - b.cumulative });

/** Rooms of all buildings, rooms of dwellings, households with such a dwelling. */
function housing(first, rooms, share) {
  const all = whole(rooms * share);
  const dwellings = whole(all * 0.8);
  const code = (k) => `A01${String(first + k).padStart(3, '0')}`;
  return { [code(0)]: { value: all }, [code(1)]: { value: dwellings }, [code(2)]: { value: Math.ceil(dwellings / 3) } };
}

function losses(town) {
  const parts = [town.rooms[0] * 2.5 + town.rooms[1] * 1.2 + town.rooms[2] * 0.2, town.crops * 0.9, 12, town.roads * 60, 8, 0].map(cents);
  const codes = ['A01059', 'A01060', 'A01061', 'A01062', 'A01063', 'A01064'];
  const sum = cents(parts.reduce((a, b) => a + b, 0));
  return { A01058: { value: sum }, ...Object.fromEntries(codes.map((code, i) => [code, { value: parts[i] }])) };
}

function crops(town, share, hectares = cents(town.crops * share)) {
  if (town.crops === 0) return {};
  const grain = cents(hectares * 0.7);
  return {
    A01030: { value: hectares }, A01031: { value: grain },
    A01032: { value: cents(hectares * 0.4) }, A01033: { value: cents(grain * 0.4) },
    A01034: { value: cents(hectares * 0.1) }, A01035: { value: cents(grain * 0.1) },
  };
}

export function townshipFigures(town, step) {
  const { stage } = step;
  const share = SHARE[stage];
  const resettled = stock(town.resettled, stage);
  const sheltered = stock(town.sheltered, stage);
  const shelters = { instant: Math.min(town.shelters, sheltered.instant), cumulative: town.shelters };
  const early = stage < 2;
  return {
    A01001: { text: town.hazard },
    A01004: { text: `2021-07-20T${town.began}:00+08:00` },
    A01006: { value: town.flooded },
    A01007: early ? { value: tens(town.affected * share), qualifier: 'about' } : { value: whole(town.affected * share) },
    A01008: { value: 0 },
    A01009: { value: step.missing ?? 0 },
    A01010: { value: stage === 0 ? 0 : town.injured },
    ...(stage === 0 ? {} : { A01011: { value: town.grave } }),
    A01012: stock(town.moved, stage),
    A01013: resettled,
    A01014: sheltered,
    A01015: minus(resettled, sheltered),
    A01016: shelters,
    A01017: stage === 0 ? { unknown: true } : stock(town.need, stage),
    ...(early
      ? { A01021: stage === 0 && town.rooms[0] > 15 ? { unknown: true, note: '正在核查' } : { value: whole(town.rooms[0] * share), qualifier: 'at_least' } }
      : { ...housing(21, town.rooms[0], share), ...housing(24, town.rooms[1], share), ...housing(27, town.rooms[2], share) }),
    ...(early ? (step.crops === undefined ? {} : { A01030: { value: step.crops, qualifier: 'about' } }) : crops(town, share)),
    ...(town.roads > 0 && stage > 0 ? { A01047: { value: cents(town.roads * share) } } : {}),
    ...(stage === 3 ? losses(town) : {}),
    D00001: { value: step.trapped ?? 0 },
  };
}

const DUAL = ['instant', 'cumulative'];

/** A county's figures: its townships' added up; what no township knows is unknown. */
export function addUp(reports, hazard) {
  const out = { A01001: { text: hazard }, A01004: { text: reports.map((it) => it.A01004.text).sort()[0] } };
  const codes = [...new Set(reports.flatMap(Object.keys))].filter((code) => !(code in out)).sort();
  for (const code of codes) {
    const known = reports.map((it) => it[code]).filter((it) => it !== undefined && !it.unknown);
    if (known.length === 0) out[code] = { unknown: true };
    else if ('value' in known[0]) out[code] = { value: cents(known.reduce((sum, it) => sum + it.value, 0)) };
    else out[code] = Object.fromEntries(DUAL.map((aspect) => [aspect, known.reduce((sum, it) => sum + it[aspect], 0)]));
    if (known.length > 0 && known.some((it) => it.qualifier)) out[code].qualifier = 'about';
  }
  return Object.fromEntries(Object.entries(out).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const TIMES = ['occurred_at', 'need_by', 'eta'];

/** The params of an operation of goods: times spelled out, tags turned into the ids of their steps. */
function paramsOf(value, tags, name) {
  if (Array.isArray(value)) return value.map((it) => paramsOf(it, tags));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, paramsOf(it, tags, key)]));
  }
  if (TIMES.includes(name)) return time(value);
  return typeof value === 'string' ? value.replace(/^@([a-z0-9-]+)/, (_, tag) => `@${tags.get(tag)}`) : value;
}

function tell() {
  const areas = new Map(JSON.parse(read('../jiaozuo/boundaries/village.geojson')).features.map((it) => [it.properties.code, it.geometry.coordinates]));
  const latest = new Map(); // township -> figures in force
  const lastReport = new Map(); // division -> id of its last report step
  const tags = new Map(); // name in the story -> id of the step
  const out = [];
  const seconds = pace();

  const figuresOf = (step) => {
    if (step.figures) return { A01001: { text: step.hazard }, A01004: { text: sameDay(step, step.began) }, ...step.figures };
    if (!step.sum) return townshipFigures(TOWNSHIPS[step.division], step);
    const prefix = step.division.slice(0, 6);
    const below = [...latest].filter(([code]) => code.startsWith(prefix) && !(step.without ?? []).includes(code));
    const hazards = below.map(([, figures]) => figures.A01001.text);
    const main = hazards.sort((a, b) => hazards.filter((it) => it === b).length - hazards.filter((it) => it === a).length || (a < b ? -1 : 1))[0];
    return addUp(below.map(([, figures]) => figures), main);
  };

  STEPS.forEach((step, i) => {
    const id = `s${String(i + 1).padStart(3, '0')}`;
    const made = {
      id, at: seconds[i], story_time: time(step.time), kind: step.kind,
      ...(step.kind === 'background' ? { precision: step.precision, source: step.source } : { as: step.as, division: step.division, made_up: true }),
    };
    if (step.kind === 'incident.open') {
      made.incident = { hazard: step.hazard, sub_hazard: null, name: { zh: step.zh, en: step.en }, occurred_at: sameDay(step, step.occurred), area: ['410800000000'], exercise: true };
    }
    if (step.kind === 'observation') {
      Object.assign(made, { channel: step.channel, occurred_at: sameDay(step, step.occurred), received_at: made.story_time });
      if (step.channel === 'web') made.point = pointInside(areas.get(step.division));
    }
    if (step.kind === 'report' || step.kind === 'correction') {
      const figures = figuresOf(step);
      Object.assign(made, {
        phase: step.phase, channel: step.channel, occurred_at: figures.A01004.text,
        received_at: step.received ? sameDay(step, step.received) : made.story_time,
        ...(step.onBehalf ? { on_behalf: true } : {}),
        ...(step.kind === 'correction' ? { ref: lastReport.get(step.division), reason: step.zh } : {}),
        ...(step.reason ? { reason: step.reason } : {}),
        figures,
      });
      if (!step.sum) latest.set(step.division, figures);
      lastReport.set(step.division, id);
      if (step.ref) tags.set(step.ref, id);
    }
    if (step.kind === 'return') Object.assign(made, { ref: lastReport.get(step.division), fault: step.fault, reason: step.zh });
    if (step.kind === 'withdrawal') {
      Object.assign(made, { ref: tags.get(step.target), reason: step.zh });
      latest.delete(step.division);
    }
    if (step.kind === 'goods') {
      Object.assign(made, { person: step.person, operation: step.operation, params: paramsOf(step.params, tags) });
    }
    if (step.tag) tags.set(step.tag, id);
    if (step.kind === 'settle') Object.assign(made, { rule: step.rule, how: step.how });
    if (step.rule && step.kind !== 'settle') made.shows = step.rule;
    if (step.series !== undefined) made.series = step.series;
    made.text = { zh: step.zh, en: step.en };
    if (step.note) made.note = step.note;
    out.push(made);
  });
  return out;
}

/** Seconds from the start for every step; the last one comes shortly before the end. */
function pace() {
  const weights = STEPS.map((it) => PACE[it.kind]);
  const total = weights.reduce((a, b) => a + b, 0);
  let sum = 0;
  return weights.map((weight) => {
    const at = Math.round((sum / total) * LENGTH * 10) / 10;
    sum += weight;
    return at;
  });
}

export function exercise() {
  return {
    exercise: 'july-2021',
    version: 1,
    name: { zh: '2021 年 7 月暴雨洪涝（演练）', en: 'Rainstorm flood of July 2021 (exercise)' },
    length_seconds: LENGTH,
    story_start: time(STEPS[0].time),
    notice: {
      zh: '演练数据。背景事件和全省数列为真实资料并注明来源；焦作各县、乡、村的全部数字和情节均为虚构，不是对当年灾情的估计。',
      en: 'Exercise. Background events and the provincial series are real and name their source; every number and scene of Jiaozuo\'s counties, townships and villages is made up and no estimate of what happened.',
    },
    sources: [
      ['S5', '河南郑州“7·20”特大暴雨灾害调查报告（2022-01）'], ['S44', '焦作城区防汛Ⅰ级通知（焦作日报）'], ['S54', '焦作市防指启动防汛Ⅱ级通知'],
      ['S108', '河南郑州等地特大暴雨洪涝灾害灾后恢复重建总体规划'], ['S111', '大河网 2021-07-20'], ['S112', '新华社 2021-07-21'], ['S113', '2021-07-23 通报'],
      ['S114', '2021年7月河南暴雨（百科镜像）'], ['S115', '河南商报 2021-07-26'], ['S116', '2021-07-29 通报'], ['S117', '国家防总响应 2021-07-21'],
      ['S118', '维基新闻 2021-07-21'], ['S121', '焦作网 2021-08'], ['S127', '香港中通社 2021-07-22'], ['S135', '大河网 2021-07-29'], ['S137', '中国青年报 2021-07-21'],
    ].map(([id, title]) => ({ id, title })),
    series: { division: { zh: '河南省', en: 'Henan Province' }, rows: SERIES },
    people: PEOPLE,
    steps: tell(),
  };
}

/** One step and one row a line. */
export function toText({ series, steps, ...head }) {
  const lines = (items) => items.map((it) => `  ${JSON.stringify(it)}`).join(',\n');
  const open = JSON.stringify(head, null, 1).replace(/\n\}$/, '');
  return `${open},\n "series": { "division": ${JSON.stringify(series.division)}, "rows": [\n${lines(series.rows)}\n ]},\n "steps": [\n${lines(steps)}\n ]\n}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const made = exercise();
  writeFileSync(fileURLToPath(new URL('july-2021.json', import.meta.url)), toText(made));
  console.log(`july-2021.json: ${made.steps.length} steps`);
}
