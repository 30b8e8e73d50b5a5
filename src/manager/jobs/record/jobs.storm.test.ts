import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { applyEvent, DISPATCHED_JOB, type JobPatch, type JobState } from "../../../core/job.ts";
import { connect, type Database } from "../../../database/connect.ts";
import { createLogger } from "../../../service/log.ts";
import { buildApp } from "../../app.ts";
import type { App } from "../../http/app.ts";
import { IDLE_BROKER, TEST_CONFIG } from "../../testing.ts";
import { buildJobsHub, type JobsHub } from "../jobs.testing.ts";

/** Two managers on one database. */
let hub: JobsHub;
let other: App;
let otherDatabase: Database;

beforeAll(async () => {
  hub = await buildJobsHub();
  otherDatabase = connect({ url: hub.url });
  const log = createLogger("other", "silent");
  other = await buildApp({ database: otherDatabase, broker: IDLE_BROKER, config: TEST_CONFIG, log });
});
afterAll(async () => {
  await other.close();
  await otherDatabase.close();
  await hub.close();
});

const START = Date.parse("2026-03-01T12:00:00Z");
const at = (second: number) => new Date(START + second * 1000).toISOString();

interface Update extends JobPatch {
  readonly log?: readonly string[];
  readonly logOffset?: number;
}

/** What a correct worker says of one attempt. Every other update has the whole log so far, the rest only what is new. */
function attemptUpdates(retries: number, updates: number, ending: "SUCCESS" | "FAILURE" | "RETRY" | "lost"): Update[] {
  const worker = `worker-${retries}@host`;
  const entries = Array.from({ length: updates }, (_, i) => [`${retries}.${2 * i}`, `${retries}.${2 * i + 1}`]);
  const running = entries.map((added, sequence) => ({
    status: "RUNNING" as const,
    retries,
    worker,
    sequence,
    progress: { done: sequence },
    ...(sequence % 2 === 0 ? { log: entries.slice(0, sequence + 1).flat() } : { log: added, logOffset: 2 * sequence }),
  }));
  const times = { ended: at(retries * 100 + 50), runtime: 50 };
  return [
    { status: "RECEIVED", retries, worker },
    { status: "STARTED", retries, worker, began: at(retries * 100) },
    ...running,
    ...(ending === "lost"
      ? []
      : [{ status: ending, retries, worker, ...times, ...(ending === "SUCCESS" && { result: retries }) }]),
  ];
}

const life = fc
  .record({
    earlier: fc.array(fc.record({ updates: fc.nat(4), ending: fc.constantFrom("RETRY" as const, "lost" as const) }), {
      maxLength: 2,
    }),
    last: fc.record({ updates: fc.nat(6), ending: fc.constantFrom("SUCCESS" as const, "FAILURE" as const, "lost" as const) }),
  })
  .map(({ earlier, last }) => [...earlier, last].flatMap(({ updates, ending }, i) => attemptUpdates(i, updates, ending)));

/** Each update at least once, in any order, over any of the ways in. */
const storm = life.chain((updates) =>
  fc.record({
    updates: fc.constant(updates),
    sent: fc.array(fc.nat(updates.length - 1), { maxLength: 10 }).chain((again) =>
      fc.shuffledSubarray([...updates, ...again.map((i) => updates[i] as Update)], {
        minLength: updates.length + again.length,
      }),
    ),
    ways: fc.array(fc.constantFrom("one", "other", "bulk"), { minLength: 40, maxLength: 40 }),
  }),
);

async function send(id: number, update: Update, way: string | undefined): Promise<number> {
  const [app, url, payload] =
    way === "bulk"
      ? [hub.app, "/api/jobs/", [{ id, ...update }]]
      : [way === "one" ? hub.app : other, `/api/jobs/${id}/`, update];
  const headers = { authorization: `Token ${hub.admin.token}` };
  return (await app.inject({ method: "PATCH", url, headers, payload })).statusCode;
}

it("ends in the same record, however a storm of updates comes", async () => {
  await fc.assert(
    fc.asyncProperty(storm, async ({ updates, sent, ways }) => {
      const id = await hub.insertJob();
      const codes = await Promise.all(sent.map((update, i) => send(id, update, ways[i])));
      expect(new Set(codes)).toEqual(new Set([200]));

      const expected = updates.reduce((state: JobState, update) => applyEvent(state, update, ""), DISPATCHED_JOB);
      const { urls: _urls, sequence: _sequence, ...shown } = expected;
      const { body } = await hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body: {} });
      expect(body).toMatchObject(shown);

      const last = updates.filter(({ retries }) => retries === expected.retries);
      const log = last.flatMap((update) => (update.logOffset === undefined ? [] : (update.log ?? [])));
      const wholes = last.flatMap((update) => (update.log && update.logOffset === undefined ? [update.log] : []));
      const entries = [...new Set([...wholes.flat(), ...log])].sort();
      expect(((body as { log: string[] | null }).log ?? []).toSorted()).toEqual(entries);
      expect((body as { logLength: number }).logLength).toBe(entries.length);
    }),
    { numRuns: 25 },
  );
}, 60_000);
