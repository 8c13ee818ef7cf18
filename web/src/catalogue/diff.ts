// What changed between two versions of a report: the first thing a reader wants to see.
import type { Aspect, Figure, Figures } from "@/wire/types";
import { numberOf, qualifierOf } from "./answer";

export interface Difference {
  readonly code: string;
  readonly aspect: Aspect;
  readonly before: Figure | undefined;
  readonly after: Figure | undefined;
  /** After less before, when both are numbers. */
  readonly by: number | undefined;
}

const same = (a: Figure | undefined, b: Figure | undefined, aspect: Aspect): boolean =>
  numberOf(a, aspect) === numberOf(b, aspect) && Boolean(a?.unknown) === Boolean(b?.unknown) &&
  a?.text === b?.text && qualifierOf(a, aspect) === qualifierOf(b, aspect) && (a === undefined) === (b === undefined);

function aspectsIn(...figures: readonly (Figure | undefined)[]): Aspect[] {
  const stock = (["instant", "cumulative"] as const).filter((aspect) => figures.some((one) => one?.[aspect] !== undefined));
  return stock.length > 0 ? [...stock] : ["single"];
}

/** Differences by code, in the order of the form. */
export function differences(before: Figures, after: Figures): Difference[] {
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return codes.flatMap((code) =>
    aspectsIn(before[code], after[code])
      .filter((aspect) => !same(before[code], after[code], aspect))
      .map((aspect) => {
        const [a, b] = [numberOf(before[code], aspect), numberOf(after[code], aspect)];
        const by = a === undefined || b === undefined ? undefined : Math.round((b - a) * 100) / 100;
        return { code, aspect, before: before[code], after: after[code], by };
      }),
  );
}
