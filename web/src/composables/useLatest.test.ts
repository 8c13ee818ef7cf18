import { describe, expect, it } from "vitest";
import { useLatest } from "./useLatest";

describe("useLatest", () => {
  it("takes the answer to the newest question alone, in whatever order they come", async () => {
    const { ask, busy } = useLatest();
    const taken: string[] = [];
    let answerFirst: (word: string) => void = () => undefined;
    const first = ask(() => new Promise<string>((resolve) => (answerFirst = resolve)), (word) => taken.push(word));
    await ask(() => Promise.resolve("second"), (word) => taken.push(word));
    expect(busy.value).toBe(false);
    answerFirst("first");
    await first;
    expect(taken).toEqual(["second"]);
  });

  it("keeps the problem of the newest question, and lets it go when another is asked", async () => {
    const { ask, problem } = useLatest();
    await ask(() => Promise.reject(new Error("no line")), () => undefined);
    expect(problem.value).toBeDefined();
    await ask(() => Promise.resolve(1), () => undefined);
    expect(problem.value).toBeUndefined();
  });
});
