// The exercise obeys its schema, the checks, the division tree and the rules of reporting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exercise as rebuild, toText } from '../exercises/build.mjs';
import { failing } from './evaluate.mjs';
import { readJson, readText, validator } from './support.mjs';

const exercise = readJson('exercises/july-2021.json');
const { steps, series } = exercise;
const indicators = new Map(readJson('catalogues/indicators.json').indicators.map((it) => [it.code, it]));
const { checks, soft } = readJson('catalogues/checks.json');
const hazards = readJson('catalogues/hazards.json').hazards;
const deadlines = readJson('catalogues/deadlines.json');
const divisions = new Map(
  readText('jiaozuo/divisions.csv').trimEnd().split('\n').slice(1).map((line) => line.split(',')).map(([code, name, level, parent]) => [code, { name, level, parent }]),
);
const areas = new Map(readJson('jiaozuo/boundaries/village.geojson').features.map((it) => [it.properties.code, it.geometry.coordinates]));
const byId = new Map(steps.map((it) => [it.id, it]));
const withFigures = steps.filter((it) => it.figures);
const ofKind = (kind) => steps.filter((it) => it.kind === kind);
const level = (step) => divisions.get(step.division)?.level;

test('obeys its schema and is what its script writes', () => {
  const validate = validator('exercise');
  assert.ok(validate(exercise), JSON.stringify(validate.errors, null, 2));
  assert.equal(readText('exercises/july-2021.json'), toText(rebuild()));
});

test('is long enough, in order, and ends in time', () => {
  assert.ok(steps.length >= 45);
  for (let i = 1; i < steps.length; i++) {
    assert.ok(steps[i].at > steps[i - 1].at, steps[i].id);
    assert.ok(steps[i].story_time >= steps[i - 1].story_time, steps[i].id);
  }
  assert.ok(steps.at(-1).at < exercise.length_seconds);
});

test('everything is either sourced or made up, and sources are listed', () => {
  const known = new Set(exercise.sources.map((it) => it.id));
  for (const step of steps) assert.ok((step.made_up === true) !== (step.source !== undefined), step.id);
  for (const { source } of [...ofKind('background'), ...series.rows]) for (const id of source.split('、')) assert.ok(known.has(id), id);
  assert.deepEqual(ofKind('background').flatMap((it) => it.series ?? []), series.rows.slice(0, -1).map((_, i) => i));
});

test('nobody acts outside the own division and role', () => {
  const levels = { village_informant: ['village'], township_clerk: ['township'], county_duty: ['county', 'township'], city_duty: ['city'] };
  Object.assign(levels, { leader: ['city', 'county'], dispatcher: ['city', 'county'], warehouse_keeper: ['city', 'county', 'township'] });
  for (const step of steps.filter((it) => it.as)) {
    assert.ok(levels[step.as].includes(level(step)), step.id);
    const forTownship = step.as === 'county_duty' && level(step) === 'township' && step.kind === 'report';
    assert.equal(step.on_behalf === true, forTownship, step.id);
  }
});

test('points lie inside the villages that send them', () => {
  const inside = ([x, y], [ring]) => ring.slice(1).reduce((odd, b, i) => {
    const a = ring[i];
    return a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]) ? !odd : odd;
  }, false);
  const placed = ofKind('observation').filter((it) => it.point);
  assert.ok(placed.length >= 6);
  for (const step of placed) assert.ok(inside(step.point, areas.get(step.division)), step.id);
});

test('first reports come from at least 14 townships of 7 counties, and every one of their counties reports', () => {
  const initial = ofKind('report').filter((it) => it.phase === 'initial');
  const townships = new Set(initial.filter((it) => level(it) === 'township').map((it) => it.division));
  const counties = new Set([...townships].map((it) => divisions.get(it).parent));
  assert.ok(townships.size >= 14 && counties.size >= 7);
  assert.deepEqual(new Set(initial.filter((it) => level(it) === 'county').map((it) => it.division)), counties);
});

test('a chain begins with one first report and goes on with updates', () => {
  const seen = new Set();
  for (const step of ofKind('report')) {
    assert.equal(step.phase === 'initial', !seen.has(step.division), step.id);
    seen.add(step.division);
  }
});

