import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyCorrection, applyEvent, DISPATCHED_JOB, type JobPatch, type JobState, takesLog } from "./job.ts";
import { isEnded, type Status } from "./status.ts";

const NOW = "2026-03-01T12:00:00.000Z";

const fold = (patches: readonly JobPatch[], job: JobState = DISPATCHED_JOB) =>
  patches.reduce<JobState>((state, patch) => applyEvent(state, patch, NOW), job);

const at = (second: number) => new Date(Date.parse(NOW) + second * 1000).toISOString();

type Ending = "SUCCESS" | "FAILURE" | "REJECTED" | "RETRY" | "lost";

/** What a correct worker says of one attempt, in the order in which it says it. */
function attemptEvents(retries: number, updates: number, ending: Ending): JobPatch[] {
  const worker = `worker-${retries}@host`;
  const began = at(retries * 100);
  const running = Array.from({ length: updates }, (_, sequence) => ({
    status: "RUNNING" as const,
    retries,
    worker,
    sequence,
    urls: { http: `http://10.0.0.1:${9000 + sequence}` },
    progress: { done: sequence },
  }));
  const outcome: JobPatch[] =
    ending === "lost"
      ? []
      : [
          {
            status: ending,
            retries,
            worker,
            ended: at(retries * 100 + 50),
            runtime: 50,
            ...(ending === "SUCCESS" && { result: { retries } }),
          },
        ];
  return [{ status: "RECEIVED", retries, worker }, { status: "STARTED", retries, worker, began }, ...running, ...outcome];
}

/** A whole life: attempts that are lost or retried, then one that ends. */
const life = fc
  .record({
    earlier: fc.array(fc.record({ updates: fc.nat(3), ending: fc.constantFrom<Ending>("RETRY", "lost") }), { maxLength: 3 }),
    last: fc.record({ updates: fc.nat(4), ending: fc.constantFrom<Ending>("SUCCESS", "FAILURE", "REJECTED", "lost") }),
  })
  .map(({ earlier, last }) =>
    [...earlier, last].flatMap(({ updates, ending }, retries) => attemptEvents(retries, updates, ending)),
  );

/** The same events, each at least once, in any order. */
const delivered = (events: readonly JobPatch[]) =>
  fc
    .array(fc.nat(Math.max(0, events.length - 1)), { maxLength: 8 })
    .chain((again) =>
      fc.shuffledSubarray([...events, ...again.map((i) => events[i] as JobPatch)], { minLength: events.length + again.length }),
    );

