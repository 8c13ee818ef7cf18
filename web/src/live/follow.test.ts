import { describe, expect, it, vi } from "vitest";
import type { Entry, Notification } from "@/wire/types";
import { backoff, follow, type Link, type LinkEvents, type LivePorts } from "./follow";
import type { Snapshot } from "./state";

const at = "2021-07-21T02:10:00+08:00";
const actor = { account: "a", display_name: "值班员", role: "county_duty", division: "410882000000" } as const;
const note = (seq: number): Notification => ({
  jsonrpc: "2.0", method: "live.entry",
  params: {
    seq, topic: "observation", stream: `observation/o${seq}`, type: "observation.submitted", stream_version: 1,
    occurred_at: at, received_at: at, recorded_at: at, actor, channel: "web", division: "410882101201",
    exercise: false, body: { text: `#${seq}` },
  } satisfies Entry,
});
const gap = (since: number): Notification => ({ jsonrpc: "2.0", method: "live.gap", params: { since } });

/** A server with a journal of numbered entries, and the page that follows it. */
function house(options: { journal?: number[]; snapshotSeq?: number; tooLong?: number; unsettled?: boolean; signedOut?: boolean } = {}) {
  const journal = options.journal ?? [];
  const calls: { method: string; params: Record<string, unknown> }[] = [];
  const sockets: LinkEvents[] = [];
  const pauses: number[] = [];
  const ended: number[] = [];
  const beats: (() => void)[] = [];
  const retries: (() => void)[] = [];
  let answers: ((method: string, params: Record<string, unknown>) => unknown) | undefined;

  const answer = (method: string, params: Record<string, unknown>): unknown => {
    const head = journal.at(-1) ?? 0;
    const since = Number(params.since);
    if (method === "live.subscribe") {
      const snapshot = options.tooLong !== undefined && head - since > options.tooLong;
      return { seq: head, resumed: !snapshot, snapshot };
    }
    if (method === "journal.page") {
      const after = journal.filter((seq) => seq > since).slice(0, 2);
      const next = after.at(-1) ?? head;
      return { notifications: after.map(note), next, complete: next >= head, seq: head };
    }
    return {};
  };

  const ports: LivePorts = {
    connect(events) {
      sockets.push(events);
      let open = true;
      const link: Link = {
        async call(method, params) {
          calls.push({ method, params: params as Record<string, unknown> });
          const given = answers?.(method, params as Record<string, unknown>);
          return (await given) ?? answer(method, params as Record<string, unknown>);
        },
        close() {
          if (open) events.closed(1006);
          open = false;
        },
      };
      return link;
    },
    load: async (): Promise<Snapshot[]> => [{ seq: options.snapshotSeq ?? 0 }, { seq: (options.snapshotSeq ?? 0) + 3 }],
    pause(milliseconds) {
      pauses.push(milliseconds);
      if (milliseconds === 15_000) return new Promise((resolve) => beats.push(resolve));
      if (milliseconds === 300 && options.unsettled) return new Promise(() => {});
      if (milliseconds === 300) return new Promise((resolve) => setTimeout(resolve));
      return new Promise((resolve) => retries.push(resolve));
    },
    now: () => 1000,
    random: () => 1,
    ended: (code) => ended.push(code),
    signedOut: async () => options.signedOut === true,
  };
  const live = follow(ports);
  return {
    live, journal, calls, sockets, pauses, ended, beats, retries,
    override: (next: typeof answers) => (answers = next),
    last: () => sockets.at(-1)!,
    phase: (phase: string) => expect.poll(() => live.get().phase).toBe(phase),
    seen: () => [...live.get().observations.keys()].map((key) => Number(key.slice(1))).sort((a, b) => a - b),
    since: () => calls.filter((call) => call.method === "live.subscribe").map((call) => call.params.since),
  };
}

