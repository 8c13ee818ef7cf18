import { expect, it, vi } from "vitest";
import { useSteady } from "./useSteady";

it("looks at once, and once more for all that happened meanwhile", async () => {
  vi.useFakeTimers();
  const waiting: (() => void)[] = [];
  const look = vi.fn(() => new Promise<void>((resolve) => waiting.push(resolve)));
  const ask = useSteady(look);
  const first = ask();
  for (let n = 0; n < 30; n++) void ask();
  expect(look).toHaveBeenCalledTimes(1);
  waiting.shift()!();
  await vi.advanceTimersByTimeAsync(1000);
  expect(look).toHaveBeenCalledTimes(2);
  waiting.shift()!();
  await first;
  await vi.advanceTimersByTimeAsync(1000);
  expect(look).toHaveBeenCalledTimes(2);
  void ask();
  expect(look).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});
