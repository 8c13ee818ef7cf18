import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import en from "./en.json";
import zh from "./zh.json";

const keys = (value: object, at = ""): string[] =>
  Object.entries(value).flatMap(([key, one]) => (typeof one === "string" ? [`${at}${key}`] : keys(one as object, `${at}${key}.`)));
const read = (value: unknown, path: string): string => path.split(".").reduce((one, key) => (one as Record<string, unknown>)[key], value) as string;
const slots = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1]!).sort();

const src = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((one) => /\.(vue|ts)$/.test(one) && !one.endsWith(".test.ts"));
const code = files.map((one) => readFileSync(`${src}/${one}`, "utf8")).join("\n");

describe("the two languages", () => {
  it("have the same keys", () => expect(keys(en).sort()).toEqual(keys(zh).sort()));

  it("have the same slots in each string", () => {
    const differ = keys(zh).filter((key) => slots(read(zh, key)).join() !== slots(read(en, key)).join());
    expect(differ).toEqual([]);
  });

  it("know every key that the pages name", () => {
    const known = new Set(keys(zh));
    const named = [...code.matchAll(/\bt\(\s*"([\w.-]+)"/g)].map((one) => one[1]!);
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });
});
