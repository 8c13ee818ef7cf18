// What a check means, by example.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing } from './evaluate.mjs';
import { readJson } from './support.mjs';

const { checks } = readJson('catalogues/checks.json');
const indicators = new Map(readJson('catalogues/indicators.json').indicators.map((it) => [it.code, it]));
const failed = (figures) => failing(checks, indicators, figures).map(({ check, aspect }) => (aspect ? `${check}/${aspect}` : check));

const examples = [
  ['nothing said, nothing wrong', {}, []],
  ['fewer affected than dead', { A01007: { value: 1 }, A01008: { value: 2 } }, ['A01-07-08']],
  ['unknown dead are not compared', { A01007: { value: 1 }, A01008: { unknown: true } }, []],
  ['a single number stands against both of a stock', { A01007: { value: 10 }, A01012: { instant: 9, cumulative: 12 } }, ['A01-07-12/cumulative']],
  ['one aspect alone is compared alone', { A01007: { value: 10 }, A01012: { instant: 12 } }, ['A01-07-12/instant']],
  ['a sum must be met exactly', { A01013: { instant: 5, cumulative: 9 }, A01014: { instant: 2, cumulative: 4 }, A01015: { instant: 3, cumulative: 4 } }, ['A01-13-SUM/cumulative']],
  ['known parts must not exceed the whole', { A01058: { value: 10 }, A01059: { value: 6.5 }, A01060: { value: 3.51 } }, ['A01-58-SUM']],
  ['known parts may stay below the whole', { A01058: { value: 10 }, A01059: { value: 6.5 }, A01060: { value: 3.5 } }, []],
  ['parts without the whole are not judged', { A01059: { value: 6.5 } }, []],
  ['hundredths are exact', { A01058: { value: 0.3 }, A01059: { value: 0.1 }, A01060: { value: 0.2 }, A01061: { value: 0 }, A01062: { value: 0 }, A01063: { value: 0 }, A01064: { value: 0 } }, []],
  ['three groups of people do not overlap', { A01007: { value: 10 }, A01012: { instant: 4, cumulative: 10 }, A01013: { instant: 4, cumulative: 10 }, A01017: { instant: 4, cumulative: 10 } }, ['L-DISJOINT/instant']],
  ['more shelters than people in them', { A01014: { instant: 1, cumulative: 8 }, A01016: { instant: 2, cumulative: 2 } }, ['A01-14-16/instant']],
];

for (const [name, figures, expected] of examples) {
  test(name, () => assert.deepEqual(failed(figures), expected));
}
