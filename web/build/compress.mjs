// Puts a gzipped copy beside each text file of the build, so that the server never compresses one itself.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const TEXT = /\.(html|js|css|svg|json|txt|wasm|webmanifest)$/;
const LEAST = 1024; // below this the headers cost more than the compression saves

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !TEXT.test(entry.name)) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const plain = readFileSync(path);
  if (plain.length >= LEAST) writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
}
