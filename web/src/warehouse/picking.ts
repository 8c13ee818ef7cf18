// What to take from which pile for a release order: first expired, first out, as the server would say it; so that the
// keeper goes on picking without a line. The server looks again when the waybill reaches it.
import { allows, firstOut, free, type Use } from "@/stock/choose";
import type { Owed } from "@/stock/papers";
import type { Release } from "@/wire/papers";
import type { BatchRow } from "@/wire/supplies";

export interface PickLine {
  readonly row: BatchRow;
  /** What was proposed, in base units; 0 for a pile somebody chose himself. */
  readonly proposed: number;
}

export interface PickList {
  readonly lines: readonly PickLine[];
  readonly short: readonly { readonly item: string; readonly quantity: number }[];
}

const useOf = ({ to, incident }: Pick<Release, "to" | "incident">): Use => ({ division: to.division, incident });

/** In walking order: by bin, then by label. */
export function pickList(owed: readonly Owed[], piles: readonly BatchRow[], release: Pick<Release, "to" | "incident" | "exercise">, today: string): PickList {
  const lines: PickLine[] = [];
  const short: { item: string; quantity: number }[] = [];
  const fit = firstOut(piles.filter((row) => row.exercise === release.exercise && allows(row, useOf(release))), today);
  for (const { item, left } of owed) {
    let wanted = left;
    for (const row of fit) {
      if (row.item !== item || wanted === 0) continue;
      const proposed = Math.min(wanted, free(row));
      lines.push({ row, proposed });
      wanted -= proposed;
    }
    if (wanted > 0) short.push({ item, quantity: wanted });
  }
  lines.sort((a, b) => a.row.bin.localeCompare(b.row.bin, "zh", { numeric: true }) || a.row.label.localeCompare(b.row.label));
  return { lines, short };
}

export type Match =
  | { readonly is: "line"; readonly line: PickLine }
  /** Wanted goods, but a pile that is not on the list: `first` should go before it. */
  | { readonly is: "other-pile"; readonly row: BatchRow; readonly first: BatchRow | undefined }
  | { readonly is: "not-wanted"; readonly row: BatchRow }
  /** Given for something else. */
  | { readonly is: "bound"; readonly row: BatchRow }
  | { readonly is: "used-up" | "expired"; readonly row: BatchRow };

/** What a scanned or typed pile is to this pick list. */
export function matchPick(list: PickList, row: BatchRow, release: Pick<Release, "to" | "incident">, today: string): Match {
  const line = list.lines.find((one) => one.row.batch === row.batch && one.row.bin === row.bin);
  if (line) return { is: "line", line };
  const ofItem = list.lines.filter((one) => one.row.item === row.item);
  if (ofItem.length === 0) return { is: "not-wanted", row };
  if (!allows(row, useOf(release))) return { is: "bound", row };
  if (row.expires_on !== null && row.expires_on < today) return { is: "expired", row };
  if (free(row) <= 0) return { is: "used-up", row };
  return { is: "other-pile", row, first: firstOut(ofItem.map((one) => one.row), today)[0] };
}
