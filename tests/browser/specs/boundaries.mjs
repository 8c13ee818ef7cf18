// An administrator replaces the borders of a level: what is wrong with a file is said, and what it does not say is asked.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Officer } from "../driver.mjs";
import { test } from "../helper.mjs";

const counties = JSON.parse(readFileSync(new URL("../../../data/jiaozuo/boundaries/county.geojson", import.meta.url), "utf8"));
const file = (name, value) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(JSON.stringify(value)) });
const told = (change) => ({ ...counties, features: counties.features.map(change) });

/** Degrees as a surveyor's metres: CGCS2000 / 3-degree Gauss-Kruger zone 38 (EPSG:4526), to the centimetre. */
function metres([lon, lat]) {
  const [a, f, rad] = [6378137, 1 / 298.257222101, Math.PI / 180];
  const e2 = f * (2 - f);
  const ep2 = e2 / (1 - e2);
  const phi = lat * rad;
  const [s, c, t] = [Math.sin(phi), Math.cos(phi), Math.tan(phi) ** 2];
  const n = a / Math.sqrt(1 - e2 * s * s);
  const g = ep2 * c * c;
  const d = (lon - 114) * rad * c;
  const m = a * ((1 - e2 / 4 - (3 * e2 ** 2) / 64 - (5 * e2 ** 3) / 256) * phi - ((3 * e2) / 8 + (3 * e2 ** 2) / 32 + (45 * e2 ** 3) / 1024) * Math.sin(2 * phi)
    + ((15 * e2 ** 2) / 256 + (45 * e2 ** 3) / 1024) * Math.sin(4 * phi) - ((35 * e2 ** 3) / 3072) * Math.sin(6 * phi));
  const east = n * (d + ((1 - t + g) * d ** 3) / 6 + ((5 - 18 * t + t * t + 72 * g - 58 * ep2) * d ** 5) / 120);
  const north = m + n * Math.tan(phi) * (d ** 2 / 2 + ((5 - t + 9 * g + 4 * g * g) * d ** 4) / 24);
  return [38_500_000 + east, north];
}
const surveyed = (coordinates) => (typeof coordinates[0] === "number" ? metres(coordinates) : coordinates.map(surveyed));

test("a boundary file is tried, its faults are told, its coordinates are asked for, and it is adopted", async ({ seat }) => {
  const manager = new Officer(await seat());
  await manager.signIn("manager", "/admin");
  await manager.phase("live");
  await manager.at_("boundaries-import").click();
  await manager.at_("boundary-file").setInputFiles(file("县界.shp", {}));
  await manager.at_("boundary-fault").waitFor();

  await manager.at_("boundary-level").selectOption("county");
  await manager.at_("boundary-source").fill("测试用县界");
  const strange = told((one, at) => (at === 0 ? { ...one, properties: { ...one.properties, code: "419999000000" } } : one));
  await manager.at_("boundary-file").setInputFiles(file("县界.geojson", strange));
  await manager.at_("boundary-try").click();
  await manager.at_("boundary-refused").waitFor();
  await manager.see("区划库中没有代码 419999000000");
  assert.equal(await manager.at_("boundary-adopt").count(), 0);
  const box = await manager.at_("boundary-report").boundingBox();
  assert.ok(box.y >= 0 && box.y < 768, "the report is brought into sight");
  await manager.picture("boundaries-refused-1366");

  const plane = told((one) => ({ ...one, geometry: { ...one.geometry, coordinates: surveyed(one.geometry.coordinates) } }));
  await manager.at_("boundary-file").setInputFiles(file("县界.geojson", plane));
  await manager.at_("boundary-try").click();
  await manager.at_("boundary-crs").waitFor();
  await manager.picture("boundaries-crs-1366");
  await manager.at_("boundary-crs").locator('input[value="4526"]').check();
  await manager.at_("boundary-try").click();
  await manager.at_("boundary-ready").waitFor();
  await manager.picture("boundaries-ready-1366");
  await manager.at_("boundary-adopt").click();
  await manager.at_("boundary-adopted").waitFor();
  await manager.at_("layer-county").getByText("测试用县界").waitFor();
});

test("the boundary page fits a phone", async ({ seat }) => {
  const manager = new Officer(await seat({ width: 390, height: 844, theme: "night" }));
  await manager.signIn("manager", "/admin");
  await manager.at_("boundaries-import").click();
  await manager.at_("boundary-file").setInputFiles(file("县界.geojson", counties));
  await manager.at_("boundary-level").selectOption("county");
  await manager.at_("boundary-source").fill("随程序提供");
  await manager.at_("boundary-try").click();
  await manager.at_("boundary-report").waitFor();
  await manager.at_("boundary-report").scrollIntoViewIfNeeded();
  await manager.picture("boundaries-390-night");
  assert.ok((await manager.tooWide()) <= 1);
});

test("a border that crosses itself is adopted only when somebody accepts its repair", async ({ seat }) => {
  const manager = new Officer(await seat());
  await manager.signIn("manager", "/admin");
  await manager.phase("live");
  await manager.at_("boundaries-import").click();
  const crossing = told((one, at) => {
    if (at !== 0) return one;
    const [lon, lat] = one.geometry.coordinates.flat(one.geometry.type === "Polygon" ? 1 : 2)[0];
    const ring = [[0, 0], [0.01, 0.01], [0.01, 0], [0, 0.01], [0, 0]].map(([east, north]) => [lon + east, lat + north]);
    return { ...one, geometry: { type: "Polygon", coordinates: [ring] } };
  });
  await manager.at_("boundary-file").setInputFiles(file("县界.geojson", crossing));
  await manager.at_("boundary-level").selectOption("county");
  await manager.at_("boundary-source").fill("测试用自相交县界");
  await manager.at_("boundary-try").click();
  await manager.at_("boundary-refused").waitFor();
  await manager.picture("boundaries-repair-1366");
  await manager.at_("boundary-repair").locator("input").check();
  await manager.at_("boundary-try").click();
  await manager.at_("boundary-ready").waitFor();
});
