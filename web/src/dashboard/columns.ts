// The numbers a duty room looks at first, as tiles and as columns.
import type { Node } from "@/live/state";
import type { Aspect, Cell } from "@/wire/types";

export interface Column {
  /** Key of its words. */
  readonly key: string;
  readonly cells: readonly { readonly code: string; readonly aspect: Aspect }[];
  /** How many of them a row of the table has room for. */
  readonly inTable: number;
}

export const COLUMNS: readonly Column[] = [
  { key: "affected", inTable: 1, cells: [{ code: "A01007", aspect: "single" }] },
  { key: "dead", inTable: 2, cells: [{ code: "A01008", aspect: "single" }, { code: "A01009", aspect: "single" }] },
  { key: "relocated", inTable: 2, cells: [{ code: "A01013", aspect: "instant" }, { code: "A01013", aspect: "cumulative" }] },
  { key: "need", inTable: 1, cells: [{ code: "A01017", aspect: "instant" }, { code: "A01017", aspect: "cumulative" }] },
  { key: "houses", inTable: 2, cells: [{ code: "A01021", aspect: "single" }, { code: "A01024", aspect: "single" }, { code: "A01027", aspect: "single" }] },
  { key: "loss", inTable: 1, cells: [{ code: "A01058", aspect: "single" }] },
];

export const cellOf = (node: Node | undefined, code: string, aspect: Aspect): Cell | undefined => node?.cells[code]?.[aspect];

/** What a cell shows: a number, a number with unknown parts, an honest "unknown", or nothing reported. */
export type Showing =
  | { readonly kind: "absent" }
  | { readonly kind: "unknown" }
  | { readonly kind: "number"; readonly value: number; readonly open: boolean; readonly estimated: boolean };

export function showing(cell: Cell | undefined): Showing {
  if (!cell) return { kind: "absent" };
  if (typeof cell.total === "number") return { kind: "number", value: cell.total, open: cell.own === null && cell.unknown > 0, estimated: cell.estimated };
  return cell.unknown > 0 ? { kind: "unknown" } : { kind: "absent" };
}

/** What the units below add up to, where it is more than the node's own figure that counts instead of it. */
export function moreBelow(cell: Cell | undefined): number | undefined {
  return typeof cell?.own === "number" && typeof cell.below === "number" && cell.below > cell.own ? cell.below : undefined;
}

/** Whether anything at all is known of the node: its own report, or one below. */
export const hasReports = (node: Node | undefined): boolean => node !== undefined && (node.reported || node.received > 0);
