// The rows of the stock table, under their place or under their item.
import type { StockRow } from "@/wire/supplies";
import { byExpiry } from "./expiry";

export type Grouping = "item" | "place";

export interface Group<R extends StockRow = StockRow> {
  readonly key: string;
  /** The place or the item that the rows have in common. */
  readonly of: string;
  readonly exercise: boolean;
  readonly rows: readonly R[];
  /** Only of one item: pieces of different things do not add up. */
  readonly quantity: number | undefined;
  readonly held: number | undefined;
  readonly earliestExpiry: string | null;
}

/** What is on paper only never stands in one sum with real goods. Rows that are used up are left out. */
export function grouped<R extends StockRow>(rows: Iterable<R>, by: Grouping, nameOf: (code: string) => string): Group<R>[] {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    if (row.quantity === 0) continue;
    const key = `${row[by]}${row.exercise ? "/exercise" : ""}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const other = by === "item" ? "place" : "item";
  const named = (a: string, b: string): number => nameOf(a).localeCompare(nameOf(b), "zh");
  return [...groups].map(([key, members]) => groupOf(key, by, members.sort((a, b) => named(a[other], b[other]))))
    .sort((a, b) => Number(a.exercise) - Number(b.exercise) || named(a.of, b.of));
}

function groupOf<R extends StockRow>(key: string, by: Grouping, rows: readonly R[]): Group<R> {
  const sum = (of: "quantity" | "held"): number | undefined =>
    by === "item" ? rows.reduce((all, row) => all + row[of], 0) : undefined;
  const [earliestExpiry = null] = rows.map((row) => row.earliest_expiry).sort(byExpiry);
  return { key, of: rows[0]![by], exercise: rows[0]!.exercise, rows, quantity: sum("quantity"), held: sum("held"), earliestExpiry };
}
