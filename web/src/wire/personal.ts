// Personal data on the wire: the keys that seal them, and who looked.
import type { Role, Text } from "./types";

export interface KeyStep {
  readonly account: string;
  readonly name: string;
  readonly at: string;
  readonly seq: number;
}

export interface PersonalKey {
  readonly owner: string;
  readonly title: string;
  readonly key_id: string;
  readonly state: "in_use" | "destruction_proposed" | "destroyed";
  readonly division: string;
  readonly reason?: string;
  readonly proposed?: KeyStep;
  readonly destroyed?: KeyStep;
  /** Why it may not be destroyed yet. */
  readonly still_needed?: Text;
  readonly version: number;
}

export interface Reveal {
  readonly seq: number;
  readonly at: string;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly division: string;
  readonly record: string;
  readonly fields: readonly string[];
  readonly purpose: string;
}

type KeyChange = { readonly command_id: string; readonly owner: string; readonly expected_version: number };
type OneKey = { readonly key: PersonalKey };

export interface PersonalOperations {
  "key.list": [object, { keys: PersonalKey[] }];
  "key.propose_destruction": [KeyChange & { reason: string }, OneKey];
  "key.withdraw_destruction": [KeyChange & { reason: string }, OneKey];
  "key.destroy": [KeyChange, OneKey];
  "personal.list": [{ before?: number }, { reveals: Reveal[] }];
}
