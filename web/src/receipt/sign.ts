// Signing with this telephone's own key. `crypto.subtle` is missing on plain-http pages, which a county's LAN serves.
import { ed25519 } from "@noble/curves/ed25519";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils";
import { uuid } from "@/api/uuid";
import { toWire } from "@/format/time";
import { canonicalText } from "./canonical";
import type { Counted, Signed } from "./types";

export const newSecret = (): string => bytesToHex(ed25519.utils.randomPrivateKey());

export interface Statement {
  readonly waybill: string;
  readonly lines: readonly Counted[];
  readonly note: string;
  readonly photo: string | null;
  readonly name: string;
}

export function signReceipt(secret: string, said: Statement, now: number): Signed {
  const salt = bytesToHex(crypto.getRandomValues(new Uint8Array(16)));
  const unsigned = { ...said, receipt: uuid(), salt, signed_at: toWire(now) };
  const signature = ed25519.sign(utf8ToBytes(canonicalText(unsigned)), hexToBytes(secret));
  return {
    ...unsigned, command_id: uuid(),
    public_key: bytesToHex(ed25519.getPublicKey(hexToBytes(secret))), signature: bytesToHex(signature),
  };
}
