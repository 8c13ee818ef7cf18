// Boundary files that an administrator tries and adopts.
import type { Text, Level } from "./types";

export type WebDatum = "gcj02" | "bd09";

export interface BoundaryFinding extends Text {
  readonly severity: "note" | "warning" | "error";
  readonly code: string;
  /** Counted from 0 in the file's order; nothing for the whole file. */
  readonly feature?: number;
  readonly remedy_zh: string;
  readonly remedy_en: string;
}

export interface CrsCandidate extends Text {
  readonly crs: { readonly epsg: number; readonly swapped: boolean };
}

export interface BoundaryReport {
  readonly format: string;
  readonly features_read: number;
  readonly features_accepted: number;
  readonly findings: readonly BoundaryFinding[];
  readonly columns: readonly string[];
  readonly fields: { readonly code: string; readonly name: string };
  readonly crs_name: string;
  /** Not empty: nothing is accepted before a person chose one. */
  readonly crs_candidates: readonly CrsCandidate[];
  readonly offset_doubt?: { readonly datum: WebDatum; readonly offset_m: number };
}

export interface BoundaryAnswer {
  readonly adopted: boolean;
  readonly dry_run: boolean;
  readonly unchanged: boolean;
  /** Of the layer that it would be or is; nothing when the file cannot be adopted. */
  readonly version: string | null;
  readonly report: BoundaryReport;
}

export interface BoundaryOperations {
  "boundaries.import": [
    {
      blob: string; level: Level; source: string; dry_run: boolean; schematic?: boolean; epsg?: number; swapped?: boolean; undo?: WebDatum; repair?: boolean;
      code_field?: string; name_field?: string;
    },
    BoundaryAnswer,
  ];
}
