// What is due: goods people have to give back, and batches that expire or should be rotated.
export type Urgency = "passed" | "urgent" | "soon" | "planned" | "unlimited";

export interface DueRow {
  readonly kind: "return" | "expiry";
  readonly urgency: Urgency;
  readonly item: string;
  readonly batch: string;
  readonly label: string;
  readonly quantity: number;
  /** Where it lies, or who issued it and takes it back. */
  readonly place: string;
  readonly bins: readonly string[];
  /** Who got it. */
  readonly division: string | null;
  readonly recipient: string | null;
  readonly document: string | null;
  readonly since: string | null;
  readonly due_on: string | null;
  /** Negative once the day is over. */
  readonly days_left: number | null;
}

export interface DueOperations {
  "stock.due": [{ division: string; kind?: DueRow["kind"]; on?: string }, { on: string; rows: readonly DueRow[]; more: number; seq: number }];
}
