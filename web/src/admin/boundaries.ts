// A boundary file before it is sent, and its report as a person reads it.
import type { BoundaryAnswer, BoundaryFinding } from "@/wire/boundaries";

/** What the server takes at once (blob.put). Larger files are imported on the server's own command line. */
export const MOST_BYTES = 8 * 2 ** 20;

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\.(geojson|json)$/i, "application/geo+json"],
  [/\.zip$/i, "application/zip"],
  [/\.gpkg$/i, "application/geopackage+sqlite3"],
];

/** The media type a file is sent with; what is wrong with it otherwise. A bare .shp lacks its companions. */
export function kindOf(name: string, bytes: number): { readonly type: string } | { readonly fault: "shapefile" | "kind" | "large" } {
  const kind = KINDS.find(([pattern]) => pattern.test(name));
  if (!kind) return { fault: /\.(shp|shx|dbf|prj|cpg)$/i.test(name) ? "shapefile" : "kind" };
  return bytes > MOST_BYTES ? { fault: "large" } : { type: kind[1] };
}

const ORDER = { error: 0, warning: 1, note: 2 } as const;

export interface FindingGroup {
  readonly code: string;
  readonly severity: BoundaryFinding["severity"];
  readonly findings: readonly BoundaryFinding[];
}

/** What is alike together, the gravest first: three hundred shapes with one fault are one line. */
export function grouped(findings: readonly BoundaryFinding[]): FindingGroup[] {
  const groups = new Map<string, BoundaryFinding[]>();
  for (const one of findings) groups.set(one.code, [...(groups.get(one.code) ?? []), one]);
  return [...groups.entries()]
    .map(([code, alike]) => ({ code, severity: alike[0]!.severity, findings: alike }))
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

export type Verdict = "asks" | "refused" | "unchanged" | "ready" | "adopted";

/** What a person can do now: answer the question for the coordinates, mend the file, or adopt it. */
export function verdictOf(answer: BoundaryAnswer): Verdict {
  if (answer.adopted) return "adopted";
  if (answer.report.crs_candidates.length > 0) return "asks";
  if (answer.unchanged) return "unchanged";
  return answer.version === null ? "refused" : "ready";
}
