// A position the way people type it: two boxes of decimal degrees (WGS 84, which CGCS2000 equals to well under a metre).
import type { Picture } from "@/map/areaMap";
import type { Place } from "@/stores/reference";

export interface TypedPoint {
  lon: string;
  lat: string;
}
/** `at` is a position; the others say why there is none (yet). */
export type ReadPoint =
  | { readonly is: "none" }
  | { readonly is: "half" }
  | { readonly is: "wrong" }
  | { readonly is: "at"; readonly lon: number; readonly lat: number };

const MOST_LON = 180;
const MOST_LAT = 90;
/** About a metre: no phone and no finger on a map is more exact. */
const DECIMALS = 5;

function readDegrees(typed: string, most: number): number | undefined {
  const text = typed.normalize("NFKC").replace(/[\s°]/g, "");
  if (!/^-?\d{1,3}(\.\d{1,15})?$/.test(text)) return undefined;
  return Math.abs(Number(text)) <= most ? Number(text) : undefined;
}

export function readPoint(typed: TypedPoint): ReadPoint {
  const [noLon, noLat] = [typed.lon.trim() === "", typed.lat.trim() === ""];
  if (noLon && noLat) return { is: "none" };
  const [lon, lat] = [readDegrees(typed.lon, MOST_LON), readDegrees(typed.lat, MOST_LAT)];
  if ((!noLon && lon === undefined) || (!noLat && lat === undefined)) return { is: "wrong" };
  return lon === undefined || lat === undefined ? { is: "half" } : { is: "at", lon, lat };
}

/** A position measured here, in the boxes. */
export const typedPoint = (lon: number, lat: number): TypedPoint => ({ lon: String(Number(lon.toFixed(DECIMALS))), lat: String(Number(lat.toFixed(DECIMALS))) });

/** A position that is known already, as exact as it was. */
export const knownPoint = (lon: number | null | undefined, lat: number | null | undefined): TypedPoint => ({ lon: String(lon ?? ""), lat: String(lat ?? "") });

/** The bare ground of a unit to tap on: the areas below it with their names; those around it where nothing is below. */
export function groundOf(unit: Place | undefined, below: readonly Place[]): Picture {
  const level = ({ city: "county", county: "township", township: "village", village: "village" } as const)[unit?.level ?? "city"];
  return {
    level, parent: (unit?.level === "village" ? unit.parent : unit?.code) ?? "", bounds: unit?.bbox ?? null, shades: [],
    labels: below.flatMap((one) => (one.center ? [{ code: one.code, at: one.center, name: one.name, value: "" }] : [])),
  };
}
