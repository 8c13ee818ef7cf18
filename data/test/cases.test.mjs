// The real cases of relief goods: nothing is lost or made on the way, printed numbers are met, and the end is as stated.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { play } from './ledger.mjs';
import { readJson, readText, validator } from './support.mjs';

const goods = new Map(readJson('catalogues/goods.json').items.map((it) => [it.code, it]));
const codes = new Set(readText('jiaozuo/divisions.csv').trimEnd().split('\n').slice(1).map((line) => line.split(',')[0]));
const names = readdirSync(new URL('../cases/', import.meta.url)).map((it) => it.replace('.json', ''));
const cases = names.map((name) => readJson(`cases/${name}.json`));
const a07 = ['A07007', 'A07008', 'A07009', 'A07010', 'A07011', 'A07012'];
const counted = (item) => goods.get(item).a07;
const sum = (numbers) => numbers.reduce((total, it) => total + it, 0);
const unique = (values, what) => assert.equal(new Set(values).size, values.length, what);
const records = (story) => ['places', 'batches', 'releases', 'shipments', 'handouts', 'returns'].flatMap((it) => story[it]);
const carried = (story, { from, to, until, items }) => {
  const itemOf = new Map(story.batches.map((it) => [it.id, it.item]));
  const counts = story.shipments.filter((it) => (from ? it.from === from && !(it.dispatched_at > until) : it.to === to && !(it.received_at > until)));
  return sum(counts.flatMap((it) => it.lines).filter((it) => items.includes(itemOf.get(it.batch))).map((it) => it.quantity));
};

test('both cases are there', () => assert.deepEqual(names.sort(), ['longnan-2020', 'shaanxi-2024']));

