import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Broker } from "../../broker/broker.ts";
import { openBroker } from "../../broker/connect.ts";
import type { ControlTarget } from "../../broker/control.ts";
import { TestWorker } from "../../broker/testing.ts";
import { secretKeyFrom } from "../../core/secrets.ts";
import { createLogger } from "../../service/log.ts";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";
import type { TestUser } from "../testing.ts";

const asked: string[] = [];
const TARGET: ControlTarget = {
  stats: () => ({ total: { sleep: 3 }, concurrency: 2, processes: [1, 2], uptime: 5 }),
  active: () => [],
  registered: () => ["sleep"],
  conf: () => ({ concurrency: 2 }),
  grow: (by) => void asked.push(`grow ${by}`),
  shrink: () => {
    throw new Error("there is only one");
  },
  heartbeat: () => {},
  shutdown: () => void asked.push("shutdown"),
};

let hub: JobsHub;
let owner: TestUser;
let member: TestUser;
let account: number;
let broker: Broker;
let worker: TestWorker;
beforeAll(async () => {
  const secretKey = secretKeyFrom("a key for tests alone");
  const log = createLogger("test", "silent");
  hub = await buildJobsHub({ broker: (url) => openBroker({ url, secretKey, log }) });
  broker = hub.broker;
  owner = await hub.makeUser();
  member = await hub.makeUser();
  account = await hub.makeAccount(owner, "acme");
  await hub.setAccountRole(account, member, "MEMBER");
  worker = new TestWorker(broker, { hostname: "there@host", queues: [`${account}/north`], room: 0, control: TARGET });
  await worker.consumer.start();
  for (const hostname of ["there@host", "silent@host"]) await tell("online", hostname);
});
afterAll(async () => {
  await worker.consumer.stop();
  await hub.close();
});

const tell = (type: string, hostname: string) =>
  hub.call("POST", `/api/workers/${type}/`, {
    as: hub.admin,
    body: { hostname, pid: 7, freq: 60, active: 0, processed: 0, loadavg: [0, 0, 0], queues: [`${account}/north`] },
  });
const idOf = async (hostname: string) => {
  const { body } = await hub.call<{ results: { id: number; hostname: string }[] }>("GET", "/api/accounts/acme/workers/", {
    as: owner,
  });
  return body.results.find((one) => one.hostname === hostname)?.id ?? 0;
};
const inspect = async (hostname: string, what: string, as: { token: string } = owner) =>
  hub.call<{ answer: unknown; message: string }>(
    "GET",
    `/api/accounts/acme/workers/${await idOf(hostname)}/inspect/?what=${what}`,
    { as },
  );
const control = async (hostname: string, body: object, as: { token: string } = owner) =>
  hub.call<{ answer: string; message: string }>("POST", `/api/accounts/acme/workers/${await idOf(hostname)}/control/`, {
    as,
    body,
  });
interface Audit {
  count: number;
  results: { username: string; action: string; subject: string; details: object; outcome: string }[];
}
const audit = async (path: string, as: { token: string }) => (await hub.call<Audit>("GET", path, { as })).body;

