import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LogLevel, LogSieve, lineOf, lineText, piecesOf } from "./log-lines.ts";
import { LogReader, type ReadPart } from "./log-reader.ts";

const entry = (message: string, level = "info") => ({ time: "2026-01-01T00:00:00.000Z", level, message });

describe("a line", () => {
  it("is made of whatever an entry is", () => {
    expect(lineText(lineOf(entry("hello", "warn"), 1))).toBe("2026-01-01T00:00:00.000Z WARN  hello");
    expect(lineOf("bare", 2)).toMatchObject({ time: null, level: "info", message: "bare" });
    expect(lineOf({ level: "CRITICAL", message: "m", code: 7 }, 3)).toMatchObject({ level: "error", message: 'm {"code":7}' });
    expect(lineOf({ a: 1 }, 4)).toMatchObject({ message: '{"a":1}' });
    expect(lineOf(null, 5)).toMatchObject({ message: "null" });
  });

  it("is cut where one searches, and stays what it was", () => {
    expect(piecesOf("An error: ERROR", "error")).toEqual(["An ", "error", ": ", "ERROR", ""]);
    fc.assert(fc.property(fc.string(), fc.string(), (message, search) => piecesOf(message, search).join("") === message));
  });
});

it("a sieve lets the same through, however the log grew", () => {
  const level = fc.constantFrom<LogLevel>("debug", "info", "warn", "error");
  const parts = fc.array(fc.array(fc.record({ level, message: fc.stringMatching(/^[abAB]{0,3}$/) })));
  fc.assert(
    fc.property(parts, level, fc.constantFrom("", "a", "AB"), (given, least, search) => {
      const all = given.flat().map((raw, i) => lineOf(raw, i + 1));
      const sieve = new LogSieve({ level: least, search });
      for (const i of given.keys()) sieve.take(all.slice(0, given.slice(0, i + 1).flat().length));
      expect(sieve.passed).toEqual([...new LogSieve({ level: least, search }).take(all)]);
    }),
  );
});

describe("reading", () => {
  const log = Array.from({ length: 12_000 }, (_, i) => entry(`line ${i}`));
  const read: ReadPart = async ({ offset, limit }) => ({ count: log.length, results: log.slice(offset, offset + limit) });
  const ended = (reader: LogReader) => new Promise<void>((resolve) => reader.watch(() => !reader.isReading && resolve()));

  it("goes on to the end, and later from there", async () => {
    const asked: number[] = [];
    const reader = new LogReader((page, signal) => {
      asked.push(page.offset);
      return read(page, signal);
    });
    reader.want(1);
    await ended(reader);
    expect([asked, reader.lines.length, reader.lines.at(-1)?.message]).toEqual([[0, 5_000, 10_000], 12_000, "line 11999"]);
    log.push(entry("one more"));
    reader.want(12_001);
    await ended(reader);
    expect(reader.lines.at(-1)).toMatchObject({ number: 12_001, message: "one more" });
  });

  it("tells of a failure, goes on when it is asked again, and is quiet once it was stopped", async () => {
    let fault: Error | null = new Error("away");
    const reader = new LogReader((page, signal) => (fault ? Promise.reject(fault) : read(page, signal)));
    reader.want(3);
    await ended(reader);
    expect(reader.error).toBe(fault);
    fault = null;
    reader.want(3);
    await ended(reader);
    expect([reader.error, reader.lines.length]).toEqual([null, log.length]);
    reader.want(log.length + 1);
    reader.stop();
    expect(reader.isReading).toBe(false);
  });
});
