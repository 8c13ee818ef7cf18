// The one way to the server: over the open socket when there is one, over HTTP otherwise.
import type { Link } from "@/live/follow";
import type { Answer, Operation, Params } from "@/wire/operations";
import type { Download, Downloads } from "@/wire/supplies";
import { isProblem, ProblemError, Unreachable } from "./problem";

const HTTP_ONLY: ReadonlySet<string> = new Set<Operation>([
  "session.open", "session.close", "boundaries.import", "donation.public", "household.import", "outside.load", "objection.look", "objection.file", "objection.answer",
]);
const HTTP_TIMEOUT = 15_000;
/** A year's ledger and a township's list take their time. */
const patience = (path: string): number => (path.includes(".export") || path.endsWith(".import") ? 8 * HTTP_TIMEOUT : HTTP_TIMEOUT);

export interface ClientPorts {
  link(): Link | undefined;
  fetch: typeof fetch;
}

/** Whose key a photo of people is sealed with; with the key destroyed, nobody sees it again. */
export type PhotoOwner = { readonly campaign: string } | { readonly incident: string };

export interface Client {
  /** Throws `ProblemError` when the server says no, `Unreachable` when nobody answers. */
  call<K extends Operation>(operation: K, params: Params<K>): Promise<Answer<K>>;
  /** Stores a photo and answers with its hash. The same photo twice is one blob. One of people is sealed for its owner. */
  putPhoto(photo: Blob, owner?: PhotoOwner): Promise<string>;
  /** Stores a file of a kind that the server knows; what it holds decides, its media type only says so. */
  putFile(file: Blob, type: string): Promise<string>;
  /** A file under the name that the server gives it. */
  download<K extends Download>(operation: K, params: Downloads[K]): Promise<{ readonly blob: Blob; readonly name: string }>;
}

export function createClient(ports: ClientPorts): Client {
  return {
    async call<K extends Operation>(operation: K, params: Params<K>): Promise<Answer<K>> {
      const link = HTTP_ONLY.has(operation) ? undefined : ports.link();
      if (link) {
        try {
          return (await link.call(operation, params)) as Answer<K>;
        } catch (error) {
          // Safe for commands too: the server knows a command_id that it has seen.
          if (!(error instanceof Unreachable)) throw error;
        }
      }
      return post(ports, `/api/${operation}`, JSON.stringify(params), "application/json") as Promise<Answer<K>>;
    },
    putPhoto: (photo, owner) => store(ports, photo, photo.type, owner),
    putFile: (file, type) => store(ports, file, type),
    async download(operation, params) {
      const response = await reach(ports, `/api/${operation}`, JSON.stringify(params), "application/json");
      if (!response.ok) throw refusalOf(response, await readJson(response));
      const name = /filename=([\w.-]+)/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
      return { blob: await response.blob(), name: name ?? `${operation}.xlsx` };
    },
  };
}

async function store(ports: ClientPorts, bytes: Blob, type: string, owner?: PhotoOwner): Promise<string> {
  const path = owner ? `/api/blob.put?${new URLSearchParams({ ...owner })}` : "/api/blob.put";
  return ((await post(ports, path, bytes, type)) as { blob: string }).blob;
}

/** One POST. Throws `ProblemError` or `Unreachable`. */
export async function post(ports: Pick<ClientPorts, "fetch">, path: string, body: BodyInit, type: string): Promise<unknown> {
  const response = await reach(ports, path, body, type);
  const answer = await readJson(response);
  if (response.ok && answer !== undefined) return answer;
  throw refusalOf(response, answer);
}

async function reach(ports: Pick<ClientPorts, "fetch">, path: string, body: BodyInit, type: string): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience(path));
  try {
    const headers = { "Content-Type": type, Accept: "application/json, application/problem+json" };
    return await ports.fetch(path, {
      method: "POST", body, headers, signal: abort.signal, credentials: "same-origin",
    });
  } catch (error) {
    throw new Unreachable(error instanceof Error ? error.message : "no answer");
  } finally {
    clearTimeout(timer);
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => "");
  if (text === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // a proxy's page, not ours
  }
}

const refusalOf = (response: Response, answer: unknown): Error =>
  isProblem(answer) ? new ProblemError(answer) : new Unreachable(`HTTP ${response.status}`);
