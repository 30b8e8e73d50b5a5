import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Broker } from "../../broker/broker.ts";
import { openBroker } from "../../broker/connect.ts";
import type { ControlTarget } from "../../broker/control.ts";
import { TestWorker } from "../../broker/testing.ts";
import { secretKeyFrom } from "../../core/secrets.ts";
import { createLogger } from "../../service/log.ts";
import { type CliHub, runHere, SECRET_KEY, startCliHub } from "../testing.hub.ts";

const asked: string[] = [];

let hub: CliHub;
let broker: Broker;
let worker: TestWorker;
beforeAll(async () => {
  hub = await startCliHub();
  broker = openBroker({ url: hub.databaseUrl, secretKey: secretKeyFrom(SECRET_KEY), log: createLogger("test", "silent") });
  const control: ControlTarget = {
    stats: () => ({ total: {}, concurrency: 2, processes: [], uptime: 1 }),
    active: () => [],
    registered: () => ["sleep"],
    conf: () => ({}),
    grow: (by: number) => void asked.push(`grow ${by}`),
    shrink: () => {},
    heartbeat: () => {},
    shutdown: () => {},
  };
  worker = new TestWorker(broker, { hostname: "cli@host", room: 0, control });
  await worker.consumer.start();
  const event = {
    hostname: "cli@host",
    freq: 60,
    active: 0,
    processed: 0,
    loadavg: [0, 0, 0],
    sw_ident: "jobhub",
    queues: ["default"],
  };
  const headers = { authorization: `Token ${process.env.JOBHUB_TOKEN}`, "content-type": "application/json" };
  await fetch(`${hub.url}/api/workers/online/`, { method: "POST", headers, body: JSON.stringify(event) });
});
afterAll(async () => {
  await worker.consumer.stop();
  await broker.stop();
  await hub.stop();
});

const jobhub = (...args: string[]) => runHere(args);

describe("jobhub workers", () => {
  it("lists those that are there, with whose they are", async () => {
    const { out } = await jobhub("workers", "list");
    expect(out).toMatch(/ID +NAME +ACCOUNT +STATE/);
    expect(out).toMatch(/cli@host +hub +active +jobhub/);
    expect(JSON.parse((await jobhub("workers", "list", "--json", "--account", "admin")).out)).toEqual([]);
  });

  it("is `jobhub worker` as well", async () => {
    expect((await jobhub("worker", "list")).out).toMatch(/cli@host +hub +active +jobhub/);
  });

  it("asks one, by its name", async () => {
    expect(JSON.parse((await jobhub("workers", "inspect", "cli@host")).out)).toMatchObject({ pool: { "max-concurrency": 2 } });
    expect(JSON.parse((await jobhub("workers", "inspect", "1", "--what", "registered")).out)).toEqual(["sleep"]);
  });

  it("steers it, and says what it answers", async () => {
    expect((await jobhub("workers", "grow", "cli@host", "2")).out).toContain("cli@host: pool will grow");
    expect(asked).toEqual(["grow 2"]);
    await jobhub("workers", "add-queue", "cli@host", "north");
    await jobhub("workers", "cancel-queue", "cli@host", "default");
    expect(worker.consumer.queues).toEqual(["north"]);
    expect((await jobhub("workers", "drain", "cli@host")).out).toContain("takes no more");
    expect(worker.consumer.queues).toEqual([]);
  });

  it("says which there are where one is not, and what it does not take", async () => {
    expect(await jobhub("workers", "drain", "nobody@host")).toMatchObject({
      code: 1,
      err: expect.stringContaining("There are: cli@host."),
    });
    expect(await jobhub("workers", "grow", "cli@host", "many")).toMatchObject({
      code: 2,
      err: expect.stringContaining("many is not"),
    });
  });
});

describe("jobhub set-aside", () => {
  it("lists messages, puts them back and throws them away", async () => {
    const event = (uuid: string) => ({ type: "task-started" as const, uuid, hostname: "w@h", timestamp: 1 });
    await broker.setAside([event("1"), event("2")], "no job");
    expect((await jobhub("set-aside", "list")).out).toMatch(/event +events +.*no job/);
    const [first] = JSON.parse((await jobhub("dead-letters", "list", "--json")).out);
    expect((await jobhub("set-aside", "drop", first.id)).out).toBe("Threw away 1 of them.\n");
    expect(await jobhub("set-aside", "replay")).toMatchObject({ code: 2 });
    expect((await jobhub("set-aside", "replay", "--all")).out).toBe("Put back 1 of them.\n");
    expect((await jobhub("set-aside", "list")).err).toContain("No messages are set aside.");
  });
});
