// Connects, catches up, follows, and starts over when the link drops. Nothing here knows the DOM, a framework or a real
// socket: the tests drive it with plain values.
import type { Notification, Topic } from "@/wire/types";
import { reduce } from "./reduce";
import { initialState, type LiveState, type Message, type Picture, type Snapshot } from "./state";

/** One open connection that carries calls. */
export interface Link {
  call(method: string, params: object): Promise<unknown>;
  close(): void;
}

export interface LinkEvents {
  opened(): void;
  notified(notifications: readonly Notification[]): void;
  /** Exactly once, also when the connection never opened. */
  closed(code: number): void;
}

export interface LivePorts {
  connect(events: LinkEvents): Link;
  /** The queries behind the views that are shown now. Each answer says up to which entry it is true. */
  load(link: Link): Promise<readonly Snapshot[]>;
  /** Resolves after the pause; injected so that tests do not wait. */
  pause(milliseconds: number): Promise<void>;
  now(): number;
  random(): number;
  /** The server ended the session (4001) or refuses this page (1008): coming back would not help. */
  ended(code: number): void;
  /** Whether the server says that nobody is signed in here any more. A browser does not tell why a connection was
   *  refused before it opened: after three days without a line it may be the line, or the session. */
  signedOut(): Promise<boolean>;
}

export interface Store<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

export interface Live extends Store<LiveState> {
  /** A view was loaded after the start, for instance a county that was opened. */
  add(snapshot: Snapshot): void;
  /** Shows what this machine kept, until the server says better. */
  recall(picture: Picture): void;
  /** The open connection; nothing while there is none. */
  link(): Link | undefined;
  /** Connect now instead of waiting out the pause: the browser says that the network is back. */
  hurry(): void;
  stop(): void;
}

interface Subscribed {
  readonly seq: number;
  readonly resumed: boolean;
  readonly snapshot: boolean;
  /** What was heard up to the cursor never happened here: a backup was restored. */
  readonly undone?: boolean;
  /** Of which history the sequence numbers are; to be sent back with the cursor. */
  readonly history?: string;
}

interface JournalPage {
  readonly notifications: readonly Notification[];
  readonly next: number;
  readonly complete: boolean;
}

export const TOPICS: readonly Topic[] = ["incident", "observation", "report", "rollup", "clock", "division"];
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** The replay has no end mark: after this much silence one page of the journal tells whether anything is left. */
const SETTLE = 300;
/** A dead line says nothing, and a page cannot see the server's pings: it asks by itself. */
const HEARTBEAT = 15_000;
const PAGE = 500;

const CODE_POLICY = 1008;
const CODE_OVERLOAD = 1013;
const CODE_SIGNED_OUT = 4001;

/** How long to wait before the next try: doubling, with jitter so that a hundred pages do not return at once. */
export function backoff(failures: number, random: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures) * (0.5 + random / 2);
}

export function follow(ports: LivePorts, topics: readonly Topic[] = TOPICS): Live {
  let state = initialState;
  let stopped = false;
  let failures = 0;
  let attempt = 0; // of the connection; whatever belongs to an earlier one is dropped
  let current: Link | undefined;
  let hurryUp: (() => void) | undefined;
  const line: { history?: string | undefined } = {}; // that the cursor is of
  const listeners = new Set<() => void>();

  const dispatch = (message: Message): void => {
    const next = reduce(state, message);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };

  const open = (): void => {
    if (stopped) return;
    const mine = ++attempt;
    const alive = (): boolean => mine === attempt && !stopped;
    let opened = false;
    const conversation = converse({ ports, topics, dispatch, alive, cursor: () => state.cursor, line, caughtUp });
    const link = ports.connect({
      opened() {
        if (!alive()) return;
        opened = true;
        current = link;
        dispatch({ type: "opened" });
        dispatch({ type: "heard", at: ports.now() });
        conversation.start(link).catch(() => link.close());
      },
      notified(notifications) {
        if (!alive()) return;
        dispatch({ type: "heard", at: ports.now() });
        conversation.take(link, notifications);
      },
      closed(code) {
        if (mine !== attempt) return;
        current = undefined;
        attempt++;
        dispatch({ type: "closed" });
        if (stopped) return;
        if (!opened) void ports.signedOut().then((out) => out && current === undefined && end(CODE_SIGNED_OUT));
        again(code);
      },
    });
  };

  const caughtUp = (): void => {
    failures = 0;
    dispatch({ type: "heard", at: ports.now() });
    dispatch({ type: "caught-up" });
  };

  const end = (code: number): void => {
    if (stopped) return;
    stopped = true;
    ports.ended(code);
  };

  const again = (code: number): void => {
    if (code === CODE_SIGNED_OUT || code === CODE_POLICY) return end(code);
    if (code === CODE_OVERLOAD) failures = Math.max(failures, 3);
    const waited = ports.pause(backoff(failures++, ports.random()));
    const hurried = new Promise<void>((resolve) => (hurryUp = resolve));
    void Promise.race([waited, hurried]).then(() => {
      hurryUp = undefined;
      open();
    });
  };

  open();
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (snapshot) => dispatch({ type: "snapshot", snapshot }),
    recall: (picture) => dispatch({ type: "recalled", picture }),
    link: () => current,
    hurry: () => hurryUp?.(),
    stop() {
      stopped = true;
      current?.close();
    },
  };
}

