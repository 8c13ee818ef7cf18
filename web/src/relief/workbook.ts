// A clerk's workbook (xlsx, as WPS and Excel write it) as the same grid that a pasted table gives.
import { clean, decode, readGrid, type Grid } from "./table";

/** Larger ones are no list of a township; they would hold the page up. */
export const LARGEST_BYTES = 20_000_000;

const two = (number: number): string => String(number).padStart(2, "0");

/** A cell in words. Identity numbers typed as numbers have lost their last digits already, which the check digit shows. */
function words(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return `${cell.getUTCFullYear()}-${two(cell.getUTCMonth() + 1)}-${two(cell.getUTCDate())}`;
  return clean(String(cell));
}

/** Whether bytes are a workbook: a zip, which no text begins like. */
export const isWorkbook = (bytes: ArrayBuffer): boolean => {
  const head = new Uint8Array(bytes.slice(0, 4));
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
};

/** Whether bytes are a workbook of before 2007 (xls), which has to be saved anew. */
export const isOldWorkbook = (bytes: ArrayBuffer): boolean => {
  const head = new Uint8Array(bytes.slice(0, 4));
  return head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0;
};

/** The first sheet. Throws when the file is damaged or locked with a password. */
export async function readWorkbook(bytes: ArrayBuffer): Promise<Grid> {
  const { readSheet } = await import("read-excel-file/universal");
  const rows = await readSheet(bytes);
  return rows.map((row) => row.map(words));
}

/** A clerk's table from whatever file it is in, or why it cannot be read. */
export async function readTable(file: File): Promise<Grid | "large" | "old" | "damaged"> {
  if (file.size > LARGEST_BYTES) return "large";
  const bytes = await file.arrayBuffer();
  if (isOldWorkbook(bytes)) return "old";
  if (!isWorkbook(bytes)) return readGrid(decode(bytes));
  return readWorkbook(bytes).catch(() => "damaged" as const);
}
