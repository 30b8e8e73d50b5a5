import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogIndex } from "./log-index.ts";

describe("LogIndex", () => {
  it("knows of each position once, in whatever order they come", () => {
    const positions = fc.array(fc.nat(30), { maxLength: 60 });
    fc.assert(
      fc.property(positions, positions, (first, later) => {
        const stored = new Set(first);
        const end = Math.max(0, ...first.map((position) => position + 1));
        const log = new LogIndex(stored.size, end, stored.size === end ? [] : [...stored]);
        for (const position of later) {
          expect(log.add(position)).toBe(!stored.has(position));
          stored.add(position);
        }
        expect(log.length).toBe(stored.size);
        expect(log.end).toBe(Math.max(0, ...[...stored].map((position) => position + 1)));
        for (let position = 0; position < log.prefix; position += 1) expect(stored.has(position)).toBe(true);
      }),
    );
  });

  it("needs of a long log with a gap no more than what is asked for", () => {
    const log = new LogIndex(99_999, 100_000, [99_998, 99_999]);
    expect([99_998, 99_999, 100_000, 100_000, 7].map((position) => log.add(position))).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
    expect([log.length, log.end]).toEqual([100_001, 100_001]);
  });
});
