import { describe, expect, it } from "vitest";
import { type JobPages, type JobRow, missingFrom, patched, rowsOf } from "./jobs.feed.ts";
import { mayMatch } from "./jobs.matching.ts";

const job = (id: number, facts: Partial<JobRow> = {}) =>
  ({
    id,
    status: "RUNNING",
    method: "convert",
    updated: "2026-01-01T00:00:00Z",
    created: "2026-01-01T00:00:00Z",
    params: {},
    ...facts,
  }) as JobRow;
const pagesOf = (...pages: number[][]) =>
  ({ pages: pages.map((ids) => ({ results: ids.map((id) => job(id)) })), pageParams: [] }) as unknown as JobPages;

describe("a list", () => {
  it("takes changes, and leaves what has not changed as it is", () => {
    const pages = pagesOf([4, 3], [2, 1]);
    const next = patched(pages, [job(3, { status: "SUCCESS" }), job(9)]);
    expect(rowsOf(next).map(({ status }) => status)).toEqual(["RUNNING", "SUCCESS", "RUNNING", "RUNNING"]);
    expect(next.pages[1]).toBe(pages.pages[1]);
    expect(rowsOf(next)[0]).toBe(rowsOf(pages)[0]);
    expect(patched(pages, [job(9)])).toBe(pages);
  });

  it("does not take what is older than what it has", () => {
    const pages = pagesOf([1]);
    expect(rowsOf(patched(pages, [job(1, { status: "STARTED", updated: "2025-01-01T00:00:00Z" })]))[0]?.status).toBe("RUNNING");
  });

  it("tells what would be among its rows", () => {
    const rows = rowsOf(pagesOf([8, 6, 4]));
    const ids = (hasMore: boolean) => missingFrom(rows, hasMore, [job(9), job(8), job(5), job(2)]).map(({ id }) => id);
    expect([ids(true), ids(false)]).toEqual([
      [9, 5],
      [9, 5, 2],
    ]);
  });
});

it.each([
  [{}, true],
  [{ status: "Running" }, true],
  [{ status: "RUNNING" }, true],
  [{ status: "Failed" }, false],
  [{ method: "sleep" }, false],
  [{ worker: "w" }, true],
  [{ errorType: "TypeError" }, false],
  [{ creator: "me" }, true],
  [{ creator: "other" }, false],
  [{ creator: "anon" }, false],
  [{ createdAfter: "2026-01-01T00:00:00Z" }, true],
  [{ createdBefore: "2026-01-01T00:00:00Z" }, false],
  [{ param: ["path:a.md", "deep.n:2"] }, true],
  [{ param: ["deep.m.x:2"] }, false],
  [{ search: "what only the hub knows", queue: "gpu" }, true],
] as const)("a job that has changed belongs into the list of %j: %s", (filter, expected) => {
  const changed = job(1, { worker: "w", creator: 7, error: null, params: { path: "a.md", deep: { n: 2 } } });
  expect(mayMatch(changed, filter as Parameters<typeof mayMatch>[1], 7)).toBe(expected);
});
