// The goods a ledger counts: every figure names where it comes from, and every item falls into the right lines of A07.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJson, validator } from './support.mjs';

const goods = readJson('catalogues/goods.json');
const { items, categories, sources, a07 } = goods;
const byCode = new Map(items.map((it) => [it.code, it]));
const assertUnique = (values, what) => assert.equal(new Set(values).size, values.length, `${what}: a value twice`);
const broken = (change) => {
  const copy = structuredClone(goods);
  change(copy.items.find((it) => it.code === 'tent-single-12'), copy);
  return validator('goods')(copy);
};

test('items, categories and lines of A07 are named once', () => {
  assertUnique(items.map((it) => it.code), 'item');
  assertUnique(items.map((it) => it.name.zh), 'item name');
  assertUnique(categories.map((it) => it.code), 'category');
  assert.deepEqual(a07.map((it) => it.code), [7, 8, 9, 10, 11, 12].map((it) => `A070${String(it).padStart(2, '0')}`));
});

test('every item is in a category, every category has items, and lists keep them together', () => {
  const inOrder = items.map((it) => it.category).filter((it, i, all) => it !== all[i - 1]);
  assert.deepEqual(inOrder, categories.map((it) => it.code));
});

test('every figure says where it comes from, once, and only what is there is explained', () => {
  const known = new Set(sources.map((it) => it.id));
  for (const item of items) {
    const explained = item.basis.flatMap((it) => it.of);
    assertUnique(explained, item.code);
    const stated = ['gbt38565', 'spec', 'standard'].filter((it) => it in item)
      .concat(['name', 'unit', 'returnable', 'a07'])
      .concat(['shelf_life_years', 'return_within_months', 'weight_grams'].filter((it) => item[it] !== null))
      .concat(item.packaging.length > 0 ? ['packaging'] : []);
    assert.deepEqual([...explained].sort(), stated.sort(), item.code);
    for (const { source } of item.basis) assert.ok(known.has(source), `${item.code}: ${source}`);
  }
});

test('a source promises no more than it was read for', () => {
  const rank = ['unverified', 'partial', 'sourced'];
  for (const item of items) {
    for (const { source, mark } of item.basis) {
      const best = Math.max(...sources.filter((it) => it.id === source).map((it) => rank.indexOf(it.mark)));
      assert.ok(rank.indexOf(mark) <= best, `${item.code}: ${source} ${mark}`);
    }
  }
});

test('the rule of another province never passes for one of Jiaozuo', () => {
  for (const item of items) {
    for (const it of item.basis.filter((basis) => basis.source === 'S76' || basis.of.includes('a07'))) {
      assert.ok(it.editable && it.mark !== 'sourced', item.code);
    }
  }
  assert.equal(broken((item) => { item.basis.find((it) => it.source === 'S76').editable = false; }), false);
});

test('no code of GB/T 38565 is made up: there is none without a source', () => {
  for (const item of items) assert.equal('gbt38565' in item, item.basis.some((it) => it.of.includes('gbt38565')), item.code);
  assert.ok(items.every((it) => it.gbt38565 === undefined), 'the table was not at hand');
  assert.equal(broken((item) => { item.gbt38565 = '1010101'; }), true);
  for (const wrong of ['101010', '10101010', '4010101', '1000101', 1010101]) {
    assert.equal(broken((item) => { item.gbt38565 = wrong; }), false, String(wrong));
  }
});

test('tents are tents, cloth is cloth, and what is weighed or measured is in no line of A07', () => {
  const lines = { tents: ['A07007', 'A07010'], bedding: ['A07008', 'A07011'] };
  for (const item of items) {
    if (['公斤', '升', '平方米'].includes(item.unit.zh)) assert.equal(item.a07, null, item.code);
    else assert.deepEqual([item.a07.arranged, item.a07.issued], lines[item.category] ?? ['A07009', 'A07012'], item.code);
  }
});

test('tents come back: single ones within six months, padded ones within twelve, those nobody lives in always', () => {
  const months = Object.fromEntries(items.filter((it) => it.returnable).map((it) => [it.code, it.return_within_months]));
  for (const [code, value] of Object.entries(months)) {
    const expected = code.startsWith('tent-single') ? 6 : code.startsWith('tent-cotton') ? 12 : null;
    assert.equal(value, expected, code);
  }
  for (const item of items) if (item.category === 'tents') assert.ok(item.returnable, item.code);
  for (const code of ['quilt-cotton', 'sleeping-bag', 'bed-folding', 'stove']) assert.equal(byCode.get(code).returnable, false, code);
  assert.equal(broken((item) => { item.returnable = false; }), false, 'kept for good, yet due back');
});

test('food keeps as long as its label says', () => {
  for (const item of items) if (item.category === 'food') assert.equal(item.shelf_life_years, null, item.code);
});

test('the schema lets no broken number through', () => {
  assert.equal(broken(() => {}), true);
  for (const years of [0, 1.5, -1, '8']) assert.equal(broken((item) => { item.shelf_life_years = years; }), false);
  assert.equal(broken((item) => { item.packaging = [{ name: item.name, units: 1 }]; }), false);
  assert.equal(broken((item) => { item.a07.issued = 'A07006'; }), false);
  assert.equal(broken((item) => { delete item.unit; }), false);
  assert.equal(broken((item) => { item.colour = 'green'; }), false);
});
