// What a device signs. The server builds the same text from what it gets; a vector in tests/vectors keeps them equal.
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import type { Signed } from "./types";

export const sha256Hex = (bytes: Uint8Array | string): string =>
  bytesToHex(sha256(typeof bytes === "string" ? utf8ToBytes(bytes) : bytes));

/** Stands for the name in what is signed, so that the signature outlives the name. */
export const nameDigest = (salt: string, name: string): string => sha256Hex(`${salt}\n${name}`);

export type Unsigned = Omit<Signed, "public_key" | "signature" | "command_id">;

export function canonicalText(receipt: Unsigned): string {
  const head = [
    "anlan receipt 1",
    `receipt ${receipt.receipt}`,
    `waybill ${receipt.waybill}`,
    `signed_at ${receipt.signed_at}`,
    `name ${nameDigest(receipt.salt, receipt.name)}`,
    `photo ${receipt.photo ?? "-"}`,
    `note ${sha256Hex(receipt.note)}`,
  ];
  const lines = receipt.lines.map((one) => `line ${one.line} good ${one.good} damaged ${one.damaged} short ${one.short}`);
  return [...head, ...lines].map((line) => `${line}\n`).join("");
}
