// Proves that divisions.csv and boundaries/ are what they claim to be. Prints one line per proof; throws at a fault.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import clipping from 'polygon-clipping';
import { build, toGeoJson } from './build.mjs';
import { COLUMNS, divisions, toCsv, ZONE, ZONE_DISTRICT } from './divisions.mjs';
import { ringArea, toPlane, turn } from './lib/plane.mjs';

const LEVELS = ['county', 'township', 'village'];
const MOST_CORNERS = { county: 1200, township: 300, village: 60 };
const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const proved = (what) => console.log(`ok  ${what}`);

const csv = read('divisions.csv');
const rows = csv.trimEnd().split('\n').slice(1).map((line) => {
  const cells = line.split(',');
  assert.equal(cells.length, COLUMNS.length, line);
  return Object.fromEntries(COLUMNS.map((column, i) => [column, cells[i]]));
});
const text = Object.fromEntries(LEVELS.map((level) => [level, read(`boundaries/${level}.geojson`)]));
const layer = Object.fromEntries(LEVELS.map((level) => [level, JSON.parse(text[level]).features]));
const featureOf = new Map(LEVELS.flatMap((level) => layer[level]).map((it) => [it.properties.code, it]));

function divisionsHold() {
  assert.equal(csv, toCsv(divisions()), 'divisions.csv is not what divisions.mjs writes');
  const byCode = new Map(rows.map((it) => [it.code, it]));
  const above = { county: 'city', township: 'county', village: 'township' };
  for (const row of rows) {
    if (row.level === 'city') continue;
    assert.equal(byCode.get(row.parent)?.level, above[row.level], row.code);
    if (row.legal_parent !== '') assert.equal(byCode.get(row.legal_parent)?.level, above[row.level], row.code);
  }
  const differing = rows.filter((it) => it.parent !== it.legal_parent);
  assert.deepEqual(differing.map((it) => it.code).sort(), [ZONE, ...rows.filter((it) => it.parent === ZONE).map((it) => it.code)].sort());
  assert.equal(byCode.get(ZONE).legal_parent, '');
  const count = (level) => rows.filter((it) => it.level === level).length;
  assert.deepEqual(['city', ...LEVELS].map(count), [1, 11, 112, 2024]);
  proved('divisions: 1 city, 11 county-level units, 112 townships, 2024 villages; both trees are whole');
}

function codesMatch() {
  for (const level of LEVELS) {
    const wanted = rows.filter((it) => it.level === level);
    assert.deepEqual(layer[level].map((it) => [it.properties.code, it.properties.name]), wanted.map((it) => [it.code, it.name]));
    for (const { id, properties } of layer[level]) {
      assert.equal(id, properties.code);
      assert.equal(properties.schematic, level !== 'county' || [ZONE, ZONE_DISTRICT].includes(properties.code));
    }
  }
  proved('boundaries: the codes and names of divisions.csv, each once');
}

const segmentsCross = (a, b, c, d) =>
  turn(a, b, c) > 0 !== turn(a, b, d) > 0 && turn(c, d, a) > 0 !== turn(c, d, b) > 0;

/** No two sides of the polygon meet but neighbours in their common corner. */
function isSimple(rings) {
  const corners = rings.flatMap((ring) => ring.slice(1).map(String));
  if (new Set(corners).size !== corners.length) return false;
  const sides = rings.flatMap((ring) => ring.slice(1).map((p, i) => [ring[i], p]));
  const left = (side) => Math.min(side[0][0], side[1][0]);
  const right = (side) => Math.max(side[0][0], side[1][0]);
  sides.sort((s, t) => left(s) - left(t));
  for (let i = 0; i < sides.length; i++) {
    for (let j = i + 1; j < sides.length && left(sides[j]) <= right(sides[i]); j++) {
      const [[a, b], [c, d]] = [sides[i], sides[j]];
      const share = [a, b].some((p) => [c, d].some((q) => p[0] === q[0] && p[1] === q[1]));
      if (!share && segmentsCross(a, b, c, d)) return false;
    }
  }
  return true;
}

