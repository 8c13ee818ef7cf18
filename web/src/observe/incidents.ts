// Which incidents an observation may belong to.
import type { Incident } from "@/wire/types";

/** Digits of a code that name the county. */
const COUNTY = 6;
const isCity = (code: string): boolean => code.endsWith("00000000");

/** Whether the incident has to do with the county of the place; what was seen somewhere in the city may be of any. */
export const reaches = (incident: Incident, division: string): boolean =>
  isCity(division) || incident.area.some((code) => isCity(code) || code.slice(0, COUNTY) === division.slice(0, COUNTY));

/** What a new observation is of when nobody has said: the incident that is looked at, else the first real one; never an
 * exercise, which somebody has to choose, and nothing when there is no real one. `incidents` has the likeliest first. */
export function presumed(incidents: readonly Incident[], lookedAt: string | undefined): string {
  const real = incidents.filter((one) => one.state !== "closed" && !one.exercise);
  return (real.find((one) => one.incident === lookedAt) ?? real[0])?.incident ?? "";
}
