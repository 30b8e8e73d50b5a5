import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Broker } from "../../../broker/broker.ts";
import { seal } from "../../../core/secrets.ts";
import type { Task } from "../../../core/task.ts";
import { Metrics } from "../../http/metrics.ts";
import { IDLE_BROKER, TEST_CONFIG } from "../../testing.ts";
import { buildJobsHub, type JobsHub } from "../jobs.testing.ts";
import { JobWriter } from "../record/jobs.writer.ts";
import { JobPublisher } from "./jobs.publisher.ts";
import { JobRevoker } from "./jobs.revoker.ts";

/** A broker that has no part in the record's transactions, as one on another server. */
let hub: JobsHub;
let published: Task[];
let revoked: string[];
let fault: Error | null;
let whilePublishing: () => Promise<unknown>;
const broker: Broker = {
  ...IDLE_BROKER,
  transactional: false,
  publish: async (tasks) => {
    await whilePublishing();
    if (fault) throw fault;
    published.push(...tasks);
  },
  revoke: async (ids) => void revoked.push(...ids),
};

beforeEach(async () => {
  published = [];
  revoked = [];
  fault = null;
  whilePublishing = async () => undefined;
  hub = await buildJobsHub({ broker: () => broker });
});
afterEach(() => hub.close());

const statusOf = async (id: number) =>
  (await hub.database.query<{ status: string }>("SELECT status FROM jobs WHERE id = $1", [id])).rows[0]?.status;

async function create() {
  const body = { method: "sleep", params: { seconds: 1 }, secrets: { a: "b" } };
  const answer = await hub.call<{ id: number; status: string }>("POST", `/api/projects/${hub.project.id}/jobs/`, {
    as: hub.user,
    body,
  });
  return { code: answer.status, ...answer.body };
}

function revokerAt(now: () => number): JobRevoker {
  const made = { ...hub.app.hub, config: TEST_CONFIG, database: hub.database, broker, now, metrics: new Metrics() };
  return new JobRevoker(made);
}

function publisherAt(now: () => number): JobPublisher {
  const made = { ...hub.app.hub, config: TEST_CONFIG, database: hub.database, broker, now, metrics: new Metrics() };
  return new JobPublisher(made, new JobWriter(made));
}

const afterAWhile = () => Date.now() + 60_000;

describe("a broker that confirms by itself", () => {
  it("has the task before the job counts as dispatched", async () => {
    const job = await create();
    expect(job).toMatchObject({ code: 201, status: "DISPATCHED" });
    expect(published).toMatchObject([{ id: String(job.id), secrets: { a: "b" } }]);
    expect(await statusOf(job.id)).toBe("DISPATCHED");
  });

  it("may be away: the job waits, and the sweep publishes it later", async () => {
    fault = new Error("away");
    const job = await create();
    expect(job).toMatchObject({ code: 201, status: "WAITING" });
    fault = null;
    await publisherAt(Date.now).sweep();
    expect(published).toEqual([]);
    await publisherAt(afterAWhile).sweep();
    expect(published).toMatchObject([
      {
        id: String(job.id),
        name: "sleep",
        kwargs: { seconds: 1, project: hub.project.id },
        retries: 0,
        queue: "default",
        secrets: { a: "b" },
      },
    ]);
    expect(await statusOf(job.id)).toBe("DISPATCHED");
  });

  it("is not asked to publish what waits for another job, or has no need", async () => {
    const parent = await hub.insertJob({ method: "series", status: "RUNNING" });
    await hub.insertJob({ status: "WAITING", parent_id: parent });
    const waiting = await hub.insertJob({ status: "WAITING" });
    await hub.database.query("INSERT INTO job_secrets VALUES ($1, $2)", [waiting, seal({ x: "y" }, TEST_CONFIG.secretKey)]);
    const publisher = publisherAt(afterAWhile);
    await publisher.start();
    await publisher.start();
    await publisher.stop();
    await publisher.stop();
    expect(published).toMatchObject([{ id: String(waiting), secrets: { x: "y" } }]);
  });

  it("is told again of a job that was cancelled while its task was on the way", async () => {
    whilePublishing = async () => {
      whilePublishing = async () => undefined;
      const { rows } = await hub.database.query<{ id: number }>("SELECT id FROM jobs");
      await hub.call("PATCH", `/api/projects/${hub.project.id}/jobs/${rows[0]?.id}/cancel/`, { as: hub.user });
    };
    const job = await create();
    expect(job.status).toBe("CANCELLED");
    expect(revoked).toEqual([String(job.id), String(job.id)]);
  });
  it("is told again of what nobody has confirmed, for a day", async () => {
    const unconfirmed = await hub.insertJob({ status: "CANCELLED", is_active: false, ended: new Date() });
    await hub.insertJob({ status: "REVOKED", is_active: false, ended: new Date() });
    await hub.insertJob();
    await revokerAt(Date.now).revoke();
    expect(revoked).toEqual([String(unconfirmed)]);
    await revokerAt(() => Date.now() + 25 * 3_600_000).revoke();
    expect(revoked).toEqual([String(unconfirmed)]);
  });
});