function polygonsValid() {
  const sixDecimals = (value) => Number(value.toFixed(6)) === value;
  for (const level of LEVELS) {
    for (const { properties, geometry } of layer[level]) {
      const at = `${level} ${properties.code}`;
      assert.equal(geometry.type, 'Polygon', at);
      geometry.coordinates.forEach((ring, i) => {
        assert.deepEqual(ring[0], ring[ring.length - 1], `${at}: open ring`);
        assert.ok(ring.length >= 4 && ring.flat().every(sixDecimals), at);
        assert.ok(ringArea(ring.slice(1)) > 0 === (i === 0), `${at}: ring ${i} turns the wrong way`);
      });
      assert.ok(isSimple(geometry.coordinates), `${at}: crosses or touches itself`);
      assert.ok(geometry.coordinates.flat().length <= MOST_CORNERS[level], `${at}: too many corners`);
    }
  }
  proved('boundaries: closed, simple, right-hand rule, six decimals');
}

const sidesOf = ({ geometry }) => geometry.coordinates.flatMap((ring) => ring.slice(1).map((p, i) => [String(ring[i]), String(p)]));

/**
 * The sides of the children, walked with the child on the left, cancel against their neighbours' exactly and leave the
 * sides of the parent: no gap, no overlap, every shared border the same corner by corner.
 */
function sidesCancel(children, at) {
  const open = new Set();
  for (const child of children) {
    for (const [from, to] of sidesOf(child)) {
      if (open.delete(`${to} ${from}`)) continue;
      assert.ok(!open.has(`${from} ${to}`), `${at}: two areas on one side of ${from} ${to}`);
      open.add(`${from} ${to}`);
    }
  }
  return open;
}

const planeArea = ({ geometry }) =>
  geometry.coordinates.reduce((sum, ring) => sum + ringArea(ring.slice(1).map(toPlane)), 0);
const multiArea = (polygons) =>
  polygons.flat().reduce((sum, ring) => sum + ringArea(ring.slice(1).map(toPlane)), 0);
const close = (a, b, at) => assert.ok(Math.abs(a / b - 1) < 1e-6, `${at}: areas ${a} and ${b}`);

function childrenFillParents() {
  for (const level of ['county', 'township']) {
    for (const parent of layer[level]) {
      const { code } = parent.properties;
      const children = rows.filter((it) => it.parent === code).map((it) => featureOf.get(it.code));
      assert.deepEqual([...sidesCancel(children, code)].sort(), sidesOf(parent).map((it) => it.join(' ')).sort(), code);
      const sum = children.reduce((total, it) => total + planeArea(it), 0);
      close(sum, planeArea(parent), code);
      const [first, ...others] = children.map((it) => it.geometry.coordinates);
      close(multiArea(clipping.union(first, ...others)), sum, `${code}: siblings overlap`);
    }
  }
  proved('townships fill their counties, villages their townships: no gap, no overlap, same corners, equal area');
}

function cityIsWhole() {
  const rim = sidesCancel(layer.county, 'city');
  const next = new Map([...rim].map((side) => [side.split(' ')[0], side.split(' ')[1]]));
  assert.equal(next.size, rim.size, 'the city touches itself');
  const [start] = next.keys();
  let steps = 1;
  for (let corner = next.get(start); corner !== start; corner = next.get(corner)) steps += 1;
  assert.equal(steps, rim.size, 'the city is not in one piece or has holes');
  const total = layer.county.reduce((sum, it) => sum + planeArea(it), 0);
  const [first, ...others] = layer.county.map((it) => it.geometry.coordinates);
  close(multiArea(clipping.union(first, ...others)), total, 'counties overlap');
  assert.ok(total > 3900 && total < 4100, `${total} km²`);
  proved(`counties: one city in one piece, ${total.toFixed(0)} km²`);
}

function rebuildAgrees() {
  const hash = (it) => createHash('sha256').update(it).digest('hex');
  for (const [level, features] of Object.entries(build())) {
    assert.equal(hash(toGeoJson(features)), hash(text[level]), `${level}.geojson is not what build.mjs writes`);
    proved(`${level}.geojson rebuilds to the same bytes, sha256 ${hash(text[level]).slice(0, 16)}…`);
  }
}

divisionsHold();
codesMatch();
polygonsValid();
childrenFillParents();
cityIsWhole();
rebuildAgrees();
