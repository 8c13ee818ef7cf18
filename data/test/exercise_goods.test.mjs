// The goods of the exercise: who may do what, what refers to what, and a ledger that never lies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJson, readText } from './support.mjs';

const { steps: all, people } = readJson('exercises/july-2021.json');
const goods = new Map(readJson('catalogues/goods.json').items.map((it) => [it.code, it]));
const divisions = new Set(readText('jiaozuo/divisions.csv').trimEnd().split('\n').slice(1).map((line) => line.split(',')[0]));
const steps = all.filter((it) => it.kind === 'goods');
const byId = new Map(all.map((it) => [it.id, it]));
const of = (operation) => steps.filter((it) => it.operation === operation);
const [id, pointer] = [(ref) => ref.slice(1, 5), (ref) => ref.slice(5)];
const step = (ref) => byId.get(id(ref));
const texts = (value, name = '') => (typeof value === 'string' ? [[name, value]]
  : value !== null && typeof value === 'object' ? Object.entries(value).flatMap(([key, it]) => texts(it, Array.isArray(value) ? name : key)) : []);

/** What an operation of this room must be told, and what later steps may take from its answer. */
const WIRE = {
  'place.open': [['kind', 'name', 'level', 'division', 'owner', 'keeper', 'user'], /^\/place\/place$/],
  'stock.receive': [['place', 'source', 'exercise', 'lines'], /^\/movement\/lines\/\d+\/batch$/],
  'stock.issue': [['place', 'division', 'recipient', 'lines'], /^\/movement\/movement$/],
  'recovery.receive': [['place', 'division', 'from', 'lines'], /^\/recovery\/recovery$/],
  'release.request': [['purpose', 'need_by', 'priority', 'to', 'contact', 'lines', 'exercise'], /^\/release\/(release|version)$/],
  'release.approve': [['release', 'expected_version', 'order', 'lines'], /^\/release\/(release|version)$/],
  'waybill.pick': [['release', 'place', 'lines', 'vehicle'], /^\/waybill\/(waybill|version|lines\/\d+\/line)$/],
  'waybill.dispatch': [['waybill', 'expected_version'], /^\/waybill\/(waybill|version)$/],
  'waybill.receive': [['waybill', 'expected_version', 'received_by', 'lines'], /^\/waybill\/(waybill|version)$/],
  'waybill.settle': [['waybill', 'expected_version', 'outcome', 'reason'], /^\/waybill\/(waybill|version)$/],
  'allocation.propose': [['incident', 'division', 'assumptions', 'exercise'], /^\/allocation\/allocation$/],
  'donation.register': [['place', 'exercise', 'donor', 'lines'], /^\/donation\/donation$/],
  'loan.open': [['place', 'exercise', 'direction', 'unit', 'order', 'purpose', 'due_on', 'lines'], /^\/loan\/loan$/],
  'requisition.open': [['place', 'exercise', 'basis', 'lines'], /^\/requisition\/requisition$/],
  'inspection.arrive': [['place', 'source', 'exercise', 'lines'], /^\/inspection\/inspection$/],
  'stocktake.open': [['place', 'exercise'], /^\/stocktake\/stocktake$/],
  'stocktake.count': [['stocktake', 'batch', 'bin', 'round', 'counted'], /^\/version$/],
};
const KEPT = ['stock.receive', 'stock.issue', 'recovery.receive', 'waybill.pick', 'donation.register', 'loan.open', 'requisition.open', 'inspection.arrive', 'stocktake.open'];
const REHEARSED = ['stock.receive', 'release.request', 'allocation.propose', 'donation.register', 'loan.open', 'requisition.open', 'inspection.arrive', 'stocktake.open'];

test('the way of goods is told once from end to end', () => {
  const count = Object.fromEntries(Object.keys(WIRE).map((it) => [it, of(it).length]));
  assert.deepEqual(count, {
    'place.open': 4, 'stock.receive': 3, 'stock.issue': 2, 'recovery.receive': 1, 'release.request': 5, 'release.approve': 4,
    'waybill.pick': 4, 'waybill.dispatch': 4, 'waybill.receive': 3, 'waybill.settle': 1, 'allocation.propose': 1, 'donation.register': 1,
    'loan.open': 1, 'requisition.open': 1, 'inspection.arrive': 1, 'stocktake.open': 1, 'stocktake.count': 2,
  });
});

