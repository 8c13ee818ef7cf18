// A chain of versions as one statement that grows: an update by telephone names only what changed, and what it does not
// name still stands. The same rules as the server's (report.cpp, figures.cpp).
import { differences, type Difference } from "@/catalogue/diff";
import { qualifierOf } from "@/catalogue/answer";
import type { Figure, Figures, Version } from "@/wire/types";

/** Whether a version states figures of its own; a return and a withdrawal repeat what they are about. */
export const states = (version: Pick<Version, "kind">): boolean => version.kind === "submission" || version.kind === "correction";

/** A stock's two numbers, each with its own word: what was not asked again keeps its own. */
function numberByNumber(before: Figure, figure: Figure): Figure {
  const { qualifier: _all, qualifiers: _each, ...stated } = figure;
  const each = (["instant", "cumulative"] as const).flatMap((aspect) => {
    const from = figure[aspect] === undefined ? before : figure;
    return from[aspect] === undefined ? [] : [{ aspect, value: from[aspect], word: qualifierOf(from, aspect) }];
  });
  if (each.length === 0) return figure;
  const words = each.filter((one) => one.word !== undefined).map((one) => [one.aspect, one.word!] as const);
  return { ...stated, ...Object.fromEntries(each.map((one) => [one.aspect, one.value])), ...(words.length > 0 && { qualifiers: Object.fromEntries(words) }) };
}

/** What stands once a statement was put over it, number by number. */
export function overlay(standing: Figures, stated: Figures): Figures {
  const later = Object.entries(stated).map(([code, figure]) => {
    const before = standing[code];
    if (figure.unknown || !before) return [code, figure] as const;
    return [code, numberByNumber(before, figure)] as const;
  });
  return { ...standing, ...Object.fromEntries(later) };
}

/**
 * What each version changed in what the chain states, by version number. `versions` are in order; where earlier ones are
 * not known here, only what can be compared is told.
 */
export function changesOf(versions: readonly Version[]): ReadonlyMap<number, readonly Difference[]> {
  const changes = new Map<number, readonly Difference[]>();
  let settled: Figures = {};
  let standing: Figures = {};
  let whole = true;
  let last = 0;
  for (const version of versions) {
    whole &&= version.version === last + 1;
    last = version.version;
    if (!states(version)) {
      changes.set(version.version, []);
      continue;
    }
    // A correction stands in the place of what it corrects.
    if (version.kind === "submission") settled = standing;
    const next = overlay(settled, version.figures);
    const told = differences(standing, next);
    changes.set(version.version, whole ? told : told.filter((one) => one.before !== undefined));
    standing = next;
  }
  return changes;
}