describe("applyEvent", () => {
  it("ends in the same record for any interleaving, repetition and delay", () => {
    fc.assert(
      fc.property(
        life.chain((events) => fc.tuple(fc.constant(events), delivered(events))),
        ([events, shuffled]) => {
          expect(fold(shuffled)).toEqual(fold(events));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("keeps a cancelled job cancelled, whatever its worker says and when", () => {
    const events = life.map((all) => [...all, { status: "TERMINATED" as const, retries: 9, ended: at(9), runtime: 1 }]);
    fc.assert(
      fc.property(
        events.chain((all) => fc.tuple(delivered(all), fc.nat(all.length))),
        ([shuffled, when]) => {
          const before = fold(shuffled.slice(0, when));
          fc.pre(!isEnded(before.status));
          const cancelled = { ...before, status: "CANCELLED" as const, isActive: false, ended: NOW };
          const end = fold(shuffled.slice(when), cancelled);
          expect(["CANCELLED", "TERMINATED"]).toContain(end.status);
          expect(end.result).toEqual(before.result);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("never takes an ended job back, and never lowers the attempt", () => {
    const status = fc.constantFrom<Status>(
      "RECEIVED",
      "STARTED",
      "RUNNING",
      "SUCCESS",
      "FAILURE",
      "RETRY",
      "REVOKED",
      "TERMINATED",
    );
    const patch = fc.record({ status, retries: fc.option(fc.nat(3)), worker: fc.option(fc.constantFrom("a", "b")) });
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 12 }), (patches) => {
        let job = DISPATCHED_JOB;
        for (const next of patches) {
          const was = job;
          job = applyEvent(job, next, NOW);
          expect(job.retries).toBeGreaterThanOrEqual(was.retries);
          if (isEnded(was.status)) expect(job.status).toBe(was.status);
          expect(job.isActive).toBe(!isEnded(job.status));
          expect(job.ended !== null).toBe(isEnded(job.status));
        }
      }),
    );
  });

  it("walks the way that the specification shows", () => {
    const worker = "w1@host";
    const done = fold([
      { status: "RECEIVED", retries: 0, worker },
      { status: "STARTED", began: at(1), worker },
      { status: "RUNNING" },
      { status: "SUCCESS", ended: at(3), runtime: 2, worker },
    ]);
    expect(done).toMatchObject({ status: "SUCCESS", began: at(1), ended: at(3), runtime: 2, worker, isActive: false });
    expect(fold([{ status: "STARTED", began: at(2), worker: "other@host" }], done)).toEqual(done);
  });

  it("fills what is still empty from events that come late, and takes nothing else from them", () => {
    const done = fold([{ status: "SUCCESS", ended: at(3), runtime: 2 }]);
    expect(fold([{ status: "STARTED", began: at(1), worker: "w1@host" }], done)).toEqual({
      ...done,
      began: at(1),
      worker: "w1@host",
    });
  });

  it("takes nothing from a success that comes after a cancel", () => {
    const cancelled: JobState = { ...DISPATCHED_JOB, status: "CANCELLED", isActive: false, ended: at(2) };
    expect(fold([{ status: "SUCCESS", ended: at(3), runtime: 2, result: 5 }], cancelled)).toEqual(cancelled);
  });

  it("ignores nulls", () => {
    const started = fold([{ status: "STARTED", worker: "w1@host", began: at(1) }]);
    expect(fold([{ status: null, retries: null, runtime: null, worker: null, began: null }], started)).toEqual(started);
  });

  it("gives an outcome without a time the present one", () => {
    expect(fold([{ status: "FAILURE" }]).ended).toBe(NOW);
  });

  it("keeps results that count as false", () => {
    for (const result of [0, false, ""]) expect(fold([{ status: "SUCCESS", result }]).result).toBe(result);
  });

  it("replaces addresses that carry no sequence while the job runs", () => {
    expect(fold([{ status: "RUNNING", urls: { http: "a" } }, { urls: { http: "b" } }]).urls).toEqual({ http: "b" });
  });
});

describe("takesLog", () => {
  it("refuses the log of a past attempt, and of a new one on an ended job", () => {
    const second = fold([{ status: "RECEIVED", retries: 1 }]);
    expect(takesLog(second, { retries: 0 })).toBe(false);
    expect(takesLog(second, {})).toBe(true);
    expect(takesLog(second, { retries: 2 })).toBe(true);
    const ended = fold([{ status: "SUCCESS" }], second);
    expect(takesLog(ended, { retries: 2 })).toBe(false);
    expect(takesLog(ended, { retries: 1 })).toBe(true);
  });
});

describe("applyCorrection", () => {
  const done = fold([{ status: "SUCCESS", ended: at(3), result: 1 }]);

  it("sets what is given, against any rank", () => {
    expect(applyCorrection(done, { status: "RUNNING", retries: 4 }, NOW)).toMatchObject({
      status: "RUNNING",
      retries: 4,
      ended: null,
      isActive: true,
      result: 1,
    });
    expect(applyCorrection(done, { result: null, worker: "w" }, NOW)).toMatchObject({
      status: "SUCCESS",
      result: null,
      worker: "w",
    });
  });

  it("leaves the job as it is when nothing is given", () => {
    expect(applyCorrection(done, {}, NOW)).toEqual(done);
    expect(applyCorrection(done, { status: null }, NOW)).toEqual(done);
  });

  it("never leaves an ended job without its time", () => {
    expect(applyCorrection(DISPATCHED_JOB, { status: "FAILURE" }, NOW).ended).toBe(NOW);
    expect(applyCorrection(done, { ended: null }, NOW).ended).toBe(at(3));
  });
});
