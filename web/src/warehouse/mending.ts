// Putting a refused command right: the same paper with other quantities, never two of them.
import type { Parcel } from "@/outbox/model";

interface Counted {
  readonly batch?: string;
  readonly item?: string;
  readonly bin?: string;
  readonly quantity: number;
}

/** The lines of a command whose quantities somebody may change; none when it has no such lines. */
export function linesOf(parcel: Parcel): readonly Counted[] {
  const { lines } = parcel.params as { readonly lines?: readonly Partial<Counted>[] };
  return (lines ?? []).every((one) => typeof one.quantity === "number") ? ((lines ?? []) as readonly Counted[]) : [];
}

/** Why the server refused line `at`, out of its problem. */
export const faultOf = (parcel: Parcel, at: number) =>
  parcel.problem?.errors?.find((one) => new RegExp(`^/lines/${at}(/|$)`).test(one.pointer));

/** The parameters to send instead: a line of nothing falls away. Nothing when no line is left. */
export function mended(parcel: Parcel, quantities: readonly number[], commandId: string, version?: number): Parcel["params"] | undefined {
  const params: object = parcel.params;
  const lines = linesOf(parcel).map((one, at) => ({ ...one, quantity: quantities[at] ?? one.quantity })).filter((one) => one.quantity > 0);
  if (linesOf(parcel).length > 0 && lines.length === 0) return undefined;
  return {
    ...params, command_id: commandId,
    ...(lines.length > 0 && { lines }),
    ...(version !== undefined && "expected_version" in params && { expected_version: version }),
  } as Parcel["params"];
}