test('each step says what its operation must be told', () => {
  for (const it of steps) for (const name of WIRE[it.operation][0]) assert.ok(name in it.params, `${it.id} ${name}`);
});

test('references lead to what an earlier step was answered', () => {
  for (const it of steps) {
    for (const [name, text] of texts(it.params).filter(([, value]) => value.startsWith('@'))) {
      const target = step(text);
      assert.ok(target && target.at < it.at, `${it.id} ${name}: ${text}`);
      const answers = target.kind === 'incident.open' ? /^\/incident\/incident$/ : WIRE[target.operation][1];
      assert.match(pointer(text), answers, `${it.id} ${name}`);
    }
  }
});

test('nothing real: places and papers say they are an exercise, goods come in as one', () => {
  for (const it of of('place.open')) {
    for (const name of [it.params.name, it.params.owner.name, it.params.keeper.name, it.params.user.name]) assert.match(name, /演练/, it.id);
  }
  for (const it of REHEARSED.flatMap(of)) assert.equal(it.params.exercise, true, it.id);
  for (const it of of('release.approve')) assert.match(it.params.order, /演/);
  for (const it of of('waybill.pick')) assert.match(it.params.vehicle.plate, /演/);
});

test('divisions exist, items exist, and whoever opens a place is above it', () => {
  for (const it of steps) {
    for (const [name, text] of texts(it.params)) if (name === 'division') assert.ok(divisions.has(text), `${it.id} ${text}`);
    for (const line of it.params.lines ?? []) if (line.item) assert.ok(goods.has(line.item), `${it.id} ${line.item}`);
  }
  for (const it of of('place.open')) assert.ok(it.params.division.startsWith(it.division.replace(/0+$/, '')), it.id);
});

test('a person has a name, and one role in one division', () => {
  const seen = new Map();
  for (const it of steps) {
    const role = `${it.as} ${it.division}`;
    assert.equal(seen.get(it.person) ?? role, role, it.id);
    seen.set(it.person, role);
  }
  assert.deepEqual([...seen.keys()].sort(), Object.keys(people).sort());
});

test('keepers keep their own place, users order the use of theirs, and they are two offices', () => {
  const place = (ref) => step(ref).params;
  for (const { params } of of('place.open')) assert.notDeepEqual(params.keeper, params.user);
  for (const it of KEPT.flatMap(of)) {
    assert.equal(it.as, 'warehouse_keeper', it.id);
    assert.equal(it.division, place(it.params.place).keeper.division, it.id);
  }
  for (const it of of('release.approve')) {
    for (const { from } of it.params.lines) assert.equal(it.division, place(from).user.division, it.id);
  }
});

test('two sign what leaves, and neither is who approved it', () => {
  for (const away of of('waybill.dispatch')) {
    const { person: approver } = step(step(away.params.waybill).params.release);
    const signed = [step(away.params.waybill).person, away.person];
    assert.equal(new Set([...signed, approver]).size, 3, away.id);
    assert.equal(step(away.params.waybill).division, away.division, away.id);
  }
});

test('what is decided is what was asked, what is approved is loaded', () => {
  const totals = (lines, key) => lines.reduce((sum, it) => ({ ...sum, [key(it)]: (sum[key(it)] ?? 0) + it.quantity }), {});
  const itemOf = (ref) => step(ref).params.lines[Number(pointer(ref).match(/\d+/)[0])].item;
  const waiting = [];
  for (const order of of('release.approve')) {
    const asked = step(order.params.release);
    assert.deepEqual(totals(order.params.lines, (it) => it.item), totals(asked.params.lines, (it) => it.item), order.id);
    const loaded = of('waybill.pick').filter((it) => step(it.params.release) === order)
      .flatMap((it) => it.params.lines.map((line) => ({ ...line, from: it.params.place })));
    if (loaded.length === 0) waiting.push(order.id);
    else assert.deepEqual(totals(loaded, (it) => `${it.from} ${itemOf(it.batch)}`), totals(order.params.lines, (it) => `${it.from} ${it.item}`), order.id);
  }
  assert.equal(waiting.length, 1, 'one order waits for its keeper');
});

