// Loans and requisitions on the wire.
import type { NewBatch } from "./supplies";
import type { Actor } from "./types";

interface Contact {
  readonly name: string | null;
  readonly phone: string | null;
}

export interface LoanLine {
  readonly item: string;
  readonly batch: string;
  readonly label: string;
  readonly bin: string;
  readonly quantity: number;
  readonly returned: number;
  readonly damaged: number;
}

export interface Loan {
  readonly loan: string;
  readonly version: number;
  readonly number: string;
  readonly direction: "lent" | "borrowed";
  readonly place: string;
  readonly division: string;
  readonly unit: string;
  /** Masked. */
  readonly contact: Contact;
  readonly order: string;
  readonly purpose: string;
  readonly due_on: string;
  readonly at: string;
  readonly exercise: boolean;
  readonly by: Actor;
  readonly lines: readonly LoanLine[];
  readonly closing: { readonly reason: string; readonly at: string; readonly by: Actor } | null;
  readonly open: boolean;
  readonly overdue: boolean;
}

export interface TakenThing {
  readonly what: string;
  readonly item: string | null;
  readonly batch: string | null;
  readonly label: string | null;
  readonly bin: string;
  readonly quantity: number;
  /** Fen, of the whole line. */
  readonly value: number;
  readonly returned: number;
  readonly damaged: number;
  readonly consumed: number;
}

export interface Requisition {
  readonly requisition: string;
  readonly version: number;
  readonly number: string;
  readonly state: "held" | "returned" | "owing" | "settled";
  readonly place: string;
  readonly division: string;
  readonly unit: string | null;
  /** Masked. */
  readonly contact: Contact;
  readonly basis: string;
  readonly incident: string | null;
  readonly return_by: string | null;
  readonly at: string;
  readonly exercise: boolean;
  readonly by: Actor;
  readonly lines: readonly TakenThing[];
  readonly due: number | null;
  readonly due_note: string | null;
  readonly payments: readonly { readonly amount: number; readonly document: string; readonly at: string; readonly by: Actor }[];
  readonly paid: number;
  readonly overdue: boolean;
}

type Fresh = Omit<NewBatch, "origin">;
interface Command {
  readonly command_id: string;
}
type Revealed = { revealed: Contact | null };
type LoanChange = Command & { readonly loan: string; readonly expected_version: number };
type RequisitionChange = Command & { readonly requisition: string; readonly expected_version: number };
type Asked = { readonly name: string; readonly phone: string | null } | null;

export interface LoanOperations {
  "loan.open": [
    Command & {
      readonly place: string; readonly direction: "lent" | "borrowed"; readonly unit: string; readonly contact: Asked;
      readonly order: string; readonly purpose: string; readonly due_on: string; readonly occurred_at: string;
      readonly lines: readonly (
        | { readonly batch: string; readonly bin?: string; readonly quantity: number }
        | { readonly item: string; readonly new_batch: Fresh; readonly bin?: string; readonly quantity: number })[];
    }, { loan: Loan },
  ];
  "loan.return": [
    LoanChange & {
      readonly occurred_at: string; readonly note?: string;
      readonly lines: readonly { readonly line: number; readonly quantity: number; readonly damaged: number; readonly bin?: string }[];
    }, { loan: Loan },
  ];
  "loan.close": [LoanChange & { reason: string }, { loan: Loan }];
  "loan.reveal": [Command & { loan: string; purpose: string }, Revealed];
  "loan.list": [{ open_only?: boolean }, { loans: Loan[]; seq: number }];
  "requisition.open": [
    Command & {
      readonly place: string; readonly unit: string | null; readonly contact: Asked; readonly basis: string;
      readonly incident?: string; readonly return_by: string | null; readonly occurred_at: string;
      readonly lines: readonly (
        | { readonly what: string; readonly quantity: number; readonly value: number }
        | { readonly item: string; readonly new_batch: Fresh; readonly bin?: string; readonly quantity: number; readonly value: number })[];
    }, { requisition: Requisition },
  ];
  "requisition.return": [
    RequisitionChange & {
      readonly occurred_at: string; readonly note?: string;
      readonly lines: readonly {
        readonly line: number; readonly returned: number; readonly damaged: number; readonly consumed: number; readonly bin?: string;
      }[];
    }, { requisition: Requisition },
  ];
  "requisition.compensate": [
    RequisitionChange & {
      due?: { amount: number; note: string }; payment?: { amount: number; document: string; at: string };
    }, { requisition: Requisition },
  ];
  "requisition.reveal": [Command & { requisition: string; purpose: string }, Revealed];
  "requisition.list": [{ unsettled_only?: boolean }, { requisitions: Requisition[]; seq: number }];
}
