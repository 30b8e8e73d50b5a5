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
/** What workers answer, by name; who is connected; what waits on the queue; and whether the broker is away. */
let answers: Record<string, JsonValue>;
let connected: string[];
let waiting: number;
let isAway: boolean;

beforeEach(async () => {
  now = Date.parse("2026-03-01T12:00:00Z");
  [answers, connected, waiting, isAway] = [{}, [], 0, false];
  hub = await buildJobsHub({ now: () => now });
  const broker: Broker = {
    ...IDLE_BROKER,
    control: { ...IDLE_BROKER.control, request: async () => answers, connected: async () => connected },
    depths: async () => {
      if (isAway) throw new Error("away");
      return [{ queue: "default", waiting, claimed: null, consumers: 0, oldestSeconds: null }];
    },
  };
  const made = { ...hub.app.hub, config: TEST_CONFIG, database: hub.database, broker, now: () => now, metrics: new Metrics() };
  losses = new JobLosses(made, new JobWriter(made));
});
afterEach(() => hub.close());

async function beat(pid = 1, software = "py-celery", { event = "heartbeat", at = now } = {}): Promise<void> {
  const body = { hostname: PY, pid, freq: 2, active: 0, sw_ident: software, sw_ver: "5.2.6", timestamp: at / 1000 };
  await hub.call("POST", `/api/workers/${event}/`, { as: hub.admin, body });
}

const goodbye = (at = now) => beat(1, "py-celery", { event: "offline", at });

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

/** The rounds of a minute, `minutes` after everything else. */
async function lookOn(minutes = 2): Promise<void> {
  now += minutes * MINUTE;
  for (let round = 0; round <= 4; round += 1) {
    await losses.look();
    now += MINUTE / 4;
  }
}

describe("a job of a worker of Celery that is gone", () => {
  it("fails, once it is certain that nobody has it", async () => {
    await beat();
    const began = now;
    const id = await job();
    await lookOn(0);
    expect((await read(id)).status).toBe("STARTED");
    await lookOn(0);
    const error = { type: "WorkerLost", message: expect.stringContaining(PY) };
    expect(await read(id)).toMatchObject({ status: "FAILURE", error, ended: new Date(began + 2.25 * MINUTE).toISOString() });
  });

  it("fails no sooner than a worker may take to end what it runs, if it has said goodbye", async () => {
    await beat();
    const id = await job();
    now += 2_000;
    await goodbye();
    await lookOn(12);
    expect((await read(id)).status).toBe("STARTED");
    await lookOn(3);
    expect((await read(id)).status).toBe("FAILURE");
  });

  it("fails as soon as any if its worker was only reported as gone, as of what it said last", async () => {
    await beat();
    const lastWord = now;
    const id = await job();
    now += 12_000;
    await goodbye(lastWord);
    await lookOn();
    expect((await read(id)).status).toBe("FAILURE");
  });

  it("fails not before workers had the time to connect to a broker that was away", async () => {
    await beat();
    const id = await job();
    now += 5 * MINUTE;
    await losses.look();
    isAway = true;
    now += MINUTE / 2;
    await expect(losses.look()).rejects.toThrow("away");
    isAway = false;
    now += MINUTE / 2;
    await losses.look();
    expect((await read(id)).status).toBe("STARTED");
    await lookOn(0);
    expect((await read(id)).status).toBe("FAILURE");
  });

  it("fails as well if another process has its worker's name now", async () => {
    await beat();
    const id = await job();
    now += 3 * MINUTE;
    await beat(2);
    answers = { [PY]: {} };
    await lookOn(0);
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
    await lookOn();
    expect((await read(id)).status).toBe("STARTED");
  });

  it("stays as it is while its worker is alive, if it says nothing of the job", async () => {
    await beat();
    const id = await job();
    now += 3 * MINUTE;
    await beat();
    await lookOn(0);
    expect((await read(id)).status).toBe("STARTED");
  });

  it("stays as it is if something was heard of it in between, or it has not begun", async () => {
    await beat();
    const [begun, received] = [await job(), await job("RECEIVED")];
    now += 3 * MINUTE;
    await losses.look();
    now += MINUTE / 2;
    await say(begun, { status: "RUNNING", progress: 1 });
    now += 1.1 * MINUTE;
    await losses.look();
    expect([(await read(begun)).status, (await read(received)).status]).toEqual(["RUNNING", "RECEIVED"]);
  });
});

it("jobs of our own workers are given back by them, or by the broker", async () => {
  await beat(1, "jobhub");
  const id = await job();
  await lookOn();
  expect((await read(id)).status).toBe("STARTED");
});
