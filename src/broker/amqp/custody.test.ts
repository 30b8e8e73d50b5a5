import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { JsonValue } from "../../core/json.ts";
import { Custody } from "./custody.ts";
import type { AmqpDelivery } from "./delivery.ts";

const LEASE_MS = 60;
const kept = { task: { id: "7", retries: 0 } } as AmqpDelivery;
const says = (state: string) => ({ "other@test": { 7: [state, { retries: 0 }] } });

/** What becomes of the first questions, in turn; those that follow are not answered. */
let answers: (() => Record<string, JsonValue>)[];
let asked: number;
let custody: Custody;
const onLost = vi.fn();
const onEnded = vi.fn();

beforeEach(() => {
  [answers, asked] = [[], 0];
  onLost.mockReset();
  onEnded.mockReset();
  custody = new Custody({
    hostname: "here@test",
    leaseMs: LEASE_MS,
    wasTaken: () => true,
    isEveryoneHere: () => true,
    ask: async () => {
      asked += 1;
      return answers.shift()?.() ?? {};
    },
    orphans: () => [],
    onLost,
    onFree: () => undefined,
    onEnded,
    onOvertaken: () => undefined,
    onError: () => undefined,
  });
});
afterEach(() => custody.stop());

/** How often it asks until it gives the task up. */
async function questionsUntilLost(): Promise<number> {
  custody.take(kept);
  await custody.start();
  await expect.poll(() => onLost.mock.calls, { interval: 1 }).toEqual([[kept]]);
  return asked;
}

it("gives a task up when six questions in a row were not answered", async () => {
  answers = [() => ({}), () => says("active")];
  expect(await questionsUntilLost()).toBe(2 + 6);
});

it("begins to count anew after one that could not be asked", async () => {
  const fail = () => {
    throw new Error("away");
  };
  answers = [...Array(5).fill(() => ({})), fail];
  expect(await questionsUntilLost()).toBe(6 + 6);
});

it("takes no time in which it was suspended itself for the silence of others", async () => {
  const suspend = () => {
    for (const until = performance.now() + 5 * LEASE_MS; performance.now() < until; );
    return {};
  };
  answers = [suspend];
  expect(await questionsUntilLost()).toBe(6);
});

it("is done with a task that its worker has ended", async () => {
  answers = [() => says("ended")];
  custody.take(kept);
  await custody.start();
  await expect.poll(() => onEnded.mock.calls, { interval: 1 }).toEqual([[kept]]);
  expect(custody.size).toBe(0);
});
