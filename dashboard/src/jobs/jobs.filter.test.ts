import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasAge, parseFilter, partAt, partOf, replacePart, withPart } from "./jobs.filter.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const parse = (text: string) => parseFilter(text, NOW);

describe("the filter's language", () => {
  it.each([
    ["", {}],
    ["method:convert status:failed", { method: "convert", status: "Failed" }],
    ["status:RUNNING", { status: "RUNNING" }],
    ["status:running", { status: "Running" }],
    ["status:retry", { status: "RETRY" }],
    ["creator:me", { creator: "me" }],
    ["creator:kim", { createdBy: "kim" }],
    ["worker:w@1 queue:gpu:5 error:TypeError", { worker: "w@1", queue: "gpu:5", errorType: "TypeError" }],
    ["task:ab12-c", { taskId: "ab12-c" }],
    ["params.path:report.md params.a.b:true", { param: ["path:report.md", "a.b:true"] }],
    ['params.path:"my report.md" big words', { param: ["path:my report.md"], search: "big words" }],
    ['params.path:"a \\"b\\" c" worker:"C:\\new dir"', { param: ['path:a "b" c'], worker: "C:\\new dir" }],
    ['worker:"not closed \\', { worker: "not closed \\" }],
    ['"status:failed"', { search: "status:failed" }],
    ["created:<1h", { createdAfter: "2026-11-23T11:00:00.000Z" }],
    ["created:>2d", { createdBefore: "2026-11-21T12:00:00.000Z" }],
    ["created:2026-11-01", { createdAfter: "2026-11-01T00:00:00.000Z", createdBefore: "2026-11-02T00:00:00.000Z" }],
    ["created:>2026-11-01T10:00:00Z", { createdAfter: "2026-11-01T10:00:00.000Z" }],
    ["12", { search: "12" }],
  ])("%s", (text, filter) => {
    expect(parse(text)).toEqual({ filter, faults: [] });
  });

  it.each(["status:nope", "nope:1", "method:", "created:soon", "params.:1", "method:a method:b"])("%s has a fault", (text) => {
    expect(parse(text).faults).toHaveLength(1);
  });

  it("takes any text", () => {
    fc.assert(fc.property(fc.string(), (text) => void parse(text)));
  });

  it("reads a value back as it was quoted", () => {
    const hard = fc.string({ minLength: 1, unit: fc.constantFrom('"', "\\", " ", "\n", ":", "a") });
    fc.assert(
      fc.property(fc.oneof(hard, fc.string({ minLength: 1, unit: "binary" })), (text) => {
        expect(parse(`${partOf("worker", text)} method:m`)).toEqual({ filter: { worker: text, method: "m" }, faults: [] });
      }),
      { numRuns: 1_000 },
    );
  });
});

it("knows which part one is writing", () => {
  expect(partAt("method:convert sta", 18)).toEqual({ from: 15, to: 18, text: "sta" });
  expect(partAt("method:convert ", 15)).toEqual({ from: 15, to: 15, text: "" });
  expect(partAt("method:convert", 3)).toEqual({ from: 0, to: 14, text: "method:convert" });
});

it("puts what was chosen in its place, and the caret behind it", () => {
  const part = partAt("met status:failed", 3);
  expect(replacePart("met status:failed", part, "method:")).toEqual({ text: "method: status:failed", caret: 7 });
  expect(replacePart("met status:failed", part, "method:convert")).toEqual({ text: "method:convert status:failed", caret: 15 });
});

it("sets and removes one part of several", () => {
  expect(withPart("a status:failed b", "status", "running")).toBe("status:running a b");
  expect(withPart("a status:failed", "status", null)).toBe("a");
});

it("knows whether the time moves what is meant", () => {
  expect([hasAge("created:<1h a"), hasAge("created:>2026-11-01"), hasAge('"created:<1h"')]).toEqual([true, false, false]);
});
