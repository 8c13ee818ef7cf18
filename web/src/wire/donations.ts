// Donations on the wire: what those who work with them see, and what the public reads.
import type { NewBatch, Spot } from "./supplies";
import type { Actor, Text } from "./types";

export type DonorKind = "person" | "organisation";

export interface Earmark {
  readonly text: string | null;
  readonly incident: string | null;
  readonly division: string | null;
}

export interface Gift {
  readonly item: string;
  readonly quantity: number;
  readonly batch: string;
  readonly label: string;
  /** Where it is by now; adds up to the quantity. */
  readonly where: readonly (Spot & { readonly quantity: number })[];
}

export interface Donation {
  readonly donation: string;
  readonly version: number;
  readonly number: string;
  readonly state: "received" | "withdrawn";
  readonly place: string;
  readonly division: string;
  readonly movement: string;
  readonly received_at: string;
  readonly exercise: boolean;
  /** Name and phone are masked. */
  readonly donor: {
    readonly kind: DonorKind; readonly shown_as: string | null; readonly name: string | null; readonly phone: string | null;
  };
  readonly earmark: Earmark;
  readonly deed: string | null;
  readonly note: string | null;
  readonly gifts: readonly Gift[];
  readonly exceptions: readonly {
    readonly incident: string | null; readonly division: string; readonly reason: string; readonly at: string; readonly by: Actor;
  }[];
  readonly correction: { readonly reason: string; readonly at: string; readonly by: Actor } | null;
}

/** What the public reads of a donation. */
export interface PublicDonation {
  readonly number: string;
  readonly received_on: string;
  /** Nothing: the donor wants no name shown. */
  readonly donor: string | null;
  /** Incident and division by their names. */
  readonly earmark: Earmark;
  readonly gifts: readonly {
    readonly name: Text;
    readonly unit: Text;
    readonly quantity: number;
    readonly where: readonly { readonly kind: string; readonly division: string; readonly quantity: number }[];
  }[];
  readonly exceptions: readonly { readonly on: string; readonly division: string }[];
}

export interface DonorWords {
  readonly kind: DonorKind;
  readonly shown_as: string | null;
  /** Left out: what is recorded stays. */
  readonly contact?: { readonly name: string; readonly phone: string | null } | null;
}

interface Command {
  readonly command_id: string;
}
type DonationChange = Command & { readonly donation: string; readonly expected_version: number; readonly reason: string };
type OneDonation = { readonly donation: Donation };

export interface DonationOperations {
  "donation.register": [
    Command & {
      readonly place: string; readonly occurred_at: string; readonly exercise: boolean; readonly donor: DonorWords;
      readonly earmark: Earmark | null; readonly deed: string | null; readonly note: string | null;
      readonly lines: readonly {
        readonly item: string; readonly quantity: number; readonly bin?: string; readonly new_batch: Omit<NewBatch, "origin">;
      }[];
    }, OneDonation,
  ];
  "donation.correct": [
    DonationChange & { donor: DonorWords; earmark: Earmark | null; deed: string | null; note: string | null }, OneDonation,
  ];
  "donation.except": [DonationChange & { division: string; incident: string | null }, OneDonation];
  "donation.reveal": [
    Command & { donation: string; purpose: string }, { revealed: { name: string | null; phone: string | null } | null },
  ];
  "donation.list": [{ before?: number }, { donations: Donation[]; next: number | null; seq: number }];
  "donation.public": [{ before?: number }, { donations: PublicDonation[]; next: number | null }];
}
