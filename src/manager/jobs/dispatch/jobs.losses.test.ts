/** Jobs of Celery's workers that were killed after they had acknowledged their tasks. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Broker } from "../../../broker/broker.ts";
import type { JsonValue } from "../../../core/json.ts";
import { Metrics } from "../../http/metrics.ts";
import { IDLE_BROKER, TEST_CONFIG } from "../../testing.ts";
import { buildJobsHub, type JobsHub } from "../jobs.testing.ts";
import { JobWriter } from "../record/jobs.writer.ts";
import { JobLosses } from "./jobs.losses.ts";

const PY = "py@lab";
const MINUTE = 60_000;

let hub: JobsHub;
let losses: JobLosses;
let now: number;
/** What workers answer, by name; who is connected; and what waits on the queue. */
let answers: Record<string, JsonValue>;
let connected: string[];
let waiting: number;

beforeEach(async () => {
  now = Date.parse("2026-03-01T12:00:00Z");
  [answers, connected, waiting] = [{}, [], 0];
  hub = await buildJobsHub({ now: () => now });
  const broker: Broker = {
    ...IDLE_BROKER,
    control: { ...IDLE_BROKER.control, request: async () => answers, connected: async () => connected },
    depths: async () => [{ queue: "default", waiting, claimed: null, consumers: 0, oldestSeconds: null }],
  };
  const made = { ...hub.app.hub, config: TEST_CONFIG, database: hub.database, broker, now: () => now, metrics: new Metrics() };
  losses = new JobLosses(made, new JobWriter(made));
});
afterEach(() => hub.close());

async function beat(pid = 1, software = "py-celery"): Promise<void> {
  const body = { hostname: PY, pid, freq: 2, active: 0, sw_ident: software, sw_ver: "5.2.6", timestamp: now / 1000 };
  await hub.call("POST", "/api/workers/heartbeat/", { as: hub.admin, body });
}

async function job(status = "STARTED"): Promise<number> {
  const { body } = await hub.call<{ id: number }>("POST", `/api/projects/${hub.project.id}/jobs/`, {
    as: hub.user,
    body: { method: "sleep" },
  });
  const began = new Date(now).toISOString();
  await say(body.id, status === "RECEIVED" ? { status, worker: PY } : { status, worker: PY, began });
  return body.id;
}

const say = (id: number, body: object) => hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body });

async function read(id: number) {
  const path = `/api/projects/${hub.project.id}/jobs/${id}/`;
  return (await hub.call<{ status: string; error: unknown; ended: string }>("GET", path, { as: hub.user })).body;
}

/** Two rounds, `minutes` after everything else. */
async function lookTwice(minutes = 3): Promise<void> {
  now += minutes * MINUTE;
  await losses.look();
  now += 15_000;
  await losses.look();
}

describe("a job of a worker of Celery that is gone", () => {
  it("fails, once it is certain that nobody has it", async () => {
    await beat();
    const id = await job();
    await lookTwice(1);
    expect((await read(id)).status).toBe("STARTED");
    await lookTwice(2);
    const error = { type: "WorkerLost", message: expect.stringContaining(PY) };
    expect(await read(id)).toMatchObject({ status: "FAILURE", error, ended: new Date(now).toISOString() });
  });

  it("fails as well if another process has its worker's name now", async () => {
    await beat();
    const id = await job();
    now += 3 * MINUTE;
    await beat(2);
    answers = { [PY]: {} };
    await lookTwice(0);
    expect((await read(id)).status).toBe("FAILURE");
  });

  it.each<[why: string, disturb: (id: number) => Promise<void> | void]>([
    [
      "it may still be on its queue",
      () => {
        waiting = 1;
      },
    ],
    [
      "another worker has it",
      (id) => {
        answers = { "other@lab": { [id]: ["active", {}] } };
      },
    ],
    [
      "its worker may be too busy to answer",
      () => {
        connected = [PY];
      },
    ],
  ])("stays as it is while %s", async (_, disturb) => {
    await beat();
    const id = await job();
    await disturb(id);
    await lookTwice();
    expect((await read(id)).status).toBe("STARTED");
  });

  it("stays as it is while its worker is alive, if it says nothing of the job", async () => {
    await beat();
    const id = await job();
    now += 3 * MINUTE;
    await beat();
    await lookTwice(0);
    expect((await read(id)).status).toBe("STARTED");
  });

  it("stays as it is if something was heard of it in between, or it has not begun", async () => {
    await beat();
    const [begun, received] = [await job(), await job("RECEIVED")];
    now += 3 * MINUTE;
    await losses.look();
    await say(begun, { status: "RUNNING", progress: 1 });
    await losses.look();
    expect([(await read(begun)).status, (await read(received)).status]).toEqual(["RUNNING", "RECEIVED"]);
  });
});

it("jobs of our own workers are given back by them, or by the broker", async () => {
  await beat(1, "jobhub");
  const id = await job();
  await lookTwice();
  expect((await read(id)).status).toBe("STARTED");
});
