// Commands are written down before they are sent, and leave in order, each exactly once: the server knows a command_id
// that it has seen, and only the tab that holds the lease sends.
import { isTransient, problemOf, ProblemError } from "@/api/problem";
import type { Answer, Params } from "@/wire/operations";
import type { Problem } from "@/wire/types";
import type { Depot } from "./depot";
import { nextParcel, type Parcel, type Postponable } from "./model";

export interface OutboxPorts {
  readonly depot: Depot;
  call<K extends Postponable>(operation: K, params: Params<K>): Promise<Answer<K>>;
  putPhoto(photo: Blob): Promise<string>;
  now(): number;
  /** Parcels came, went or changed. */
  changed(parcels: readonly Parcel[]): void;
}

export type Outcome<K extends Postponable> =
  | { readonly state: "sent"; readonly answer: Answer<K> }
  | { readonly state: "waiting" }
  | { readonly state: "refused"; readonly problem: Problem };

export interface Posting<K extends Postponable> {
  readonly operation: K;
  readonly params: Params<K>;
  readonly lane: string;
  readonly subject: string;
  readonly ahead?: number;
  readonly photos?: readonly Blob[];
}

export interface Outbox {
  /** Resolves once the command is answered, or known to wait. It is on disk before anything is sent. */
  post<K extends Postponable>(posting: Posting<K>): Promise<Outcome<K>>;
  /** Sends what waits. Called when the line is back, at the start, and now and then. */
  flush(): Promise<void>;
  /** Drops a refused command, or one that waits and is not wanted any more. Those behind it no longer count on it. */
  discard(id: string): Promise<void>;
  /** Sends a command again, put right: under its new command_id, but in its old turn. Those behind it follow its version. */
  mend<K extends Postponable>(parcel: Parcel<K>, params: Params<K>, subject?: string): Promise<Outcome<K>>;
  reload(): Promise<void>;
}

const versionOf = (params: Parcel["params"]): number => ("expected_version" in params ? params.expected_version : 0);

const LEASE = "outbox";
const LEASE_LENGTH = 30_000;

export function createOutbox(account: string, holder: string, ports: OutboxPorts): Outbox {
  const { depot } = ports;
  const outcomes = new Map<string, Outcome<Postponable>>();
  let running: Promise<void> | undefined;

  const reload = async (): Promise<void> => ports.changed(await depot.list(account));

  const send = async (parcel: Parcel): Promise<unknown> => {
    if (parcel.photos.length === 0) return ports.call(parcel.operation, parcel.params as never);
    const photos: string[] = [];
    for (const photo of parcel.photos) photos.push(await ports.putPhoto(photo));
    return ports.call(parcel.operation, { ...parcel.params, photos } as never);
  };

  /** False when there is no point in going on now. */
  const deliver = async (parcel: Parcel): Promise<boolean> => {
    try {
      const answer = await send(parcel);
      await depot.remove(parcel.id);
      outcomes.set(parcel.id, { state: "sent", answer: answer as never });
      return true;
    } catch (error) {
      const signedOut = error instanceof ProblemError && error.problem.status === 401;
      if (isTransient(error) || signedOut) return false;
      const problem = problemOf(error);
      await depot.put({ ...parcel, state: "refused", problem });
      outcomes.set(parcel.id, { state: "refused", problem });
      return true;
    }
  };

  const drain = async (): Promise<void> => {
    for (;;) {
      if (!(await depot.lease(LEASE, holder, ports.now(), LEASE_LENGTH))) return;
      const parcel = nextParcel(await depot.list(account));
      if (!parcel || !(await deliver(parcel))) break;
      await reload();
    }
    await depot.release(LEASE, holder);
  };

  const flush = async (): Promise<void> => {
    // One drain at a time in this tab; who comes during one waits for it and then looks once more.
    while (running) await running;
    running = drain().finally(() => (running = undefined));
    await running;
    await reload();
  };

  const outcomeOf = <K extends Postponable>(id: string): Outcome<K> => {
    const outcome = outcomes.get(id) ?? { state: "waiting" };
    outcomes.delete(id);
    return outcome as Outcome<K>;
  };

  /** Those behind it in its lane that counted on it stand on a version `by` further, and on `fewer` commands. */
  const shift = async (mended: Parcel, by: number, fewer: number): Promise<void> => {
    if (by === 0) return;
    for (const parcel of await depot.list(account)) {
      if (parcel.lane !== mended.lane || parcel.order <= mended.order || !parcel.ahead) continue;
      const params = { ...parcel.params, expected_version: versionOf(parcel.params) + by } as Parcel["params"];
      await depot.put({ ...parcel, params, ahead: parcel.ahead - fewer });
    }
  };

  return {
    async post<K extends Postponable>(posting: Posting<K>): Promise<Outcome<K>> {
      const id = posting.params.command_id;
      await depot.add({
        ...posting, id, account, photos: posting.photos ?? [], createdAt: ports.now(), state: "waiting",
      });
      await reload();
      await flush();
      return outcomeOf(id);
    },
    flush,
    async discard(id) {
      const parcel = (await depot.list(account)).find((one) => one.id === id);
      if ((await depot.remove(id)) && parcel) await shift(parcel, -1, 1);
      await flush();
    },
    async mend<K extends Postponable>(parcel: Parcel<K>, params: Params<K>, subject = parcel.subject): Promise<Outcome<K>> {
      const { problem: _, ...rest } = parcel;
      const next = { ...rest, params, subject, id: params.command_id, state: "waiting" as const };
      if (await depot.replace(parcel.id, next)) await shift(parcel, versionOf(params) - versionOf(parcel.params), 0);
      await flush();
      return outcomeOf(params.command_id);
    },
    reload,
  };
}
