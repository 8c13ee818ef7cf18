// Every catalogue obeys its schema, and the catalogues agree with each other.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { readJson, validator } from './support.mjs';

const names = ['hazards', 'indicators', 'checks', 'deadlines', 'glossary', 'goods', 'norms', 'relief', 'relief-rules'];
// Schemas of what is no catalogue.
const stories = ['case', 'exercise'];
const catalogue = Object.fromEntries(names.map((name) => [name, readJson(`catalogues/${name}.json`)]));
const indicators = new Map(catalogue.indicators.indicators.map((it) => [it.code, it]));

const assertUnique = (values, what) => assert.equal(new Set(values).size, values.length, `${what}: a value twice`);

for (const name of names) {
  test(`${name}.json obeys its schema`, () => {
    const validate = validator(name);
    assert.ok(validate(catalogue[name]), JSON.stringify(validate.errors, null, 2));
  });
}

test('no catalogue is without a schema, no schema without its data', () => {
  const inFolder = (folder, suffix) =>
    readdirSync(new URL(`../${folder}/`, import.meta.url)).map((file) => file.replace(suffix, ''));
  assert.deepEqual(inFolder('catalogues', '.json').sort(), [...names].sort());
  assert.deepEqual(inFolder('schemas', '.schema.json').filter((name) => !stories.includes(name)).sort(), [...names].sort());
});

test('every part of every schema says what it is', () => {
  const silent = [];
  const visit = (node, path) => {
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      if (!('$ref' in property) && !('description' in property)) {
        silent.push(`${path}/${name}`);
      }
      visit(property, `${path}/${name}`);
    }
    for (const [name, definition] of Object.entries(node.definitions ?? {})) {
      if (!('description' in definition)) silent.push(`#${name}`);
      visit(definition, `#${name}`);
    }
    if (node.items && !Array.isArray(node.items)) visit(node.items, `${path}[]`);
  };
  for (const name of [...names, ...stories]) {
    const schema = readJson(`schemas/${name}.schema.json`);
    assert.ok(schema.title && schema.description);
    visit(schema, name);
  }
  assert.deepEqual(silent, []);
});

test('hazards: twelve, each with its own code, sub-codes and ledger option', () => {
  const { hazards, placeholder } = catalogue.hazards;
  assertUnique([placeholder.code, ...hazards.map((it) => it.code)], 'hazard code');
  assert.deepEqual(hazards.map((it) => it.ledger_option).sort((a, b) => a - b), [...Array(12).keys()].map((i) => i + 1));
  for (const hazard of hazards) {
    hazard.kinds.forEach((kind, i) => assert.equal(kind.code, hazard.code + String(i + 1).padStart(2, '0')));
  }
  assert.equal(hazards.find((it) => it.ledger_option === 1).code, '02', 'ledger option 1 is flood, code 02');
});

test('indicators: A01001 to A01064 in the order of the form, then the one of the duty room', () => {
  const form = [...Array(64).keys()].map((i) => `A01${String(i + 1).padStart(3, '0')}`);
  assert.deepEqual(catalogue.indicators.indicators.map((it) => it.code), [...form, 'D00001']);
  const minimum = catalogue.indicators.indicators.filter((it) => it.minimum_initial).map((it) => it.code);
  assert.deepEqual(minimum, ['A01001', 'A01004', 'A01007', 'A01008', 'A01009', 'A01013', 'A01017']);
});

test('indicators: every group has entries, every part has its whole', () => {
  const { groups } = catalogue.indicators;
  assert.deepEqual(new Set([...indicators.values()].map((it) => it.group)), new Set(groups.map((it) => it.code)));
  for (const it of indicators.values()) {
    if (it.parent === null) continue;
    const whole = indicators.get(it.parent);
    assert.equal(it.group, whole.group);
    assert.deepEqual(it.aspects, whole.aspects);
    assert.deepEqual(it.unit, whole.unit);
  }
});

test('indicators: questions of a telephone report are numbered without a gap and cover the minimum', () => {
  const orders = [...indicators.values()].flatMap((it) => (it.spoken ? [it.spoken.order] : []));
  assert.deepEqual(orders.sort((a, b) => a - b), orders.map((_, i) => i + 1));
  for (const it of indicators.values()) if (it.minimum_initial) assert.ok(it.spoken && !it.spoken.hazards, it.code);
  const known = new Set(catalogue.hazards.hazards.map((it) => it.code));
  for (const it of indicators.values()) for (const code of it.spoken?.hazards ?? []) assert.ok(known.has(code), `${it.code} ${code}`);
});

