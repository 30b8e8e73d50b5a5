import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";
import type { TestUser } from "../testing.ts";

let hub: JobsHub;
let now = Date.parse("2026-03-01T12:00:00Z");
let owner: TestUser;
let account: number;
beforeAll(async () => {
  hub = await buildJobsHub({ now: () => now });
  owner = await hub.makeUser();
  account = await hub.makeAccount(owner, "acme");
});
afterAll(() => hub.close());

const get = <T>(path: string, as: { token: string } = owner) => hub.call<T>("GET", `/api/accounts/acme/${path}`, { as });
const tell = (type: string, hostname: string, more: object = {}) =>
  hub.call("POST", `/api/workers/${type}/`, {
    as: hub.admin,
    body: {
      hostname,
      timestamp: now / 1000,
      pid: 7,
      utcoffset: 0,
      freq: 2,
      active: 1,
      processed: 3,
      loadavg: [0.5, 1, 2],
      clock: 9,
      sw_ident: "jobhub",
      sw_ver: "1",
      sw_sys: "Linux",
      ...more,
    },
  });
interface Listed {
  count: number;
  results: { id: number; hostname: string; active: boolean; queues: number[] }[];
}
const workers = async (query = "") => (await get<Listed>(`workers/${query}`)).body;

describe("the workers of an account", () => {
  it("are those that take from its queues alone, the newest first", async () => {
    await tell("online", "a@host", { queues: [`${account}/north:5`, `${account}/north`] });
    await tell("online", "b@host", { queues: [`${account}/north`] });
    await tell("online", "shared@host", { queues: [`${account}/north`, "default"] });
    await tell("online", "hub@host", { queues: ["default"] });
    const { count, results } = await workers();
    expect([count, results.map(({ hostname }) => hostname)]).toEqual([2, ["b@host", "a@host"]]);
    const { body } = await get<{ results: { id: number; name: string }[] }>("queues/");
    const idOf = (name: string) => body.results.find((queue) => queue.name === name)?.id;
    expect(results[1]).toEqual({
      id: expect.any(Number),
      active: true,
      created: "2026-03-01T12:00:00.000Z",
      started: "2026-03-01T12:00:00.000Z",
      updated: "2026-03-01T12:00:00.000Z",
      finished: null,
      hostname: "a@host",
      utcoffset: 0,
      pid: 7,
      freq: 2,
      software: "jobhub-1",
      os: "Linux",
      details: null,
      signature: "a@host|0|7|2|jobhub-1|Linux",
      queues: [idOf("north"), idOf("north:5")].sort(),
      methods: null,
      version: "1",
      slots: null,
      heartbeat: "2026-03-01T12:00:00.000Z",
      running: 1,
      processed: 3,
      load: [0.5, 1, 2],
    });
  });

  it("are those of its virtual host, too", async () => {
    await tell("online", "celery@host", { sw_ident: "py-celery" });
    const stats = { broker: { virtual_host: "acme" }, pool: { "max-concurrency": 2 } };
    const broker = { ...stats.broker, alternates: ["amqp://u:password@other//"], transport_options: { password: "p" } };
    const body = { stats: { ...stats, broker }, queues: [{ name: "south" }] };
    await hub.call("PATCH", "/api/workers/celery@host/", { as: hub.admin, body });
    const [worker] = (await workers()).results;
    expect(worker).toMatchObject({ hostname: "celery@host", details: stats, slots: 2 });
    await tell("heartbeat", "celery@host", { sw_ident: "py-celery", queues: [`${account}/south`] });
    expect((await workers()).results[0]).toEqual(worker);
  });

  it("cannot take from the queues of another account", async () => {
    const other = await hub.makeAccount(owner, "other");
    await tell("online", "thief@host");
    const inspect = (body: object) => hub.call("PATCH", "/api/workers/thief@host/", { as: hub.admin, body });
    const stats = { broker: { virtual_host: "other" } };
    expect(await inspect({ stats, queues: [`${account}/north`] })).toMatchObject({
      status: 400,
      body: { message: `queues: ${account}/ is of another account than the worker` },
    });
    expect((await inspect({ stats, queues: ["own"] })).status).toBe(200);
    expect((await tell("heartbeat", "thief@host", { queues: [`${account}/north`] })).status).toBe(400);
    const { rows } = await hub.database.query(
      `SELECT zones.account_id AS account, queues.name FROM workers JOIN worker_queues ON worker_id = workers.id
       JOIN queues ON queues.id = queue_id JOIN zones ON zones.id = zone_id WHERE hostname = 'thief@host'`,
    );
    expect(rows).toEqual([{ account: other, name: "own" }]);
    expect(await tell("online", "lost@host", { queues: ["999999/north"] })).toMatchObject({
      status: 400,
      body: { message: "queues: there is no account 999999" },
    });
  });

  it("stay of their account when the hub's virtual host is told again", async () => {
    const before = (await workers()).results.find(({ hostname }) => hostname === "a@host");
    const stats = { broker: { virtual_host: "/" } };
    await hub.call("PATCH", "/api/workers/a@host/", { as: hub.admin, body: { stats } });
    expect((await workers()).results).toContainEqual({ ...before, details: stats });
  });

  it("are active until five heartbeats are missing", async () => {
    const names = async (query: string) => (await workers(query)).results.map(({ hostname }) => hostname);
    expect(await names("?active=true")).toEqual(["celery@host", "b@host", "a@host"]);
    expect(await names("?active=false")).toEqual([]);
    await tell("offline", "b@host");
    now += 8_000;
    await tell("heartbeat", "a@host");
    now += 3_000;
    expect(await names("?active=true")).toEqual(["a@host"]);
    expect(await names("?active=False")).toEqual(["celery@host", "b@host"]);
    expect((await workers("?active=false&limit=1")).count).toBe(2);
    expect((await get("workers/?active=maybe")).status).toBe(400);
  });

  it("are read one by one, with the heartbeats of the last hour", async () => {
    const worker = (await workers("?active=true")).results[0];
    expect((await get(`workers/${worker?.id}/`)).body).toEqual(worker);
    const { body } = await get(`workers/${worker?.id}/heartbeats/?limit=1`);
    expect(body).toMatchObject({
      count: 2,
      results: [{ time: "2026-03-01T12:00:08.000Z", clock: 9, active: 1, processed: 3, load: [0.5, 1, 2] }],
    });
  });

  it("are not told to others", async () => {
    const id = (await workers()).results[0]?.id;
    const { body } = await hub.call<Listed>("GET", "/api/accounts/hub/workers/", { as: hub.admin });
    const foreign = body.results[0]?.id;
    for (const path of [`workers/${foreign}/`, `workers/${foreign}/heartbeats/`, "workers/0/", "workers/x/"]) {
      expect((await get(path)).status).toBe(404);
    }
    expect((await get(`workers/${id}/`, hub.user)).status).toBe(404);
  });
});
