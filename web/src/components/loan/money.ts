// Money travels in fen and is typed in yuan.

/** "1234.5" → 123450; nothing when it is no amount. */
export function readYuan(typed: string): number | undefined {
  const text = typed.normalize("NFKC").replace(/[\s,，]/g, "");
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : undefined;
}

/** 123450 → "1,234.50". */
export const inYuan = (fen: number): string =>
  (fen / 100).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
