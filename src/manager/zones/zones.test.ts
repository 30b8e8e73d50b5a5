import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";
import type { TestUser } from "../testing.ts";

let hub: JobsHub;
let now = Date.parse("2026-03-01T12:00:00Z");
let manager: TestUser;
let member: TestUser;
let account: number;
beforeAll(async () => {
  hub = await buildJobsHub({ now: () => now });
  manager = await hub.makeUser();
  member = await hub.makeUser();
  account = await hub.makeAccount(hub.user, "acme");
  await hub.setAccountRole(account, manager, "MANAGER");
  await hub.setAccountRole(account, member, "MEMBER");
});
afterAll(() => hub.close());

const call = (method: string, path: string, { as = manager, body }: { as?: TestUser; body?: unknown } = {}) =>
  hub.call<Record<string, unknown> & { results: Record<string, unknown>[] }>(method, `/api/accounts/acme/${path}`, {
    as,
    body,
  });
const online = (queues: string[]) =>
  hub.call("POST", "/api/workers/online/", { as: hub.admin, body: { hostname: "a@host", freq: 2, active: 0, queues } });

describe("zones", () => {
  it("are made by managers, and read by members", async () => {
    const { status, body } = await call("POST", "zones/", { body: { name: "north" } });
    expect([status, body]).toEqual([201, { id: expect.any(Number), account, name: "north" }]);
    for (const zone of ["north", body.id]) expect((await call("GET", `zones/${zone}/`, { as: member })).body).toEqual(body);
    await call("POST", "zones/", { body: { name: "south", id: 5, account: 99 } });
    const list = (await call("GET", "zones/?limit=1", { as: member })).body;
    expect(list).toMatchObject({ count: 2, results: [{ account, name: "south" }] });
  });

  it("have names of their own", async () => {
    expect((await call("POST", "zones/", { body: { name: "north" } })).status).toBe(409);
    for (const name of ["North", "1st", "a_b", "", "a".repeat(257), null, 5, "a\n"]) {
      const { status, body } = await call("POST", "zones/", { body: { name } });
      expect([status, body.errors]).toEqual([400, [{ field: "name", message: expect.any(String) }]]);
    }
    expect((await call("POST", "zones/")).status).toBe(400);
    await hub.makeAccount(manager, "other");
    expect((await hub.call("POST", "/api/accounts/other/zones/", { as: manager, body: { name: "north" } })).status).toBe(201);
  });

  it("appear with the workers that name them, and their queues", async () => {
    await online([`${account}/gpu:5:untrusted`]);
    const { body } = await call("GET", "zones/gpu/", { as: member });
    expect(body).toMatchObject({ account, name: "gpu" });
    const queues = (await call("GET", "queues/", { as: member })).body;
    const queue = {
      id: expect.any(Number),
      name: "gpu:5:untrusted",
      zone: body.id,
      priority: 5,
      untrusted: true,
      interrupt: false,
      depth: 0,
      oldestWaiting: null,
      enteredPerMinute: 0,
      leftPerMinute: 0,
      workers: [expect.any(Number)],
    };
    expect(queues).toEqual({ count: 1, next: null, previous: null, results: [queue] });
    for (const name of ["gpu:5:untrusted", queues.results[0]?.id]) {
      expect((await call("GET", `queues/${name}/`, { as: member })).body).toEqual(queue);
    }
    for (const name of ["gpu", "0", "default", hub.queueId]) {
      expect((await call("GET", `queues/${name}/`, { as: member })).status).toBe(404);
    }
  });

  it("stay while they are used", async () => {
    const { body } = await call("DELETE", "zones/gpu/");
    expect(body).toEqual({ message: "Workers take jobs from this zone. Stop them first." });
    now += 11_000;
    const { results } = (await call("GET", "queues/")).body;
    const job = await hub.insertJob({ queue_id: results[0]?.id });
    expect((await call("DELETE", "zones/gpu/")).status).toBe(409);
    await hub.call("PUT", `/api/jobs/${job}/`, { as: hub.admin, body: { status: "SUCCESS" } });
    expect((await call("DELETE", "zones/gpu/", { as: member })).status).toBe(403);
    expect((await call("DELETE", "zones/gpu/")).status).toBe(204);
    for (const method of ["GET", "DELETE"]) expect((await call(method, "zones/gpu/")).status).toBe(404);
    expect((await call("GET", "queues/")).body.count).toBe(0);
  });
});

describe("the broker of an account", () => {
  it("has its queues under its id", async () => {
    now += 60_000;
    await online([`${account}/north`]);
    for (const path of ["broker", "broker/"]) {
      expect((await call("GET", path, { as: member })).body).toEqual({
        account,
        transport: "postgres",
        virtualHost: null,
        prefix: `${account}/`,
        queues: [`${account}/north`],
      });
    }
  });

  it("has those of the hub under their names", async () => {
    const { body } = await hub.call("GET", "/api/accounts/hub/broker", { as: hub.admin });
    expect(body).toMatchObject({ prefix: null, queues: ["default"] });
  });
});