test('figures are what their indicators allow', () => {
  for (const { id, figures } of withFigures) {
    for (const [code, figure] of Object.entries(figures)) {
      const { value, aspects, most } = indicators.get(code);
      const at = `${id} ${code}`;
      const numbers = ['value', 'instant', 'cumulative'].filter((it) => it in figure);
      if (figure.unknown) assert.deepEqual(Object.keys(figure).filter((it) => it !== 'note'), ['unknown'], at);
      else if (most === undefined) assert.equal(typeof figure.text, 'string', at);
      else assert.deepEqual(numbers, aspects.length === 2 ? ['instant', 'cumulative'] : ['value'], at);
      for (const number of numbers.map((it) => figure[it])) {
        assert.ok(number <= most && Number(number.toFixed(value === 'integer' ? 0 : 2)) === number, at);
      }
    }
  }
});

test('a first report states the minimum, if only as unknown', () => {
  const minimum = [...indicators.values()].filter((it) => it.minimum_initial).map((it) => it.code);
  for (const step of withFigures.filter((it) => it.phase === 'initial')) {
    for (const code of minimum) assert.ok(code in step.figures, `${step.id} ${code}`);
  }
});

test('hazards: second level in every report, first level in the incident', () => {
  const kinds = new Set(hazards.flatMap((it) => it.kinds.map((kind) => kind.code)));
  for (const step of withFigures) assert.ok(kinds.has(step.figures.A01001.text), step.id);
  for (const { incident } of ofKind('incident.open')) assert.ok(hazards.some((it) => it.code === incident.hazard));
});

test('no report fails a check, not even one that only warns', () => {
  for (const { id, figures } of withFigures) assert.deepEqual(failing(checks, indicators, figures), [], id);
  for (const { source, figures } of series.rows) {
    assert.deepEqual(failing(checks, indicators, figures).filter((it) => it.severity === 'error'), [], source);
  }
});

test('totals never fall from one version to the next without a reason', () => {
  const monotone = soft.find((it) => it.id === 'L-MONOTONE');
  const last = new Map();
  for (const step of withFigures) {
    const before = last.get(step.division) ?? {};
    for (const code of monotone.indicators) {
      for (const aspect of ['value', 'cumulative']) {
        const fell = step.figures[code]?.[aspect] < before[code]?.[aspect];
        if (fell) assert.ok(step.reason, `${step.id} ${code}`);
      }
    }
    last.set(step.division, { ...before, ...step.figures });
  }
});

test('a stock never exceeds its total', () => {
  for (const { id, figures } of withFigures) {
    for (const figure of Object.values(figures)) if ('instant' in figure) assert.ok(figure.instant <= figure.cumulative, id);
  }
});

test('counties are the sum of the townships that have reported, mistaken reports aside', () => {
  const mistaken = new Set(ofKind('withdrawal').map((it) => it.ref));
  const latest = new Map();
  for (const step of withFigures.filter((it) => !mistaken.has(it.id))) {
    if (level(step) === 'township') {
      latest.set(step.division, step);
      continue;
    }
    const below = [...latest.values()].filter((it) => divisions.get(it.division).parent === step.division);
    const sum = below.reduce((total, it) => total + it.figures.A01007.value, 0);
    assert.equal(step.figures.A01007.value, sum, step.id);
  }
});

test('the ten-or-more rule: one report just below, then one that meets it, then the all-clear with a reason', () => {
  const rule = deadlines.conditions.find((it) => it.code === 'ten_or_more');
  const count = ({ figures }) => rule.indicators.reduce((sum, code) => sum + (figures[code]?.value ?? 0), 0);
  const counts = withFigures.filter((it) => it.division === '410821104000').map(count);
  assert.deepEqual(counts, [9, 12, 0, 0]);
  assert.ok(ofKind('settle').some((it) => it.rule === 'ten_or_more.city'));
});

test('a return with a reason and its correction, a withdrawal, and settled clocks that exist', () => {
  const [returned] = ofKind('return');
  const [corrected] = ofKind('correction');
  assert.equal(returned.ref, corrected.ref);
  assert.equal(byId.get(returned.ref).figures.A01030.value, 15 * corrected.figures.A01030.value, 'mu for hectares');
  const [withdrawn] = ofKind('withdrawal');
  assert.equal(byId.get(withdrawn.ref).division, withdrawn.division);
  for (const step of ofKind('settle')) assert.ok(deadlines.deadlines.some((it) => it.id === step.rule), step.rule);
});
