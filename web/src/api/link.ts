// JSON-RPC 2.0 over one WebSocket: answers find their call by id, everything else is a notification.
import type { Link, LinkEvents } from "@/live/follow";
import type { Notification } from "@/wire/types";
import { isProblem, ProblemError, Unreachable } from "./problem";

/** The part of a WebSocket that is used here, so that tests can stand in for it. */
export interface Wire {
  onopen: (() => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  send(text: string): void;
  close(): void;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const CALL_TIMEOUT = 15_000;

/** Splits a frame into answers and notifications. A frame that is not ours is a fault of the line: it throws. */
export function readFrame(text: string): { answers: Answer[]; notifications: Notification[] } {
  const parsed = JSON.parse(text) as unknown;
  const parts = (Array.isArray(parsed) ? parsed : [parsed]) as (Answer | Notification)[];
  const answers: Answer[] = [];
  const notifications: Notification[] = [];
  for (const part of parts) {
    if ("method" in part) notifications.push(part);
    else answers.push(part);
  }
  return { answers, notifications };
}

export function openLink(wire: Wire, events: LinkEvents, timeout = CALL_TIMEOUT): Link {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let closed = false;

  const settle = (answer: Answer): void => {
    const call = waiting.get(answer.id);
    if (!call) return; // timed out before
    waiting.delete(answer.id);
    clearTimeout(call.timer);
    const data = answer.error?.data;
    if (!answer.error) call.resolve(answer.result);
    else call.reject(isProblem(data) ? new ProblemError(data) : new Error(answer.error.message));
  };

  const end = (code: number): void => {
    if (closed) return;
    closed = true;
    for (const call of waiting.values()) {
      clearTimeout(call.timer);
      call.reject(new Unreachable("the connection closed"));
    }
    waiting.clear();
    events.closed(code);
  };

  const link: Link = {
    call(method, params) {
      if (closed) return Promise.reject(new Unreachable("not connected"));
      return new Promise((resolve, reject) => {
        const id = ++last;
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Unreachable(`no answer to ${method}`));
        }, timeout);
        waiting.set(id, { resolve, reject, timer });
        wire.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
      });
    },
    close() {
      wire.close();
      end(1000); // a dead line may take minutes to tell the browser so
    },
  };

  wire.onopen = () => {
    if (!closed) events.opened();
  };
  wire.onclose = (event) => end(event.code);
  wire.onmessage = (event) => {
    if (closed) return;
    const { answers, notifications } = readFrame(String(event.data));
    answers.forEach(settle);
    if (notifications.length > 0) events.notified(notifications);
  };
  return link;
}