interface Party {
  readonly ports: LivePorts;
  readonly topics: readonly Topic[];
  dispatch(message: Message): void;
  alive(): boolean;
  cursor(): number;
  /** Outlives the connection, as the cursor does. */
  readonly line: { history?: string | undefined };
  caughtUp(): void;
}

/** What is said over one connection. */
function converse(party: Party) {
  const { ports, dispatch, alive, cursor, line } = party;
  // While earlier entries are still being fetched, what the socket brings waits: any sooner it would move the cursor
  // past entries that were never read.
  const held: Notification[] = [];
  let holding = true;
  let paging = false;
  let again = false;
  let target: number | undefined; // the server's head when it answered the subscription
  let heard = 0;

  const subscribe = async (link: Link, since: number): Promise<Subscribed> => {
    const history = line.history === undefined ? {} : { history: line.history };
    const answer = (await link.call("live.subscribe", { topics: party.topics, since, ...history, tier: "immediate" })) as Subscribed;
    if (!alive()) return answer;
    // Before the history is taken over: a cursor of another one must not outlive it.
    if (answer.undone || answer.seq < since) dispatch({ type: "undone" });
    line.history = answer.history;
    return answer;
  };

  const reload = async (link: Link): Promise<number> => {
    const snapshots = await ports.load(link);
    for (const snapshot of snapshots) dispatch({ type: "snapshot", snapshot });
    const seq = snapshots.length === 0 ? 0 : Math.min(...snapshots.map((one) => one.seq));
    if (alive()) dispatch({ type: "rewound", seq });
    return seq;
  };

  const release = (): void => {
    holding = false;
    const notifications = held.splice(0);
    if (notifications.length > 0) dispatch({ type: "notified", notifications });
  };

  /** Reads the journal from the cursor to its end. A gap meanwhile means one more round, not a second reader. */
  const page = async (link: Link): Promise<void> => {
    again = paging;
    if (paging) return;
    paging = holding = true;
    try {
      do {
        again = false;
        for (let complete = false; !complete && alive(); ) {
          const params = { since: cursor(), limit: PAGE, topics: party.topics };
          const part = (await link.call("journal.page", params)) as JournalPage;
          if (!alive()) return;
          dispatch({ type: "notified", notifications: part.notifications });
          dispatch({ type: "covered", seq: part.next });
          complete = part.complete;
        }
      } while (again && alive());
    } finally {
      paging = false;
    }
    if (!alive()) return;
    release();
    target = undefined;
    party.caughtUp();
  };

  const arrived = (): boolean => {
    if (target === undefined || cursor() < target || holding) return false;
    target = undefined;
    party.caughtUp();
    return true;
  };

  const settle = async (link: Link): Promise<void> => {
    while (alive() && target !== undefined && !paging) {
      const before = heard;
      await ports.pause(SETTLE);
      if (alive() && target !== undefined && !paging && heard === before) await page(link);
    }
  };

  const watch = async (link: Link): Promise<void> => {
    for (;;) {
      await ports.pause(HEARTBEAT);
      if (!alive()) return;
      await link.call("session.current", {});
      if (alive()) dispatch({ type: "heard", at: ports.now() });
    }
  };

  return {
    async start(link: Link): Promise<void> {
      let since = cursor() > 0 ? cursor() : await reload(link);
      if (!alive()) return;
      holding = false;
      let answer = await subscribe(link, since);
      if (answer.snapshot && alive()) {
        holding = true;
        since = await reload(link);
        answer = await subscribe(link, since);
        if (answer.snapshot) throw new Error("the journal moves faster than it can be read");
        release();
      }
      if (!alive()) return;
      target = answer.seq;
      watch(link).catch(() => link.close());
      if (!arrived()) await settle(link);
    },
    take(link: Link, notifications: readonly Notification[]): void {
      heard++;
      const gap = notifications.some((one) => one.method === "live.gap");
      const news = notifications.filter((one) => one.method !== "live.gap");
      if (gap) dispatch({ type: "gap" });
      if (holding || gap) held.push(...news);
      else if (news.length > 0) dispatch({ type: "notified", notifications: news });
      if (gap) page(link).catch(() => link.close());
      else arrived();
    },
  };
}
