import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Loop } from "./loop.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A loop whose rounds answer what `answers` holds, then false. */
function newLoop(answers: (boolean | Error)[] = []) {
  const rounds = { count: 0, errors: 0 };
  const step = async () => {
    rounds.count += 1;
    const answer = answers.shift() ?? false;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const onError = () => {
    rounds.errors += 1;
  };
  return { loop: new Loop({ step, restMs: 2_000, onError }), rounds };
}

it("goes on at once while there is more, then rests", async () => {
  const { loop, rounds } = newLoop([true, true, false]);
  await loop.start();
  await vi.advanceTimersByTimeAsync(1_999);
  expect(rounds.count).toBe(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(rounds.count).toBe(4);
  await loop.stop();
});

it("wakes from its rest, also when it was woken during a round", async () => {
  const { loop, rounds } = newLoop();
  await loop.start();
  loop.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds.count).toBe(2);
  loop.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds.count).toBe(3);
  await loop.stop();
});

it("backs off after errors, whoever wakes it, and never longer than a rest", async () => {
  const { loop, rounds } = newLoop(Array.from({ length: 20 }, () => new Error("no")));
  await loop.start();
  loop.wake();
  await vi.advanceTimersByTimeAsync(49);
  expect(rounds).toEqual({ count: 1, errors: 1 });
  await vi.advanceTimersByTimeAsync(20 * 2_000);
  expect(rounds.errors).toBe(20);
  expect(rounds.count).toBeGreaterThan(20);
  await loop.stop();
});

it("stops in its rest and in its backoff, twice, and does not start again", async () => {
  for (const answers of [[], [new Error("no")]]) {
    const { loop, rounds } = newLoop(answers);
    await loop.start();
    await vi.advanceTimersByTimeAsync(1);
    await Promise.all([loop.stop(), loop.stop()]);
    await loop.start();
    loop.wake();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rounds.count).toBe(1);
  }
});
