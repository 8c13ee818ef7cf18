// What a code is that somebody scanned or typed: one of our piles, one of our papers, or something else's.
import { byLastDigits } from "@/stock/choose";
import type { Waybill } from "@/wire/papers";
import type { BatchRow } from "@/wire/supplies";

export type Reading =
  | { readonly is: "piles"; readonly piles: readonly BatchRow[] }
  | { readonly is: "waybill"; readonly waybill: Waybill }
  /** A number of ours by its shape, of nothing that this store knows. */
  | { readonly is: "unknown"; readonly digits: string }
  | { readonly is: "link"; readonly host: string }
  | { readonly is: "product"; readonly digits: string }
  | { readonly is: "text"; readonly text: string };

export interface KnownThings {
  readonly piles: readonly BatchRow[];
  readonly waybills: readonly Waybill[];
}

const MOST_SHOWN = 24;

/** Papers and labels of ours carry the bare number, or a link of this server that ends with it. */
function numberIn(text: string, origin: string): string | undefined {
  if (/^\d{4,8}$/.test(text)) return text;
  if (!text.startsWith(`${origin}/`)) return undefined;
  return /[/=#](\d{6}|\d{8})$/.exec(text)?.[1];
}

/** `origin` is this server's own address: only its links are ours. */
export function readCode(scanned: string, { piles, waybills }: KnownThings, origin: string): Reading {
  const text = scanned.normalize("NFKC").trim();
  const digits = numberIn(text.replace(/\s/g, ""), origin);
  if (digits !== undefined) {
    const fitting = byLastDigits(piles, digits);
    if (fitting.length > 0) return { is: "piles", piles: fitting };
    const waybill = waybills.find((one) => one.number === digits || (digits.length === 4 && one.number.endsWith(digits)));
    return waybill ? { is: "waybill", waybill } : { is: "unknown", digits };
  }
  if (/^\d{12,14}$/.test(text)) return { is: "product", digits: text };
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return { is: "link", host: URL.canParse(text) ? new URL(text).host || new URL(text).protocol.slice(0, -1) : text.slice(0, MOST_SHOWN) };
  return { is: "text", text: text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text };
}
