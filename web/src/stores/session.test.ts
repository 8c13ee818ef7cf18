import { createPinia, setActivePinia } from "pinia";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError, Unreachable } from "@/api/problem";
import type { Problem } from "@/wire/types";

/** What the server answers; by default nobody is there. */
const call = vi.fn<(operation: string) => Promise<unknown>>();
const forgetCopies = vi.fn(async () => {});
const forgetForms = vi.fn();
vi.mock("@/services", () => ({ client: { call: (operation: string) => call(operation) }, depot: async () => ({ forgetCopies }) }));
const { useSession } = await import("./session");

const signedIn = { topics: ["division", "stock"], account: { account: "a1", role: "warehouse_keeper" }, server_time: "2026-11-27T00:00:00+08:00" };
const refusal = (status: number): ProblemError => new ProblemError({ status } as Problem);
const cut = async (): Promise<never> => {
  throw new Unreachable("cut");
};

/** A page opened anew on the same machine. */
function opened() {
  setActivePinia(createPinia());
  return useSession();
}

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("sessionStorage", { clear: forgetForms });
  call.mockReset();
  forgetCopies.mockClear();
  forgetForms.mockClear();
});

async function signInOnce(): Promise<void> {
  call.mockResolvedValueOnce(signedIn);
  await opened().signIn("keeper", "secret");
}

describe("the session", () => {
  it("is the last one known here while nobody answers", async () => {
    await signInOnce();
    call.mockImplementation(cut);
    const session = opened();
    expect(await session.resume()).toBe(true);
    expect(session.account?.account).toBe("a1");
  });

  it("goes on counting by the server's clock, however wrong this machine's is", async () => {
    vi.useFakeTimers({ now: Date.parse("2027-11-27T00:00:00+08:00") }); // a year ahead
    await signInOnce();
    call.mockImplementation(cut);
    const session = opened();
    await session.resume();
    expect(new Date(Date.now() + session.skew).getFullYear()).toBe(2026);
    vi.useRealTimers();
  });

  it("is not invented on a machine where nobody signed in", async () => {
    call.mockImplementation(cut);
    expect(await opened().resume()).toBe(false);
  });

  it("stays when the server is only starting, and ends when it says no", async () => {
    await signInOnce();
    call.mockRejectedValueOnce(refusal(503));
    expect(await opened().resume()).toBe(true);
    expect(forgetCopies).not.toHaveBeenCalled();
    call.mockRejectedValueOnce(refusal(401));
    expect(await opened().resume()).toBe(false);
    expect(forgetCopies).toHaveBeenCalledOnce();
  });

  it("left without a line is over on this machine at once, and given back before anybody comes in", async () => {
    await signInOnce();
    call.mockImplementation(cut);
    await useSession().signOut();
    expect(forgetCopies).toHaveBeenCalledOnce();
    expect(forgetForms).toHaveBeenCalledOnce();
    expect(await opened().resume()).toBe(false);

    // The line is back, and with it the cookie: it must not open the door again.
    call.mockReset().mockResolvedValueOnce({});
    expect(await opened().resume()).toBe(false);
    expect(call.mock.calls).toEqual([["session.close"]]);
    call.mockReset().mockRejectedValueOnce(refusal(401));
    expect(await opened().resume()).toBe(false);
    expect(call.mock.calls).toEqual([["session.current"]]);
  });
});
