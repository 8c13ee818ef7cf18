// Rules of supervision: each has its query, says what it means and when it is wrong, and no figure is without a source.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { readJson, readText } from './support.mjs';

const { rules, sources } = readJson('catalogues/relief-rules.json');

test('at least twenty rules, each once and each with a query that says in words what it looks for', () => {
  assert.ok(rules.length >= 20);
  assert.equal(new Set(rules.map((it) => it.id)).size, rules.length);
  assert.deepEqual(readdirSync(new URL('../relief-rules/', import.meta.url)).sort(), rules.map((it) => `${it.id}.sql`).sort());
  for (const { id } of rules) assert.match(readText(`relief-rules/${id}.sql`), /^-- .{20}/, id);
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
