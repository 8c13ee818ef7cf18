// A list of another office, read from its table only as far as people can be compared by it: numbers, and of village
// cadres the door and the relatives. Nothing of it is kept in this browser.
import type { OutsideKind, OutsideRow } from "@/wire/supervision";
import { findHead, guess, type Field, type Grid } from "./table";

export const OUTSIDE_KINDS: readonly OutsideKind[] = ["deaths", "prisoners", "payroll", "vehicles", "businesses", "homes", "programme", "cadres"];

export interface ReadOutside {
  readonly rows: readonly OutsideRow[];
  /** Which columns were understood. */
  readonly columns: readonly ("id_number" | "village" | "address" | "kin")[];
  /** Rows whose village no list of divisions knows; they are compared by number alone. */
  readonly strangers: number;
}

const kinColumn = (headers: readonly string[]): number => headers.findIndex((one) => /亲属/.test(one));

/** `villageOf`: the code of a village by what the table calls it. */
export function readOutside(grid: Grid, kind: OutsideKind, villageOf: (name: string) => string | undefined): ReadOutside {
  const head = findHead(grid);
  const fields = guess(head.headers);
  const at = (field: Field): number => fields.indexOf(field);
  const [id, village, address, kin] = [at("id_number"), at("village"), at("address"), kinColumn(head.headers)];
  const cadres = kind === "cadres";
  let strangers = 0;
  const rows = grid.slice(head.first).flatMap((cells, index): OutsideRow[] => {
    const cell = (column: number): string | null => (column < 0 ? null : cells[column] || null);
    const of = { row: head.first + index + 1, id_number: cell(id) };
    if (!cadres) return of.id_number ? [of] : [];
    const place = villageOf(cell(village) ?? "");
    if (!place) strangers += 1;
    const whole = { ...of, ...(place ? { village: place, kin: cell(kin) } : {}), address: cell(address) };
    return whole.id_number || whole.address || (place && whole.kin) ? [whole] : [];
  });
  const columns = ([["id_number", id], ["village", cadres ? village : -1], ["address", cadres ? address : -1], ["kin", cadres ? kin : -1]] as const)
    .filter(([, column]) => column >= 0).map(([name]) => name);
  return { rows, columns, strangers: cadres ? strangers : 0 };
}
