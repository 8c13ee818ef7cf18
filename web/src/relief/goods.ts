// Goods by a decided list: which article meets which need, and who is to get how much.
import type { Role } from "@/wire/types";
import type { Standards } from "@/wire/gates";
import type { GoodsRow } from "@/wire/reliefGoods";
import type { NeedKind } from "@/wire/relief";

/** Who hands goods out by a list. */
export const GOODS_HANDERS: readonly Role[] = ["township_clerk", "county_duty"];

export const kindOf = (needs: Standards["needs"], item: string): NeedKind | undefined => needs.find((one) => one.items.includes(item))?.code;

interface SourceLine {
  readonly item: string;
  readonly left: number;
}
/** How much each household gets of each line. */
export type Shares = Readonly<Record<string, readonly (number | undefined)[]>>;

/** Households that still need something one of these lines meets. */
export function waiting(rows: readonly GoodsRow[], lines: readonly SourceLine[], needs: Standards["needs"]): readonly GoodsRow[] {
  const kinds = new Set(lines.map((line) => kindOf(needs, line.item)));
  return rows.filter((row) => row.decided_fen !== null && row.needs.some((need) => need.left > 0 && kinds.has(need.kind)));
}

/**
 * What is needed and counted, household by household as far as the goods reach; of several articles of a kind the first
 * goes first. What is reckoned in money is left to whoever hands out.
 */
export function proposed(rows: readonly GoodsRow[], lines: readonly SourceLine[], needs: Standards["needs"]): Shares {
  const left = lines.map((line) => line.left);
  return Object.fromEntries(waiting(rows, lines, needs).map((row) => {
    const open = new Map(row.needs.filter((need) => need.counted).map((need) => [need.kind, need.left]));
    const got = lines.map((line, at) => {
      const kind = kindOf(needs, line.item);
      const wanted = kind === undefined ? undefined : open.get(kind);
      if (kind === undefined || wanted === undefined) return undefined;
      const share = Math.min(wanted, left[at]!);
      open.set(kind, wanted - share);
      left[at]! -= share;
      return share || undefined;
    });
    return [row.household, got];
  }));
}

/** Of each line, what all households get together. */
export const givenOf = (shares: Shares, lines: readonly SourceLine[]): readonly number[] =>
  lines.map((_, at) => Object.values(shares).reduce((sum, got) => sum + (got[at] ?? 0), 0));
