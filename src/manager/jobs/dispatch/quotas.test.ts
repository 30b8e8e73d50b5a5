import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect, type Database } from "../../../database/connect.ts";
import { createLogger } from "../../../service/log.ts";
import { buildApp } from "../../app.ts";
import type { App } from "../../http/app.ts";
import { IDLE_BROKER, TEST_CONFIG } from "../../testing.ts";
import { buildJobsHub, type JobsHub } from "../jobs.testing.ts";

const HOUR_MS = 3_600_000;

/** Two managers on one database. */
let hub: JobsHub;
let other: App;
let otherDatabase: Database;
let now = Date.parse("2026-03-10T10:20:00Z");
let jobs: string;
beforeAll(async () => {
  hub = await buildJobsHub({ now: () => now });
  otherDatabase = connect({ url: hub.url, name: "the other" });
  const log = createLogger("other", "silent");
  other = await buildApp({ database: otherDatabase, broker: IDLE_BROKER, config: TEST_CONFIG, log, now: () => now });
  await other.ready();
  jobs = `/api/projects/${hub.project.id}/jobs`;
});
afterAll(async () => {
  await other.close();
  await otherDatabase.close();
  await hub.close();
});
// Each in an hour of its own, with nothing active.
beforeEach(async () => {
  now += HOUR_MS;
  await hub.call("POST", `${jobs}/bulk/cancel/`, { as: hub.user, body: { filter: {} } });
});

async function limit(quota: "max_active_jobs" | "max_jobs_per_hour" | "max_job_minutes_per_month", most: number) {
  const { rows } = await hub.database.query<{ name: string }>(
    `INSERT INTO tiers (name, ${quota}) VALUES ('tier-' || (SELECT count(*) FROM tiers), $1) RETURNING name`,
    [most],
  );
  const body = { plan: rows[0]?.name };
  const reply = await hub.call("PATCH", `/api/accounts/${hub.user.accountId}/update_plan/`, { as: hub.admin, body });
  expect(reply.status).toBe(200);
}

interface Answer {
  readonly id: number;
  readonly message: string;
}
const create = (path = "/", body: object = { method: "sleep" }) =>
  hub.call<Answer>("POST", `${jobs}${path}`, { as: hub.user, body });
const bulk = (count: number) => create("/bulk/", { jobs: Array.from({ length: count }, () => ({ method: "sleep" })) });
/** By the other manager. */
const createThere = async () => {
  const headers = { authorization: `Token ${hub.user.token}` };
  return (await other.inject({ method: "POST", url: `${jobs}/`, headers, payload: { method: "sleep" } })).statusCode;
};
const end = (id: number, body: object = {}) =>
  hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body: { status: "SUCCESS", ...body } });

describe("a quota", () => {
  it("of active jobs frees up when one ends", async () => {
    await limit("max_active_jobs", 2);
    const [{ body: first }] = [await create(), await create()];
    expect(await create()).toMatchObject({
      status: 402,
      body: {
        message: expect.stringContaining("has used up its quota of 2 active jobs. It frees up when one of them ends."),
        errors: [{ field: "maxActiveJobs", message: "is 2" }],
      },
    });
    await end(first.id);
    expect([(await create()).status, (await create()).status]).toEqual([201, 402]);
  });

  it("of new jobs is by the hour, and says when the next one begins", async () => {
    await limit("max_jobs_per_hour", 2);
    await end((await create()).body.id);
    expect((await create()).status).toBe(201);
    const { status, headers, body } = await create();
    expect([status, headers["retry-after"]]).toEqual([402, String(40 * 60)]);
    expect(body.message).toContain(":00:00.000Z");
    now += HOUR_MS;
    expect((await create()).status).toBe(201);
  });

  it("of minutes counts what has run, and what runs", async () => {
    await limit("max_job_minutes_per_month", 30);
    const [done, running] = [(await create()).body.id, (await create()).body.id];
    await end(done, { runtime: 20 * 60 });
    await hub.call("PATCH", `/api/jobs/${running}/`, {
      as: hub.admin,
      body: { status: "STARTED", began: new Date(now).toISOString() },
    });
    expect((await create()).status).toBe(201);
    now += 10 * 60_000;
    expect((await create()).body.message).toContain("30 job minutes a month");
    now = Date.parse("2026-04-01T00:00:01Z");
    await end(running, { runtime: 60 });
    expect((await create()).status).toBe(201);
  });

  it("holds for many jobs at once: all or none", async () => {
    await limit("max_active_jobs", 5);
    expect([(await bulk(6)).status, (await bulk(5)).status, (await bulk(1)).status]).toEqual([402, 201, 402]);
  });

  it("is not passed by requests that come at the same time, to whichever manager", async () => {
    await limit("max_active_jobs", 7);
    const replies = await Promise.all([
      ...Array.from({ length: 15 }, async () => (await create()).status),
      ...Array.from({ length: 15 }, createThere),
    ]);
    expect(replies.filter((status) => status === 201)).toHaveLength(7);
    expect(new Set(replies)).toEqual(new Set([201, 402]));
    const { body } = await hub.call<{ count: number }>("GET", `${jobs}/?status=Pending`, { as: hub.user });
    expect(body.count).toBe(7);
  });

  it("holds for jobs that are run again, those of others' tasks among them", async () => {
    const { id } = (await create()).body;
    await end(id);
    const task = { taskId: "0b3c5d1e-7a52-4a6e-9d2f-000000000001", method: "add", args: [1], kwargs: {} };
    const adopted = await hub.call<{ jobs: Answer[] }>("POST", "/api/jobs/adopt/", {
      as: hub.admin,
      body: { project: hub.project.id, tasks: [task] },
    });
    const adoptedId = adopted.body.jobs[0]?.id ?? 0;
    await end(adoptedId);
    await limit("max_active_jobs", 0);
    const again = async (job: number) => (await create(`/${job}/retry/`, {})).status;
    expect([await again(id), await again(adoptedId)]).toEqual([402, 402]);
    await limit("max_active_jobs", 1);
    expect([await again(adoptedId), await again(id)]).toEqual([201, 402]);
  });
});
