// Norms and settings: each names its source, none passes for a rule of Jiaozuo, and the need they give is exact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needs } from './need.mjs';
import { readJson, validator } from './support.mjs';

const catalogue = readJson('catalogues/norms.json');
const { norms, settings, states, seasons, calendar, sources, reserve_floors: floors, road_speeds: speeds } = catalogue;
const goods = new Map(readJson('catalogues/goods.json').items.map((it) => [it.code, it]));
const indicators = new Map(readJson('catalogues/indicators.json').indicators.map((it) => [it.code, it]));
const glossary = new Map(readJson('catalogues/glossary.json').terms.map((it) => [it.identifier, it]));
const setting = (id) => settings.find((it) => it.id === id).value;
const assertUnique = (values, what) => assert.equal(new Set(values).size, values.length, `${what}: a value twice`);
const broken = (change) => {
  const copy = structuredClone(catalogue);
  change(copy);
  return validator('norms')(copy);
};

test('everything names a source that was read that far, and can be changed', () => {
  const marks = new Map();
  for (const it of sources) marks.set(it.id, [...(marks.get(it.id) ?? []), it.mark]);
  for (const it of [...norms, ...settings, ...seasons, calendar, ...floors, ...speeds]) {
    assert.ok(marks.get(it.source)?.includes(it.mark), `${it.id ?? it.code ?? 'calendar'}: ${it.source} ${it.mark}`);
    assert.equal(it.editable, true);
  }
  assert.equal(broken((copy) => { copy.norms[0].editable = false; }), false);
  assert.equal(broken((copy) => { delete copy.settings[0].source; }), false);
});

test('norms speak of goods there are, once for an item, a state and a season', () => {
  assertUnique(norms.map((it) => it.id), 'norm');
  for (const it of [...norms, ...floors]) assert.ok(goods.has(it.item), it.item);
  const claims = norms.flatMap((it) => it.states.flatMap((state) =>
    (it.season === 'all' ? ['warm', 'cold'] : [it.season]).map((season) => `${it.item} ${state} ${season}`)));
  assertUnique(claims, 'norm of an item, state and season');
});

test('states are lines of form A01 with a stock, and the words of the glossary', () => {
  assert.deepEqual(states.map((it) => it.indicator), ['A01014', 'A01015', 'A01012', 'A01017']);
  for (const it of states) {
    assert.deepEqual(indicators.get(it.indicator).aspects, ['instant', 'cumulative'], it.code);
    assert.equal(glossary.get(it.code)?.kind, 'indicator', it.code);
  }
});

test('the seasons share out the year', () => {
  const months = seasons.flatMap((it) => it.months).sort((a, b) => a - b);
  assert.deepEqual(months, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('settings: each once, and those that depend on each other agree', () => {
  assertUnique(settings.map((it) => it.id), 'setting');
  assert.ok(setting('expiry_red_days') < setting('expiry_amber_days'));
  assert.ok(setting('travel_factor_percent') >= 100, 'no road is shorter than the straight line');
  assert.equal(setting('difference_hours'), 24);
  assert.equal(setting('ledger_update_working_days'), 5);
  assert.equal(setting('scrapping_experts'), 5);
});

test('no reserve floor is made up, and a floor a site sets is checked', () => {
  assert.deepEqual(floors, []);
  const floor = { level: 'county', item: 'quilt-cotton', quantity: 500, source: 'local', mark: 'unverified', editable: true };
  assert.equal(broken((copy) => { copy.reserve_floors.push(floor); }), true);
  assert.equal(broken((copy) => { copy.reserve_floors.push({ ...floor, quantity: 0.5 }); }), false);
  assert.equal(broken((copy) => { copy.reserve_floors.push({ ...floor, level: 'province' }); }), false);
});

test('every kind of road can be reached: none stands behind one that its word contains', () => {
  speeds.forEach((it, at) => assert.equal(speeds.findIndex((one) => it.kind.includes(one.kind)), at, it.kind));
  assert.equal(broken((copy) => { copy.road_speeds[0].kmh = 131; }), false);
  assert.equal(broken((copy) => { copy.road_speeds[0].kind = 'Primary'; }), false);
});

test('the calendar lists days that differ from the week, of years that are announced', () => {
  const weekday = (day) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  const years = new Set(calendar.years.map(String));
  for (const day of calendar.holidays) assert.ok(years.has(day.slice(0, 4)) && !calendar.weekend.includes(weekday(day)), day);
  for (const day of calendar.working_weekends) assert.ok(years.has(day.slice(0, 4)) && calendar.weekend.includes(weekday(day)), day);
});

test('a vehicle can carry at least one of everything that norms ask for', () => {
  for (const { item } of norms) assert.ok(goods.get(item).weight_grams <= setting('vehicle_load_kg') * 1000, item);
});

const july = { sheltered: 310, hosted: 150, precautionary_move: 520, emergency_relief_need: 560 };
test('need in July, by hand: 310 in shelters, 150 with relatives, 520 moved ahead, 560 at home in need, a week', () => {
  assert.deepEqual(Object.fromEntries(needs(catalogue, july, 7, 7)), {
    'bed-folding': 310,
    'quilt-summer': 310,
    'tent-single-12': 16, // 310 × 20 % = 62 outdoors, four to a tent: 15.5
    'toilet-mobile': 4, // 62 to 20: 3.1
    rice: 3045, // 870 × 7 / 2
    'water-bottled': 58380, // 1390 × 6 × 7
    'water-tanked': 26040, // 310 × 12 × 7
    'food-instant': 10920, // 520 × 3 × 7
    'kit-family': 237, // 710 / 3 = 236.67
  });
});

test('need in January: padded tents and quilts instead of the light ones', () => {
  const cold = needs(catalogue, { sheltered: 5 }, 1, 1);
  assert.deepEqual([cold.get('quilt-cotton'), cold.get('tent-cotton-12'), cold.get('rice')], [10, 1, 3]);
  assert.ok(!cold.has('quilt-summer') && !cold.has('tent-single-12'));
});

test('nobody there, nothing needed', () => {
  assert.ok([...needs(catalogue, {}, 7, 7).values()].every((it) => it === 0));
});
