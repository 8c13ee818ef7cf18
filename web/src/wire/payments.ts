// Payments of a decided list on the wire.
import type { PayBy } from "./relief";

export type ReturnReason = "wrong_account" | "name_differs" | "closed_account" | "frozen_account" | "dormant" | "other";
export type LineState = "ready" | "sent" | "paid" | "returned" | "closed";
export interface PaymentLine {
  readonly key: string;
  readonly household: string;
  /** Of the household, wherever it is now. */
  readonly number: number;
  /** How the household is paid now; nothing once it was withdrawn. */
  readonly pay_by: PayBy | null;
  readonly fen: number;
  readonly state: LineState;
  /** How often it was sent. */
  readonly attempt: number;
  readonly returned_for: ReturnReason | null;
  /** It is held: its payee is another than was signed. The household's number and version; null when it may go. */
  readonly payee_changed: { readonly number: number; readonly version: number } | null;
  /** A second person of the county let another payee than the signed one pass. */
  readonly payee_confirmed: boolean;
}
export interface PaymentFile {
  readonly file: string;
  readonly snapshot: string;
  readonly count: number;
  readonly total_fen: number;
  readonly sent_by: string;
  readonly sent_by_name: string;
  readonly sent_at: string;
}
export interface Payments {
  readonly lines: readonly PaymentLine[];
  readonly files: readonly PaymentFile[];
  readonly approved_fen: number;
  readonly paid_fen: number;
  readonly closed_fen: number;
  readonly underway: number;
  readonly returned: number;
}
export interface BankAnswer {
  readonly key: string;
  readonly attempt: number;
  readonly fen: number;
  readonly paid: boolean;
  readonly reason?: ReturnReason | null;
}
