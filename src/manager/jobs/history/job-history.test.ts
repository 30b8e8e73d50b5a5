import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "../jobs.testing.ts";
import { historyLines, MOST_HISTORY, parseHistory } from "../record/jobs.history.ts";

let hub: JobsHub;
let now = Date.parse("2026-03-01T12:00:00Z");
beforeAll(async () => {
  hub = await buildJobsHub({ now: () => now });
});
afterAll(() => hub.close());

interface Timeline {
  changes: { time: string; status: string; attempt: number; worker: string | null }[];
  attempts: Record<string, unknown>[];
}

const at = (seconds: number) => new Date(Date.parse("2026-03-01T12:00:00Z") + seconds * 1000).toISOString();
const tell = (id: number, body: object, method = "PATCH") => hub.call(method, `/api/jobs/${id}/`, { as: hub.admin, body });
const place = (id: number, rest = "timeline/") => `/api/projects/${hub.project.id}/jobs/${id}/${rest}`;
const timeline = async (id: number) => (await hub.call<Timeline>("GET", place(id), { as: hub.user })).body;
const brief = async (id: number) => (await timeline(id)).changes.map(({ attempt, status }) => `${attempt} ${status}`);
const newJob = (columns = {}) => hub.insertJob({ created: at(0), ...columns });

