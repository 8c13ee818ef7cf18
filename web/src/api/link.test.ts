import { describe, expect, it, vi } from "vitest";
import { openLink, type Wire } from "./link";
import { ProblemError, Unreachable } from "./problem";

function pair(timeout?: number) {
  const sent: { id: number; method: string }[] = [];
  const wire: Wire = {
    onopen: null, onclose: null, onmessage: null, close: vi.fn(),
    send: (text) => sent.push(JSON.parse(text) as { id: number; method: string }),
  };
  const events = { opened: vi.fn(), notified: vi.fn(), closed: vi.fn() };
  const link = openLink(wire, events, timeout);
  return { wire, sent, events, link, say: (value: unknown) => wire.onmessage!({ data: JSON.stringify(value) }) };
}

describe("openLink", () => {
  it("gives each answer to its call, whatever their order", async () => {
    const { link, sent, say } = pair();
    const calls = [link.call("a", {}), link.call("b", {})];
    say({ jsonrpc: "2.0", id: sent[1]!.id, result: "B" });
    say({ jsonrpc: "2.0", id: sent[0]!.id, result: "A" });
    expect(await Promise.all(calls)).toEqual(["A", "B"]);
  });

  it("takes answers and notifications out of one batch", async () => {
    const { link, events, say } = pair();
    const call = link.call("a", {});
    const news = { jsonrpc: "2.0", method: "live.gap", params: { since: 3 } };
    say([news, { jsonrpc: "2.0", id: 1, result: 1 }, news]);
    expect(await call).toBe(1);
    expect(events.notified).toHaveBeenCalledExactlyOnceWith([news, news]);
  });

  it("hands on the problem of a refused call", async () => {
    const { link, say } = pair();
    const call = link.call("a", {});
    const problem = { kind: "conflict", status: 409, title: "版本冲突", title_en: "Conflict", current_version: 4 };
    say({ jsonrpc: "2.0", id: 1, error: { code: -32000, message: "Conflict", data: problem } });
    await expect(call).rejects.toBeInstanceOf(ProblemError);
    await expect(call).rejects.toMatchObject({ problem: { current_version: 4 } });
  });

  it("leaves no call waiting when the line goes, and says so once", async () => {
    const { link, wire, events } = pair();
    const call = link.call("a", {});
    wire.onclose!({ code: 1006 });
    link.close();
    await expect(call).rejects.toBeInstanceOf(Unreachable);
    await expect(link.call("b", {})).rejects.toBeInstanceOf(Unreachable);
    expect(events.closed).toHaveBeenCalledExactlyOnceWith(1006);
  });

  it("stops waiting for an answer that does not come, and ignores it when it does", async () => {
    const { link, say } = pair(5);
    await expect(link.call("a", {})).rejects.toBeInstanceOf(Unreachable);
    say({ jsonrpc: "2.0", id: 1, result: "late" });
  });
});
