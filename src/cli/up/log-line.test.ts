import picocolors from "picocolors";
import { expect, test } from "vitest";
import { clock } from "../time.ts";
import { formatLine, LEVELS, parseLine } from "./log-line.ts";

const TIME = "2026-01-02T03:04:05.678Z";
const colors = picocolors.createColors(false);
const shown = (text: string, { withStack = false, plainLevel = LEVELS.info as number } = {}) =>
  formatLine(parseLine(text, plainLevel), { label: "manager", colors, withStack }).slice(9);
const entry = (fields: object) => JSON.stringify({ level: 30, time: TIME, pid: 1, name: "manager", ...fields });

test("a line of JSON becomes its message and what is peculiar to it", () => {
  expect(shown(entry({ msg: "listening", url: "http://127.0.0.1:8000" }))).toBe(
    "manager │ listening url=http://127.0.0.1:8000",
  );
  expect(formatLine(parseLine(entry({ msg: "x" })), { label: "m", colors, withStack: false })).toMatch(
    new RegExp(`^${clock(TIME)} m │ x$`),
  );
});

test("values with spaces are quoted, objects are JSON, and empty ones are left out", () => {
  expect(shown(entry({ msg: "m", a: "two words", b: { c: 1 }, d: null }))).toBe('manager │ m a="two words" b={"c":1}');
});

test("what is bad is marked", () => {
  expect(shown(entry({ level: 40, msg: "slow" }))).toBe("manager │ warn slow");
  expect(shown(entry({ level: 60, msg: "dead" }))).toBe("manager │ error dead");
  expect(shown("Error: plain", { plainLevel: LEVELS.error })).toBe("manager │ Error: plain");
});

test("an error says its reason once, and its stack when asked", () => {
  const failed = entry({ level: 50, msg: "could not send", err: { message: "refused", stack: "Error: refused\n    at here" } });
  expect(shown(failed)).toBe("manager │ error could not send reason=refused");
  expect(shown(entry({ level: 50, msg: "refused", err: { message: "refused" } }))).toBe("manager │ error refused");
  expect(shown(failed, { withStack: true })).toMatch(/reason=refused\n +manager │ {5}at here$/);
});

test("text that is no JSON stays as it is", () => {
  expect(shown("{ not json")).toBe("manager │ { not json");
});
