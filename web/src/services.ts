// What there is once per page: the client, and the store on this machine.
import { createClient } from "@/api/client";
import type { Link } from "@/live/follow";
import { openDepot, type Depot } from "@/outbox/depot";

let link: () => Link | undefined = () => undefined;

/** The live store says which connection is open; until then everything goes over HTTP. */
export function useLink(current: () => Link | undefined): void {
  link = current;
}

export const client = createClient({ link: () => link(), fetch: (...args) => fetch(...args) });

let opened: Promise<Depot> | undefined;
/** Opened on first use: the sign-in page needs none. */
export const depot = (): Promise<Depot> => (opened ??= openDepot());
