// Fetches both descriptions from the running server at ANLAN_URL and lints them: OpenAPI with Redocly, AsyncAPI with its
// own parser. Every error and warning is a failure.
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Parser } from "@asyncapi/parser";

const base = process.env.ANLAN_URL;
const here = dirname(fileURLToPath(import.meta.url));
const text = async (path) => {
  const answer = await fetch(base + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
};

const folder = mkdtempSync(join(tmpdir(), "anlan-api-"));
writeFileSync(join(folder, "openapi.json"), await text("/api/openapi.json"));
let failed = 0;
try {
  execFileSync(join(here, "node_modules/.bin/redocly"), ["lint", join(folder, "openapi.json"), "--config", join(here, "redocly.yaml"), "--max-problems", "20"], {
    stdio: "inherit",
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
} catch {
  failed += 1;
}

const diagnostics = await new Parser().validate(await text("/api/asyncapi.json"));
// The parser suggests the newest minor version of the specification; 3.0.0 is what we promise.
const faults = diagnostics.filter((each) => each.severity <= 1 && each.code !== "asyncapi-latest-version");
for (const fault of faults.slice(0, 20)) console.error(`asyncapi ${fault.path.join("/")}: ${fault.message}`);
failed += faults.length > 0 ? 1 : 0;
console.log(`${2 - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