for (const story of cases) {
  const on = (what, check) => test(`${story.case}: ${what}`, check);
  const keys = (name) => new Set(story[name].map((it) => it.id));

  on('obeys its schema', () => {
    const validate = validator('case');
    assert.ok(validate(story), JSON.stringify(validate.errors, null, 2));
  });

  on('every key is used once and leads somewhere', () => {
    unique(['divisions', 'places', 'batches', 'releases', 'shipments', 'handouts', 'returns'].flatMap((it) => story[it].map((row) => `${it} ${row.id}`)));
    const known = { division: keys('divisions'), place: keys('places'), batch: keys('batches'), release: keys('releases') };
    known.from = known.to = known.place;
    for (const row of [...records(story), ...story.totals]) {
      for (const [name, ids] of Object.entries(known)) if (name in row) assert.ok(ids.has(row[name]), `${row.id} ${name}: ${row[name]}`);
      for (const line of row.lines ?? []) assert.ok(line.item ? goods.has(line.item) : known.batch.has(line.batch), row.id);
      unique((row.lines ?? []).map((it) => it.item ?? it.batch), row.id);
    }
    for (const it of story.batches) assert.ok(goods.has(it.item), it.id);
    for (const it of story.divisions) assert.ok(codes.has(it.stand_in) && (it.parent === null || known.division.has(it.parent)), it.id);
  });

  on('what is real names its source, what is made up names a member that is there', () => {
    const sources = new Set(story.sources.map((it) => it.id));
    for (const row of records(story)) {
      if (row.made_up === true) continue;
      assert.ok(sources.has(row.source), row.id);
      for (const name of row.made_up) assert.ok(name in row, `${row.id} ${name}`);
    }
  });

  on('who keeps a place does not order its use, and both work for a division', () => {
    for (const it of story.places) {
      assert.notDeepEqual(it.keeper, it.user, it.id);
      for (const { division } of [it.owner, it.keeper, it.user]) assert.ok(keys('divisions').has(division), it.id);
    }
  });

  on('nothing leaves before the order, nothing beyond it, and all that was ordered leaves', () => {
    const itemOf = new Map(story.batches.map((it) => [it.id, it.item]));
    for (const release of story.releases) {
      const trips = story.shipments.filter((it) => it.release === release.id);
      for (const trip of trips) {
        assert.deepEqual([trip.from, trip.to], [release.from, release.to], trip.id);
        assert.ok(release.decided_at <= trip.dispatched_at && trip.dispatched_at < trip.received_at, trip.id);
      }
      for (const { item, quantity } of release.lines) {
        const left = trips.flatMap((it) => it.lines).filter((it) => itemOf.get(it.batch) === item);
        assert.equal(sum(left.map((it) => it.quantity)), quantity, `${release.id} ${item}`);
      }
      const ordered = new Set(release.lines.map((it) => it.item));
      for (const line of trips.flatMap((it) => it.lines)) assert.ok(ordered.has(itemOf.get(line.batch)), release.id);
    }
  });

  on('shipments carry what is printed of them', () => {
    const itemOf = new Map(story.batches.map((it) => [it.id, it.item]));
    for (const trip of story.shipments) {
      for (const { items, quantity, text } of trip.printed) {
        const lines = trip.lines.filter((it) => items.includes(itemOf.get(it.batch)));
        assert.equal(sum(lines.map((it) => it.quantity)), quantity, `${trip.id} ${text}`);
      }
      if (trip.printed.length > 0) {
        assert.deepEqual(new Set(trip.lines.map((it) => itemOf.get(it.batch))), new Set(trip.printed.flatMap((it) => it.items)), trip.id);
      }
    }
  });

  on('printed sums are met', () => {
    for (const total of story.totals) assert.equal(carried(story, total), total.quantity, total.text);
  });

  on('no batch is expired when it leaves, and those that expire first leave first', () => {
    const expiry = ({ item, made_on: made, expires_on: until }) => until ?? made.replace(/^\d+/, (year) => Number(year) + goods.get(item).shelf_life_years);
    const used = new Map();
    for (const trip of [...story.shipments].sort((a, b) => (a.dispatched_at < b.dispatched_at ? -1 : 1))) {
      for (const { batch } of trip.lines) {
        const of = story.batches.find((it) => it.id === batch);
        assert.ok(trip.dispatched_at.slice(0, 10) < expiry(of), `${trip.id} ${batch}`);
        const key = `${trip.from} ${of.item}`;
        assert.ok((used.get(key) ?? '') <= expiry(of), `${trip.id} ${batch}`);
        used.set(key, expiry(of));
      }
    }
  });

  on('nothing is ever negative, nothing is left on the way, and every unit is at a place with a name', () => {
    const { balances, negative } = play(story, counted);
    assert.equal(negative, null);
    const final = new Map(story.expected.final.map((it) => [`${it.at} ${it.batch}`, it.quantity]));
    assert.deepEqual([...balances].sort(), [...final].sort());
    for (const { at } of story.expected.final) {
      const [place, division] = at.startsWith('issued:') ? [null, at.slice(7)] : [at, null];
      assert.ok(place === null ? keys('divisions').has(division) : keys('places').has(place), at);
    }
  });

  on('conservation: each batch ends with what it began with', () => {
    for (const { id, quantity } of story.batches) {
      assert.equal(sum(story.expected.final.filter((it) => it.batch === id).map((it) => it.quantity)), quantity, id);
    }
  });

  on('figures of form A07 are those of the ledger, and add up', () => {
    const { figures } = play(story, counted);
    const own = new Map(story.expected.a07.map((it) => [it.division, it.own]));
    assert.deepEqual([...own.keys()], story.divisions.filter((it) => ['province', 'city', 'county'].includes(it.level)).map((it) => it.id));
    for (const [division, row] of own) for (const line of a07) assert.equal(row[line], figures.get(division)?.[line] ?? 0, `${division} ${line}`);
    const below = (id) => [id, ...story.divisions.filter((it) => it.parent === id).flatMap((it) => below(it.id))];
    for (const { division, with_below: total } of story.expected.a07) {
      for (const line of a07) assert.equal(total[line], sum(below(division).map((it) => own.get(it)?.[line] ?? 0)), `${division} ${line}`);
    }
  });

  on('a broken case does not pass: one quilt lost on the way is seen', () => {
    const copy = structuredClone(story);
    const line = copy.shipments.at(-1).lines[0];
    line.quantity -= 1;
    const { balances } = play(copy, counted);
    const final = new Map(story.expected.final.map((it) => [`${it.at} ${it.batch}`, it.quantity]));
    assert.notDeepEqual([...balances].sort(), [...final].sort());
  });
}

const of = (name) => cases.find((it) => it.case === name);
const figures = (name, division) => of(name).expected.a07.find((it) => it.division === division).own;

test('longnan-2020: what the city arranged, from printed numbers alone', () => {
  const { A07007: tents, A07008: cloth, A07009: other } = figures('longnan-2020', 'longnan');
  assert.deepEqual([tents, cloth, other], [1200 + 700, 3054 + 20 + 20, 1700 + 242 + 1100 + 1100 + 600]);
});

test('longnan-2020: grain, oil and pork of the two lots are all there was', () => {
  const { shipments, totals } = of('longnan-2020');
  const food = ['rice', 'flour', 'oil-rapeseed', 'pork-frozen'];
  const printed = shipments.filter((it) => it.from === 'city-store').flatMap((it) => it.printed).filter((it) => food.includes(it.items[0]));
  assert.equal(sum(printed.map((it) => it.quantity)), sum(totals.filter((it) => food.includes(it.items[0])).map((it) => it.quantity)));
});

test('shaanxi-2024: six vehicles at four, four at eight, and what the state owns is arranged by nobody here', () => {
  const leaving = (time) => of('shaanxi-2024').shipments.filter((it) => it.dispatched_at === `2024-07-19T${time}:00+08:00` && it.source === 'S146').length;
  assert.deepEqual([leaving('04:00'), leaving('08:00')], [6, 4]);
  const { A07007: tents, A07008: cloth, A07009: other } = figures('shaanxi-2024', 'baoji');
  assert.equal(tents + cloth + other, 3860);
  assert.ok(Object.values(figures('shaanxi-2024', 'shaanxi')).every((it) => it === 0));
});