test('checks: every indicator exists, sides can be compared', () => {
  const { checks, soft } = catalogue.checks;
  assertUnique([...checks, ...soft].map((it) => it.id), 'check id');
  for (const check of checks) {
    for (const code of [...check.left, ...check.right]) assert.ok(indicators.has(code), `${check.id}: ${code}`);
    assert.ok(!check.left.some((code) => check.right.includes(code)), check.id);
  }
  for (const rule of soft) for (const code of rule.indicators) assert.ok(indicators.has(code), `${rule.id}: ${code}`);
});

test('checks: the relations printed under form A01, all of them and no other', () => {
  const pairs = [
    ...['08', '09', '10', '11', '12', '13', '14', '15', '17', '18', '19'].map((it) => `07-${it}`),
    ...['19-20', '10-11', '14-16', '21-22', '22-23', '24-25', '25-26', '27-28', '28-29'],
    ...['30-31', '32-33', '34-35', '30-32', '32-34', '31-33', '33-35', '38-39', '38-40', '41-42', '41-43'],
  ];
  const errors = catalogue.checks.checks.filter((it) => it.severity === 'error');
  assert.deepEqual(new Set(errors.map((it) => it.id)), new Set([...pairs, '13-SUM', '58-SUM'].map((it) => `A01-${it}`)));
  for (const check of errors.filter((it) => it.relation === '>=')) {
    assert.equal(check.id, `A01-${check.left[0].slice(4)}-${check.right[0].slice(4)}`);
  }
  const sum = (id) => errors.find((it) => it.id === id);
  assert.deepEqual(sum('A01-13-SUM').right, ['A01014', 'A01015']);
  assert.deepEqual(sum('A01-58-SUM').right, ['A01059', 'A01060', 'A01061', 'A01062', 'A01063', 'A01064']);
});

test('deadlines: conditions are declared, levels go up one at a time', () => {
  const { conditions, deadlines, calendar } = catalogue.deadlines;
  const levels = ['village', 'township', 'county', 'city', 'province', 'ministry'];
  assertUnique([...deadlines, ...calendar].map((it) => it.id), 'deadline id');
  assertUnique(conditions.map((it) => it.code), 'condition');
  for (const it of [...deadlines, ...calendar]) {
    assert.equal(levels.indexOf(it.to_level), levels.indexOf(it.from_level) + 1, it.id);
    assert.ok(it.id.endsWith(`.${it.from_level}`), it.id);
    if (it.condition !== null) assert.ok(conditions.some((condition) => condition.code === it.condition), it.id);
    assert.ok(it.effective_to === null || it.effective_from < it.effective_to);
  }
  for (const condition of conditions) {
    assert.ok([...deadlines, ...calendar].some((it) => it.condition === condition.code), condition.code);
    for (const code of condition.indicators ?? []) assert.ok(indicators.has(code), code);
    for (const code of condition.hazards ?? []) assert.ok(catalogue.hazards.hazards.some((it) => it.code === code));
  }
});

test('deadlines: the table of the rule', () => {
  const due = Object.fromEntries(catalogue.deadlines.deadlines.map((it) => [it.id, `${it.starts} ${it.due}`]));
  const expected = {
    'initial.village': 'occurred PT1H',
    'initial.township': 'received PT30M',
    'initial.county': 'occurred PT2H',
    'initial.city': 'received PT2H',
    'initial.province': 'received PT2H',
    'ten_or_more.county': 'occurred PT1H',
    'ten_or_more.city': 'received PT30M',
    'ten_or_more.province': 'received PT30M',
    'recheck_phone.county': 'requested PT30M',
    'recheck_written.county': 'requested PT1H',
    'zero.township': 'reported PT24H',
    'drought.county': 'reported P10D',
    'drought_response.county': 'reported P5D',
    'final.village': 'stabilised P2D',
    'final.township': 'received P2D',
    'final.county': 'stabilised P7D',
    'final.city': 'received P2D',
    'final.province': 'received P2D',
  };
  for (const [id, value] of Object.entries(expected)) assert.equal(due[id], value, id);
});

test('glossary: one identifier for one idea, the roles of this house among them', () => {
  const { terms } = catalogue.glossary;
  assertUnique(terms.map((it) => it.identifier), 'identifier');
  assertUnique(terms.map((it) => it.term), 'term');
  assert.ok(terms.length >= 80);
  const roles = ['village_informant', 'township_clerk', 'county_duty', 'city_duty', 'leader', 'warehouse_keeper'];
  roles.push('dispatcher', 'township_reviewer', 'county_reviewer', 'auditor', 'administrator');
  assert.deepEqual(terms.filter((it) => it.kind === 'role').map((it) => it.identifier).sort(), roles.sort());
});