describe("the timeline of a job", () => {
  it("tells each status with its time, attempt and worker", async () => {
    const id = await newJob();
    now = Date.parse(at(2));
    await tell(id, { status: "RECEIVED", retries: 0, worker: "a@host" });
    await tell(id, { status: "STARTED", began: at(3), worker: "a@host" });
    now = Date.parse(at(4));
    await tell(id, { status: "RUNNING", progress: 0.5 });
    await tell(id, { status: "SUCCESS", ended: at(5), runtime: 2, worker: "a@host" });
    expect(await timeline(id)).toEqual({
      queue: "default",
      changes: [
        { time: at(0), status: "DISPATCHED", attempt: 0, worker: null },
        { time: at(2), status: "RECEIVED", attempt: 0, worker: "a@host" },
        { time: at(3), status: "STARTED", attempt: 0, worker: "a@host" },
        { time: at(4), status: "RUNNING", attempt: 0, worker: "a@host" },
        { time: at(5), status: "SUCCESS", attempt: 0, worker: "a@host" },
      ],
      attempts: [
        {
          attempt: 0,
          status: "SUCCESS",
          worker: "a@host",
          began: at(3),
          ended: at(5),
          runtime: 2,
          error: null,
          logLength: 0,
        },
      ],
    });
  });

  it("of one that nothing was heard of has where it began", async () => {
    const id = await newJob({ status: "WAITING" });
    expect(await timeline(id)).toMatchObject({
      changes: [{ time: at(0), status: "WAITING", attempt: 0, worker: null }],
      attempts: [{ attempt: 0, status: "WAITING", began: null, ended: null, runtime: null }],
    });
  });

  it("has every attempt, with why it failed and its log", async () => {
    const id = await newJob();
    const lost = { type: "WorkerLost", message: "The worker is gone." };
    await tell(id, { status: "STARTED", retries: 0, began: at(1), worker: "a@host", log: ["one", "two"] });
    now = Date.parse(at(4));
    await tell(id, { status: "RETRY", retries: 0, error: lost });
    now = Date.parse(at(6));
    await tell(id, { status: "RECEIVED", retries: 2, worker: "b@host" });
    await tell(id, { status: "STARTED", began: at(7), worker: "b@host", log: ["three"] });
    now = Date.parse(at(9));
    await tell(id, { status: "DISPATCHED", retries: 3 });
    await tell(id, { status: "SUCCESS", retries: 3, began: at(10), ended: at(12), worker: "c@host" });
    const { changes, attempts } = await timeline(id);
    expect(changes.map(({ attempt, status, worker }) => `${attempt} ${status} ${worker}`)).toEqual([
      "0 DISPATCHED null",
      "0 STARTED a@host",
      "0 RETRY a@host",
      "2 RECEIVED b@host",
      "2 STARTED b@host",
      "3 DISPATCHED null",
      "3 STARTED c@host",
      "3 SUCCESS c@host",
    ]);
    const usual = { error: null, logLength: 0 };
    expect(attempts).toEqual([
      {
        ...usual,
        attempt: 0,
        status: "RETRY",
        worker: "a@host",
        began: at(1),
        ended: at(4),
        runtime: 3,
        error: lost,
        logLength: 2,
      },
      { ...usual, attempt: 2, status: "STARTED", worker: "b@host", began: at(7), ended: at(9), runtime: 2, logLength: 1 },
      { ...usual, attempt: 3, status: "SUCCESS", worker: "c@host", began: at(10), ended: at(12), runtime: 2 },
    ]);
    const log = async (query: string) =>
      (await hub.call<{ count: number; results: unknown[] }>("GET", place(id, `log/${query}`), { as: hub.user })).body;
    expect(await log("?attempt=0&limit=1")).toMatchObject({ count: 2, results: ["one"] });
    expect(await log("?attempt=2")).toMatchObject({ count: 1, results: ["three"] });
    expect([await log(""), await log("?attempt=3"), await log("?attempt=9")].map(({ count }) => count)).toEqual([0, 0, 0]);
  });

  it("has nothing of what changed nothing", async () => {
    const id = await newJob();
    const start = { status: "STARTED", retries: 1, began: at(1), worker: "a@host" };
    for (const _ of [1, 2, 3]) await tell(id, start);
    await tell(id, { status: "RECEIVED", retries: 1 });
    await tell(id, { status: "FAILURE", retries: 0 });
    await tell(id, { status: "SUCCESS", retries: 1, ended: at(2) });
    await tell(id, { status: "FAILURE", retries: 1, ended: at(3) });
    await tell(id, { ...start, retries: 2 });
    await tell(id, { description: "said later" });
    expect(await brief(id)).toEqual(["0 DISPATCHED", "1 STARTED", "1 SUCCESS"]);
  });

  it("has a start that was told last before the end", async () => {
    const id = await newJob();
    await tell(id, { status: "SUCCESS", ended: at(9) });
    await tell(id, { status: "STARTED", began: at(8) });
    expect(await brief(id)).toEqual(["0 DISPATCHED", "0 STARTED", "0 SUCCESS"]);
    expect((await timeline(id)).attempts).toMatchObject([{ began: at(8), ended: at(9), runtime: 1 }]);
  });

  it("has a cancellation, and its worker's word", async () => {
    const id = await newJob();
    await tell(id, { status: "RUNNING", began: at(1) });
    await hub.call("PATCH", place(id, "cancel/"), { as: hub.user });
    await tell(id, { status: "TERMINATED", ended: at(5) });
    expect(await brief(id)).toEqual(["0 DISPATCHED", "0 STARTED", "0 RUNNING", "0 CANCELLED", "0 TERMINATED"]);
  });

  it("has corrections, and no attempts after the one that was returned to", async () => {
    const id = await newJob();
    await tell(id, { status: "FAILURE", retries: 4, ended: at(2) });
    await tell(id, { status: "DISPATCHED", retries: 1, ended: null }, "PUT");
    expect(await brief(id)).toEqual(["0 DISPATCHED", "4 FAILURE", "1 DISPATCHED"]);
    expect((await timeline(id)).attempts.map(({ attempt }) => attempt)).toEqual([0, 1]);
  });

  it("is the same however its events are split", async () => {
    const [whole, split] = [await newJob(), await newJob()];
    const events = [
      { id: 0, status: "RECEIVED", worker: "a@host" },
      { id: 0, status: "STARTED", began: at(1), worker: "a@host" },
      { id: 0, status: "SUCCESS", ended: at(2), worker: "a@host" },
    ];
    await hub.call("PATCH", "/api/jobs/", { as: hub.admin, body: events.map((event) => ({ ...event, id: whole })) });
    for (const { id: _, ...event } of events) await tell(split, event);
    expect(await brief(whole)).toEqual(["0 DISPATCHED", "0 RECEIVED", "0 STARTED", "0 SUCCESS"]);
    expect(await brief(split)).toEqual(await brief(whole));
  });

  it("opens by the job's key, and to nobody else", async () => {
    const id = await newJob();
    expect((await hub.call("GET", place(id, `timeline/?key=${"k".repeat(32)}`))).status).toBe(200);
    expect((await hub.call("GET", place(id))).status).toBe(401);
    expect((await hub.call("GET", place(id + 1_000), { as: hub.user })).status).toBe(404);
  });
});

describe("the lines of a history", () => {
  it("stay within their limit: the oldest go", async () => {
    const id = await newJob({
      history: "0 RECEIVED 1772366400000 some-worker@host\n".repeat(600).slice(-MOST_HISTORY),
      version: 1,
    });
    await tell(id, { status: "STARTED", began: at(1) });
    const { rows } = await hub.database.query<{ history: string }>("SELECT history FROM jobs WHERE id = $1", [id]);
    expect(rows[0]?.history.length).toBe(MOST_HISTORY);
    const { changes } = await timeline(id);
    expect([changes.length > 400, changes.at(-1)?.status]).toEqual([true, "STARTED"]);
  });

  it("give back the workers, whatever their names", () => {
    const state = { status: "DISPATCHED", retries: 0, worker: null, began: null, ended: null } as const;
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 64, unit: "grapheme" }), (worker) => {
        const [change, ...others] = parseHistory(historyLines(state, { ...state, status: "RECEIVED", worker }, at(1)));
        expect([change?.status, change?.time, others]).toEqual(["RECEIVED", at(1), []]);
        expect(change?.worker ?? "").toBe(worker.replaceAll(/\s/g, " "));
      }),
    );
  });
});
