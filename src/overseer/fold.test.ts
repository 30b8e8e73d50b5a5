import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskEvent } from "../core/event.ts";
import { applyEvent, attemptOf, type JobState, type LogEntry, takesLog } from "../core/job.ts";
import { isEnded, STATUS_NAMES, type Status } from "../core/status.ts";
import { fold, type JobEvent } from "./fold.ts";
import { type JobNews, translate } from "./translate.ts";

const NOW = "2026-03-01T12:00:00.000Z";
const TIMES = [NOW, "2026-03-01T12:00:01.000Z", "2026-03-01T11:59:00.000Z"];

interface Recorded {
  readonly state: JobState;
  /** The log of the current attempt, by place. */
  readonly log: ReadonlyMap<number, LogEntry>;
}

/** What the manager does with a patch, in the rules of core. */
function record({ state, log }: Recorded, { patch, log: part }: JobNews): Recorded {
  const takes = takesLog(state, patch);
  const next = takes && attemptOf(state, patch) > state.retries ? new Map() : new Map(log);
  for (const [i, entry] of (takes && part?.entries.entries()) || []) {
    const place = (part?.offset ?? 0) + i;
    if (!next.has(place)) next.set(place, entry);
  }
  return { state: applyEvent(state, patch, NOW), log: next };
}

const event = { type: "task-started", uuid: "7", hostname: "w", timestamp: 0 } as TaskEvent;
const events = (news: readonly JobNews[]): JobEvent[] => news.map((said) => ({ id: 7, event, news: said }));

function sameAsSingly(start: Recorded, news: readonly JobNews[]): void {
  const singly = news.reduce(record, start);
  const folded = fold(events(news)).reduce<Recorded>(record, start);
  expect(folded).toEqual(singly);
}

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const time = fc.constantFrom(...TIMES);
const json = fc.constantFrom<string | number>("a", "b", 1);
const retries = some(fc.nat(2));

const logPart = fc
  .record({ offset: fc.nat(6), text: fc.stringMatching(/^[a-z]{1,4}$/) })
  .map(({ offset, text }) => ({ offset, entries: [...text] }));

const anyNews: fc.Arbitrary<JobNews> = fc.record({
  patch: fc.record({
    status: fc.constantFrom<Status>("RECEIVED", "STARTED", "RUNNING", "RETRY", "SUCCESS", "REVOKED", "TERMINATED", "FAILURE"),
    retries,
    sequence: some(fc.nat(4)),
    worker: some(fc.constantFrom("v", "w")),
    began: some(time),
    ended: some(time),
    runtime: some(fc.nat(2)),
    result: some(json),
    error: some(json),
    urls: some(json),
    progress: some(json),
  }),
  log: fc.option(logPart),
});

/** Any state that the record may be in; an ended job has the time of its end. */
const anyRecord: fc.Arbitrary<Recorded> = fc
  .record({
    status: fc.constantFrom(...STATUS_NAMES),
    retries: fc.nat(2),
    sequence: fc.integer({ min: -1, max: 4 }),
    began: fc.option(time),
    ended: fc.option(time),
    runtime: fc.option(fc.nat(2)),
    worker: fc.option(fc.constantFrom("u", "v", "w")),
    result: fc.option(json),
    error: fc.option(json),
    urls: fc.option(json),
    progress: fc.option(json),
  })
  .map((state) => ({
    state: { ...state, isActive: !isEnded(state.status), ended: isEnded(state.status) ? (state.ended ?? NOW) : state.ended },
    log: new Map([[1, "stored"]]),
  }));

const base = { uuid: fc.constant("7"), hostname: fc.constantFrom("v@h", "w@h"), timestamp: fc.nat(3), retries };
const anyEvent: fc.Arbitrary<TaskEvent> = fc.oneof(
  fc.record({ type: fc.constantFrom("task-received" as const, "task-started" as const), ...base }),
  fc.record({
    type: fc.constant("task-updated" as const),
    ...base,
    sequence: fc.nat(5),
    progress: json,
    log: fc.array(fc.constantFrom("x", "y"), { maxLength: 3 }),
    logOffset: fc.nat(4),
  }),
  fc.record({ type: fc.constant("task-succeeded" as const), ...base, result: json, runtime: fc.nat(2) }),
  fc.record({
    type: fc.constantFrom("task-failed" as const, "task-retried" as const),
    ...base,
    exception: fc.constant("E('x')"),
  }),
  fc.record({ type: fc.constant("task-revoked" as const), ...base, terminated: fc.boolean() }),
);

describe("fold", () => {
  it("ends in the same record as one patch an event, for any patches on any record", () => {
    fc.assert(fc.property(anyRecord, fc.array(anyNews, { maxLength: 6 }), sameAsSingly), { numRuns: 10_000 });
  });

  it("ends in the same record for the events of workers in any order", () => {
    const news = fc.array(
      anyEvent.map((one) => translate(one) as JobNews),
      { maxLength: 12 },
    );
    fc.assert(fc.property(anyRecord, news, sameAsSingly), { numRuns: 5_000 });
  });

  it("makes one patch of a whole attempt", () => {
    const common = { uuid: "7", hostname: "w@h", timestamp: 1, retries: 0 };
    const attempt: TaskEvent[] = [
      { type: "task-received", ...common },
      { type: "task-started", ...common },
      { type: "task-updated", ...common, sequence: 0, log: ["a", "b"], logOffset: 0, progress: 0.1 },
      { type: "task-updated", ...common, sequence: 1, log: ["c"], logOffset: 2, progress: 0.9 },
      { type: "task-updated", ...common, sequence: 2, log: ["d"], logOffset: 3 },
      { type: "task-succeeded", ...common, result: 42, runtime: 2 },
    ];
    const told = attempt.map((one) => ({ id: 7, event: one, news: translate(one) as JobNews }));
    expect(fold([...told, ...told])).toEqual([
      {
        id: 7,
        patch: expect.objectContaining({
          status: "SUCCESS",
          result: 42,
          progress: 0.9,
          sequence: 1,
          began: expect.any(String),
        }),
        log: { entries: ["a", "b", "c", "d"], offset: 0 },
        events: [...attempt, ...attempt],
      },
    ]);
  });

  it("keeps attempts apart and in order, and jobs in the order of their first event", () => {
    const news = (attempt: number): JobNews => ({ patch: { status: "RECEIVED", retries: attempt }, log: null });
    const told = [
      { id: 2, event, news: news(0) },
      { id: 1, event, news: news(0) },
      { id: 2, event, news: news(1) },
      { id: 2, event, news: news(1) },
    ];
    expect(fold(told).map(({ id, patch, events: { length } }) => [id, patch.retries, length])).toEqual([
      [2, 0, 1],
      [2, 1, 2],
      [1, 0, 1],
    ]);
  });

  it("joins logs without gaps, and takes time linear in their size", () => {
    const parts = Array.from({ length: 2_000 }, (_, i) => ({ entries: Array(100).fill(i), offset: i * 100 }));
    const news = parts.map((log): JobNews => ({ patch: { status: "RUNNING" }, log }));
    const [only, ...others] = fold(events(news));
    expect(others).toEqual([]);
    expect(only?.log?.entries).toEqual(parts.flatMap(({ entries }) => entries));
  });
});
