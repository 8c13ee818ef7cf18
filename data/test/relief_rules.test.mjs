// Rules of supervision: each has its query, says what it means and when it is wrong, and no figure is without a source.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { readJson, readText } from './support.mjs';

const { rules, sources } = readJson('catalogues/relief-rules.json');

test('at least twenty rules, each once and each with a query that says in words what it looks for', () => {
  assert.ok(rules.length >= 20);
  assert.equal(new Set(rules.map((it) => it.id)).size, rules.length);
  const queries = [...new Set(rules.map((it) => `${it.query ?? it.id}.sql`))].sort();
  assert.deepEqual(readdirSync(new URL('../relief-rules/', import.meta.url)).sort(), queries);
  for (const query of queries) assert.match(readText(`relief-rules/${query}`), /^-- .{20}/, query);
});

test('rules that share a query ask it about different things', () => {
  const asked = rules.map((it) => `${it.query ?? it.id} ${JSON.stringify(it.words ?? [])}`);
  assert.equal(new Set(asked).size, rules.length);
});

test('every rule and every figure names a source that was read that far', () => {
  const listed = (block, it) => sources.some((one) => one.block === block && one.id === it.source && one.mark === it.mark);
  for (const rule of rules) {
    assert.ok(listed('rules', rule), rule.id);
    for (const figure of rule.parameters) assert.ok(listed('parameters', figure), `${rule.id} ${figure.name}`);
  }
  for (const one of sources) {
    const used = one.block === 'rules' ? rules : rules.flatMap((it) => it.parameters);
    assert.ok(used.some((it) => it.source === one.id), `${one.block} ${one.id}: nobody names it`);
  }
});

test('no rule of our own passes for a rule of Jiaozuo', () => {
  for (const one of sources.filter((it) => it.id === 'local')) assert.equal(one.mark, 'unverified');
});
