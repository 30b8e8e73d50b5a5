import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogIndex } from "./log-index.ts";

describe("LogIndex", () => {
  it("knows of each position once, in whatever order they come", () => {
    const positions = fc.array(fc.nat(30), { maxLength: 60 });
    fc.assert(
      fc.property(positions, fc.nat(10), (given, prefix) => {
        const log = new LogIndex(prefix);
        const stored = new Set(Array.from({ length: prefix }, (_, i) => i));
        for (const position of given) {
          expect(log.add(position)).toBe(!stored.has(position));
          stored.add(position);
        }
        expect(log.length).toBe(stored.size);
        expect(log.end).toBe(Math.max(0, ...[...stored].map((position) => position + 1)));
        expect([...stored].filter((position) => position < log.prefix).length).toBe(log.prefix);
        expect(stored.has(log.prefix)).toBe(false);
      }),
    );
  });

  it("starts from what is stored after a gap", () => {
    const log = new LogIndex(0, [5, 1, 0]);
    expect([log.length, log.end, log.prefix]).toEqual([3, 6, 2]);
    expect([5, 2, 3, 4].map((position) => log.add(position))).toEqual([false, true, true, true]);
    expect([log.length, log.end, log.prefix]).toEqual([6, 6, 6]);
  });
});
