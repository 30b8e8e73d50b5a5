import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DelayLine } from "./delay-line.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("each item is due after the delay, in order", () => {
  const due: string[] = [];
  const line = new DelayLine<string>(100, (item) => due.push(item));
  line.add("a");
  line.add("b");
  vi.advanceTimersByTime(60);
  line.add("c");
  vi.advanceTimersByTime(40);
  expect(due).toEqual(["a", "b"]);
  vi.advanceTimersByTime(60);
  expect(due).toEqual(["a", "b", "c"]);
  line.add("d");
  line.stop();
  vi.advanceTimersByTime(1_000);
  expect(due).toHaveLength(3);
  expect(vi.getTimerCount()).toBe(0);
});

test("an item may be added again when it is due", () => {
  let times = 0;
  const line: DelayLine<string> = new DelayLine(10, (item) => {
    times += 1;
    if (times < 3) line.add(item);
  });
  line.add("a");
  vi.advanceTimersByTime(100);
  expect(times).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
});