describe("remote control", () => {
  it("asks a worker what it is", async () => {
    expect((await inspect("there@host", "stats")).body).toMatchObject({
      hostname: "there@host",
      what: "stats",
      answer: { total: { sleep: 3 }, pool: { "max-concurrency": 2 } },
    });
    expect((await inspect("there@host", "activeQueues")).body.answer).toMatchObject([{ name: `${account}/north` }]);
    expect((await inspect("there@host", "registered", hub.admin)).body.answer).toEqual(["sleep"]);
  });

  it("steers it, says what it answers, and passes on why it refuses", async () => {
    expect((await control("there@host", { action: "grow", n: 2 })).body.answer).toBe("pool will grow");
    const there = await hub.call<{ slots: number }>("GET", `/api/accounts/acme/workers/${await idOf("there@host")}/`, {
      as: owner,
    });
    expect(there.body.slots).toBe(2);
    const refused = await control("there@host", { action: "shrink" });
    expect([refused.status, refused.body.message]).toEqual([409, "there@host says: there is only one"]);
    expect((await control("there@host", { action: "shutdown" })).body.answer).toBe("told to shut down");
    await expect.poll(() => asked).toEqual(["grow 2", "shutdown"]);
  });

  it("adds and cancels queues, and drains; the record knows at once", async () => {
    const queues = async () => (await inspect("there@host", "activeQueues")).body.answer as { name: string }[];
    await control("there@host", { action: "addQueue", queue: "south:3" });
    expect((await queues()).map(({ name }) => name)).toEqual([`${account}/north`, `${account}/south:3`]);
    const { body } = await hub.call<{ results: { name: string }[] }>("GET", "/api/accounts/acme/queues/", { as: owner });
    expect(body.results.map(({ name }) => name).sort()).toEqual(["north", "south:3"]);
    await control("there@host", { action: "cancelQueue", queue: `${account}/south:3` });
    expect((await queues()).map(({ name }) => name)).toEqual([`${account}/north`]);
    expect((await control("there@host", { action: "drain" })).body.answer).toBe("takes no more");
    expect(await queues()).toEqual([]);
  });

  it("keeps the workers of an account to its own queues", async () => {
    const { status } = await control("there@host", { action: "addQueue", queue: `${account + 1}/north` });
    expect(status).toBe(400);
    expect((await control("there@host", { action: "addQueue", queue: "No Such" })).status).toBe(400);
    expect((await control("there@host", { action: "addQueue" })).body.message).toBe("queue: is required for addQueue");
  });

  it("says within seconds that a worker does not answer, or is gone", async () => {
    const silent = await inspect("silent@host", "stats");
    expect([silent.status, silent.body.message]).toEqual([424, expect.stringContaining("silent@host did not answer within")]);
    await tell("offline", "silent@host");
    expect((await inspect("silent@host", "stats")).status).toBe(409);
  });

  it("is for managers of the account, and is written down", async () => {
    expect((await inspect("there@host", "stats", member)).status).toBe(403);
    expect((await control("there@host", { action: "grow" }, member)).status).toBe(403);
    const { results, count } = await audit("/api/accounts/acme/audit/", owner);
    expect(count).toBe(results.length);
    expect(results.toReversed().slice(0, 3)).toMatchObject([
      { username: owner.username, action: "workers.grow", subject: "there@host", details: { n: 2 }, outcome: "pool will grow" },
      { action: "workers.shrink", outcome: "failed: there@host says: there is only one" },
      { action: "workers.shutdown", outcome: "told to shut down" },
    ]);
    expect((await hub.call("GET", "/api/accounts/acme/audit/", { as: member })).status).toBe(403);
    expect((await audit("/api/audit/", hub.admin)).count).toBe(count);
  });
});

describe("messages that were set aside", () => {
  it("are listed, put back and thrown away, by staff, and that is written down", async () => {
    const event = (uuid: string) => ({ type: "task-started" as const, uuid, hostname: "w@h", timestamp: 1 });
    await broker.setAside([event("1"), event("2"), event("3")], "no job");
    interface Page {
      count: number;
      next: string | null;
      results: { id: string; reason: string; content: object }[];
    }
    const list = async (query = "") => (await hub.call<Page>("GET", `/api/broker/set-aside/${query}`, { as: hub.admin })).body;
    const { count, next, results } = await list("?limit=2");
    expect([count, next !== null, results.length]).toEqual([3, true, 2]);
    expect(results[0]).toMatchObject({ kind: "event", reason: "no job", queue: "events", content: event("1") });
    const post = (what: string, body: object, as = hub.admin) =>
      hub.call("POST", `/api/broker/set-aside/${what}/`, { as, body });
    expect((await post("drop", { ids: [results[0]?.id] })).body).toEqual({ count: 1 });
    expect((await post("replay", {})).body).toEqual({ count: 2 });
    expect((await list()).count).toBe(0);
    expect((await post("replay", {}, owner)).status).toBe(403);
    const { results: deeds } = await audit("/api/audit/?limit=2", hub.admin);
    expect(deeds).toMatchObject([
      { action: "set-aside.replay", outcome: "2 messages" },
      { action: "set-aside.drop", outcome: "1 message" },
    ]);
  });
});
