// Standards of winter-spring relief: classes as the form prints them, and nothing that passes for a rule of Jiaozuo.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJson, validator } from './support.mjs';

const catalogue = readJson('catalogues/relief.json');
const { classes, circumstances, vulnerabilities, needs, standards, notice, sampling, programmes, relations, sources } = catalogue;
const figures = programmes.flatMap((it) => it.figures);
const assertUnique = (values, what) => assert.equal(new Set(values).size, values.length, `${what}: a value twice`);
const broken = (change) => {
  const copy = structuredClone(catalogue);
  change(copy);
  return validator('relief')(copy);
};

test('every figure names a source that was read that far, and can be changed', () => {
  const marks = new Map();
  for (const it of sources) marks.set(it.id, [...(marks.get(it.id) ?? []), it.mark]);
  for (const it of [...circumstances, ...vulnerabilities, ...needs, ...standards, notice, sampling, ...figures, ...relations]) {
    assert.ok(marks.get(it.source)?.includes(it.mark), `${it.id ?? it.code ?? it.a}: ${it.source} ${it.mark}`);
    assert.equal(it.editable, true);
  }
  assert.equal(broken((copy) => { copy.notice.editable = false; }), false);
  assert.equal(broken((copy) => { delete copy.standards[0].source; }), false);
});

test('classes are the five of D03004, by their numbers', () => {
  assert.deepEqual(classes.map((it) => it.option), [1, 2, 3, 4, 5]);
  assert.deepEqual(classes.map((it) => it.name.zh), ['特困供养人员', '低保户', '返贫监测对象', '其他困难户', '一般户']);
});

test('codes and keys stand once', () => {
  for (const list of [classes, circumstances, vulnerabilities, needs, programmes]) assertUnique(list.map((it) => it.code), 'code');
  assertUnique([...standards, ...figures].map((it) => it.id), 'id');
  assertUnique(relations.map((it) => [it.a, it.b].sort().join(' ')), 'pair');
});

test('an article meets one need, and what is met by weight or number is kept in that unit', () => {
  const goods = new Map(readJson('catalogues/goods.json').items.map((it) => [it.code, it]));
  assertUnique(needs.flatMap((it) => it.items), 'article');
  for (const need of needs) {
    for (const code of need.items) {
      assert.ok(goods.has(code), `${need.code}: ${code}`);
      if (need.unit === 'kilogram') assert.equal(goods.get(code).unit.zh, '公斤', code);
      if (need.unit === 'piece') assert.ok(['件', '床', '套', '个', '条'].includes(goods.get(code).unit.zh), code);
    }
  }
  assert.equal(broken((copy) => { delete copy.needs[0].items; }), false);
});

test('tiers descend within floor and ceiling, in whole steps', () => {
  for (const it of standards) {
    const money = it.tiers.map((tier) => tier.fen);
    assert.deepEqual(money, [...money].sort((a, b) => b - a));
    assert.ok(money[0] <= it.person_ceiling_fen && money.at(-1) >= it.person_floor_fen);
    assert.ok(it.person_ceiling_fen <= it.household_ceiling_fen);
    for (const fen of money) assert.equal(fen % it.step_fen, 0);
    for (const tier of [...Object.values(it.of_class), ...Object.values(it.of_severity), it.for_all]) assert.ok(tier < money.length);
  }
});

test('winter relief has a word on every other programme', () => {
  const paired = relations.filter((it) => it.a === 'winter_relief' || it.b === 'winter_relief');
  assert.equal(paired.length, programmes.length - 1);
});

test('figures of another place say so, and those of one disaster end', () => {
  for (const it of figures) {
    if (['S35', 'S36', 'S37'].includes(it.source)) assert.ok(it.region, it.id);
    if (it.source === 'S40') assert.ok(it.until, it.id);
    if (it.unit === 'percent') assert.ok(it.value <= 100, it.id);
  }
});
