// What the tests share: reading a file of this folder, and a strict draft-07 validator for one of its schemas.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

export const readText = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
export const readJson = (path) => JSON.parse(readText(path));

export function validator(name) {
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
  return ajv.compile(readJson(`schemas/${name}.schema.json`));
}