describe("follow", () => {
  it("loads the views, subscribes from the oldest of them, and is live when nothing was missed", async () => {
    const h = house({ journal: [7], snapshotSeq: 7 });
    expect(h.live.get().phase).toBe("connecting");
    h.last().opened();
    await h.phase("live");
    expect(h.since()).toEqual([7]);
    expect(h.calls.some((call) => call.method === "journal.page")).toBe(false);
  });

  it("is live as soon as the replay has reached the head", async () => {
    const h = house({ journal: [1, 2, 3], unsettled: true });
    h.last().opened();
    await expect.poll(() => h.since().length).toBe(1);
    await expect.poll(() => h.live.get().phase).toBe("catching-up");
    h.last().notified([note(1), note(2)]);
    expect(h.live.get().phase).toBe("catching-up");
    h.last().notified([note(3)]);
    await h.phase("live");
    expect(h.seen()).toEqual([1, 2, 3]);
  });

  it("asks the journal when the rest of the replay is not for its eyes", async () => {
    const h = house({ journal: [1, 2, 3, 4, 5] });
    h.last().opened();
    await h.phase("live");
    expect(h.live.get().cursor).toBe(5);
    expect(h.seen()).toEqual([1, 2, 3, 4, 5]);
  });

  it("resumes from its cursor after the line was cut", async () => {
    const h = house({ journal: [1] });
    h.last().opened();
    await h.phase("live");
    h.last().closed(1006);
    expect(h.live.get().phase).toBe("offline");
    h.journal.push(2, 3);
    h.retries.shift()!();
    await expect.poll(() => h.sockets.length).toBe(2);
    expect(h.live.get().phase).toBe("offline"); // not "connecting": what is shown is still old
    h.last().opened();
    await h.phase("live");
    expect(h.since()).toEqual([0, 1]);
    expect(h.seen()).toEqual([1, 2, 3]);
  });

  it("loads the views again when the gap is too long", async () => {
    const h = house({ journal: [1], tooLong: 10 });
    h.last().opened();
    await h.phase("live");
    h.last().closed(1001);
    h.journal.push(50);
    let loads = 0;
    h.override((method, params) => {
      if (method === "live.subscribe" && params.since === 1) return { seq: 50, resumed: false, snapshot: true };
      if (method === "live.subscribe") return { seq: 50, resumed: true, snapshot: false, load: ++loads };
      return undefined;
    });
    h.retries.shift()!();
    await expect.poll(() => h.sockets.length).toBe(2);
    h.last().opened();
    await h.phase("live");
    expect(h.since()).toEqual([0, 1, 0]);
    expect(loads).toBe(1);
  });

  it("forgets what a restored backup never knew", async () => {
    const h = house({ journal: [1, 2, 3] });
    h.last().opened();
    await h.phase("live");
    expect(h.seen()).toEqual([1, 2, 3]);
    h.last().closed(1001);
    h.journal.splice(1);
    h.override((method, params) =>
      (method === "live.subscribe" && Number(params.since) > 1 ? { seq: 1, resumed: false, snapshot: true } : undefined));
    h.retries.shift()!();
    await expect.poll(() => h.sockets.length).toBe(2);
    h.last().opened();
    await h.phase("live");
    expect(h.seen()).toEqual([1]);
    expect(h.live.get().cursor).toBe(1);
  });

  it("says of which history its cursor is, and starts over when the server holds another that has gone past it", async () => {
    const h = house({ journal: [1, 2, 3] });
    let history = "first";
    h.override((method, params) => {
      if (method !== "live.subscribe") return undefined;
      const undone = params.history !== undefined && params.history !== history;
      return { seq: h.journal.at(-1), resumed: !undone, snapshot: undone, undone, history };
    });
    h.last().opened();
    await h.phase("live");
    h.last().closed(1001);
    h.retries.shift()!();
    await expect.poll(() => h.sockets.length).toBe(2);
    h.last().opened();
    await h.phase("live");
    expect(h.seen()).toEqual([1, 2, 3]); // a restart alone takes nothing away
    h.last().closed(1001);
    history = "second";
    h.journal.splice(1, 2, 4, 5, 6);
    h.retries.shift()!();
    await expect.poll(() => h.sockets.length).toBe(3);
    h.last().opened();
    await h.phase("live");
    expect(h.seen()).toEqual([1, 4, 5, 6]);
    const sent = h.calls.filter((call) => call.method === "live.subscribe").map((call) => call.params.history);
    expect(sent).toEqual([undefined, "first", "first", "second"]);
  });

  it("keeps what arrives while it pages after a gap, and puts it after the pages", async () => {
    const h = house({ journal: [1] });
    h.last().opened();
    await h.phase("live");
    h.journal.push(2, 3, 4, 5);
    let sent = false;
    h.override((method) => {
      if (method === "journal.page" && !sent) {
        sent = true;
        h.journal.push(9);
        h.last().notified([note(9)]);
        expect(h.live.get().cursor).toBe(1); // held: 2 to 5 have not been read
      }
      return undefined;
    });
    h.last().notified([gap(1)]);
    expect(h.live.get().phase).toBe("catching-up");
    await h.phase("live");
    expect(h.seen()).toEqual([1, 2, 3, 4, 5, 9]);
  });

  it("makes one more round when a second gap comes during the first", async () => {
    const h = house({ journal: [1] });
    h.last().opened();
    await h.phase("live");
    h.journal.push(2);
    let pages = 0;
    h.override((method) => {
      if (method === "journal.page" && pages++ === 0) h.last().notified([gap(1)]);
      return undefined;
    });
    h.last().notified([gap(1)]);
    await h.phase("live");
    expect(pages).toBe(2);
    expect(h.seen()).toEqual([1, 2]);
  });

  it("takes the entries of a batch that also holds the gap only after the pages", async () => {
    const h = house({ journal: [1] });
    h.last().opened();
    await h.phase("live");
    h.journal.push(2, 3, 8);
    h.last().notified([gap(1), note(8)]);
    expect(h.live.get().cursor).toBe(1);
    await h.phase("live");
    expect(h.seen()).toEqual([1, 2, 3, 8]);
  });

  it("stays offline when the last page arrives after the line went", async () => {
    const h = house({ journal: [1] });
    h.last().opened();
    await h.phase("live");
    let answer = (_: unknown): void => {};
    h.override((method) => (method === "journal.page" ? new Promise((resolve) => (answer = resolve)) : undefined));
    h.last().notified([gap(1)]);
    await vi.waitFor(() => expect(h.calls.at(-1)?.method).toBe("journal.page"));
    h.last().closed(1006);
    answer({ notifications: [note(2)], next: 2, complete: true });
    await new Promise((resolve) => setTimeout(resolve));
    expect(h.live.get().phase).toBe("offline");
    expect(h.live.get().cursor).toBe(1);
  });

  it("gives up the connection when a page fails, and comes back", async () => {
    const h = house({ journal: [1] });
    h.last().opened();
    await h.phase("live");
    h.override((method) => (method === "journal.page" ? Promise.reject(new Error("503")) : undefined));
    h.last().notified([gap(1)]);
    await h.phase("offline");
    expect(h.retries).toHaveLength(1);
  });

  it("notices a line that died in silence", async () => {
    const h = house({ journal: [1] });
    h.last().opened();
    await h.phase("live");
    h.override((method) => (method === "session.current" ? Promise.reject(new Error("no answer")) : undefined));
    h.beats.shift()!();
    await h.phase("offline");
  });

  it("does not come back when it was signed out", async () => {
    const h = house();
    h.last().opened();
    await h.phase("live");
    h.last().closed(4001);
    expect(h.ended).toEqual([4001]);
    expect(h.retries).toHaveLength(0);
  });

  it("asks whether the session has ended when it is refused before it opened, and does not come back then", async () => {
    const h = house({ signedOut: true });
    h.last().closed(1006);
    await expect.poll(() => h.ended).toEqual([4001]);
    h.retries.shift()!();
    await Promise.resolve();
    expect(h.sockets).toHaveLength(1);
  });

  it("goes on trying when it is refused and the session still holds, or a line broke that was open", async () => {
    const h = house();
    h.last().closed(1006);
    h.retries.shift()!();
    await expect.poll(() => h.sockets.length).toBe(2);
    h.last().opened();
    await h.phase("live");
    h.last().closed(1006);
    expect(h.ended).toEqual([]);
    expect(h.retries).toHaveLength(1);
  });

  it("comes back at once when the browser says that the network is there", async () => {
    const h = house();
    h.last().closed(1006);
    h.live.hurry();
    await expect.poll(() => h.sockets.length).toBe(2);
  });

  it("does not touch the picture after it was stopped", async () => {
    const h = house({ journal: [1] });
    h.last().opened();
    await h.phase("live");
    h.live.stop();
    h.last().notified([note(2)]);
    expect(h.live.get().cursor).toBe(1);
    expect(h.retries).toHaveLength(0);
  });
});

describe("backoff", () => {
  it("doubles up to half a minute, with jitter over its upper half", () => {
    expect([0, 1, 2, 10].map((failures) => backoff(failures, 1))).toEqual([500, 1000, 2000, 30_000]);
    expect(backoff(1, 0)).toBe(500);
  });
});