test('nothing leaves that is not there, less arrives than left only twice, and the ledger closes', () => {
  const ledger = play();
  assert.deepEqual(ledger.short, { total: 6, waybills: 2 });
  assert.equal(ledger.damaged, 3);
  assert.equal(ledger.lost, 4);
  const received = [...of('stock.receive'), ...of('donation.register')].flatMap((it) => it.params.lines).reduce((sum, it) => sum + it.quantity, 0);
  assert.equal([...ledger.balances.values()].reduce((a, b) => a + b, 0) + ledger.lost, received);
  const onTheRoad = [...ledger.balances].filter(([spot, units]) => spot.startsWith('transit') && units > 0).map(([, units]) => units);
  assert.deepEqual(onTheRoad.sort((a, b) => a - b), [2, 10, 80], 'the case that is open, and the vehicle that is on its way');
});

test('what expires first is loaded first, and nothing that has expired', () => {
  const expiry = (line, ref) => {
    const { item, new_batch: batch } = step(ref).params.lines[line];
    return batch.expires_on ?? batch.made_on.replace(/^\d+/, (year) => Number(year) + goods.get(item).shelf_life_years);
  };
  for (const load of of('waybill.pick')) {
    for (const { batch } of load.params.lines) {
      const line = Number(pointer(batch).match(/\d+/)[0]);
      const { lines } = step(batch).params;
      const rivals = lines.flatMap((it, i) => (it.item === lines[line].item ? [expiry(i, batch)] : []));
      assert.equal(expiry(line, batch), rivals.sort()[0], `${load.id} ${batch}`);
      assert.ok(expiry(line, batch) > load.story_time.slice(0, 10), `${load.id} ${batch}`);
    }
  }
});

/** Plays the steps; every spot that would go below nothing is a failure. */
function play() {
  const balances = new Map();
  const ledger = { balances, lost: 0, damaged: 0, short: { total: 0, waybills: 0 } };
  const add = (place, batch, units, who) => {
    const spot = `${place} ${batch}`;
    balances.set(spot, (balances.get(spot) ?? 0) + units);
    assert.ok(balances.get(spot) >= 0, `${who}: ${spot}`);
  };
  const move = (from, to, lines, who) => lines.forEach(({ batch, quantity }) => {
    add(from, batch, -quantity, who);
    add(to, batch, quantity, who);
  });
  const load = (ref) => (step(ref).operation === 'waybill.pick' ? step(ref) : load(step(ref).params.waybill));
  const acts = {
    'stock.receive': (it) => it.params.lines.forEach((line, i) => add(it.params.place, `@${it.id}/movement/lines/${i}/batch`, line.quantity, it.id)),
    'donation.register': (it) => it.params.lines.forEach((line, i) => add(it.params.place, `@${it.id}/donation/gifts/${i}/batch`, line.quantity, it.id)),
    'loan.open': (it) => move(it.params.place, `lent:${it.id}`, it.params.lines, it.id),
    'stock.issue': (it) => move(it.params.place, it.params.division, it.params.lines, it.id),
    'recovery.receive': (it) => move(it.params.division, `aside:${it.params.place}`, it.params.lines, it.id),
    'waybill.dispatch': (it) => move(load(it.params.waybill).params.place, `transit:${load(it.params.waybill).id}`, load(it.params.waybill).params.lines, it.id),
    'waybill.receive': (it) => arrive(it, load(it.params.waybill)),
    'waybill.settle': (it) => load(it.params.waybill).params.lines.forEach(({ batch }) => {
      const spot = `transit:${load(it.params.waybill).id} ${batch}`;
      ledger.lost += balances.get(spot);
      balances.set(spot, 0);
    }),
  };
  function arrive(it, { id: waybill, params: { release, lines } }) {
    const { place, site } = step(step(release).params.release).params.to;
    const to = place ?? site;
    assert.equal(it.params.lines.length, lines.length, it.id);
    const short = it.params.lines.map(({ received }, i) => lines[i].quantity - received);
    assert.ok(short.every((units) => units >= 0), `${it.id}: more than was sent`);
    it.params.lines.forEach(({ line, received, damaged }, i) => {
      assert.equal(line, `@${waybill}/waybill/lines/${i}/line`);
      assert.ok(damaged <= received, it.id);
      ledger.damaged += damaged;
    });
    move(`transit:${waybill}`, to, lines.map(({ batch }, i) => ({ batch, quantity: it.params.lines[i].received })), it.id);
    const total = short.reduce((a, b) => a + b, 0);
    ledger.short.total += total;
    if (total > 0) ledger.short.waybills += 1;
  }
  for (const it of steps) acts[it.operation]?.(it);
  return ledger;
}
