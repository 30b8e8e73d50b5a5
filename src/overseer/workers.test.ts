import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient, type Hub } from "../../clients/typescript/src/client.ts";
import type { WorkerEvent } from "../core/event.ts";
import { ManagerLink } from "./link.ts";
import { FakeManager, quiet } from "./testing.ts";
import { WorkerNews } from "./workers.ts";

const SOON = { firstMs: 2, mostMs: 4 };

let manager: FakeManager;
let hub: Hub;
let workers: WorkerNews;
let link: ManagerLink;

beforeEach(async () => {
  manager = await new FakeManager().start();
  hub = createClient({ url: manager.url, token: "t" });
  link = new ManagerLink({ log: quiet, away: SOON, refusing: SOON });
  workers = new WorkerNews({ hub, link, log: quiet });
});

afterEach(async () => {
  await hub.close();
  await manager.stop();
});

const event = (type: "online" | "heartbeat" | "offline", timestamp: number, hostname = "w@h"): WorkerEvent => ({
  type: `worker-${type}`,
  hostname,
  timestamp,
  pid: 1,
  freq: 2,
  active: 0,
  processed: 0,
  loadavg: [0, 0, 0],
  sw_ident: "jobhub",
  sw_ver: "1",
  sw_sys: "linux",
});

const said = () =>
  manager.requests.map(
    ({ path, body }) => `${path.split("/")[3]} ${(body as WorkerEvent).hostname} ${(body as WorkerEvent).timestamp}`,
  );

describe("WorkerNews", () => {
  it("tells comings and goings in order, and the newest heartbeat of each worker that is there", async () => {
    const batch = [
      event("heartbeat", 3),
      event("online", 1),
      event("heartbeat", 5),
      event("heartbeat", 4),
      event("heartbeat", 2, "v@h"),
      event("offline", 6, "v@h"),
    ];
    await workers.deliver(batch);
    await manager.until(() => manager.requests.length === 3);
    expect(said()).toEqual(["online w@h 1", "offline v@h 6", "heartbeat w@h 5"]);
  });

  it("answers before the heartbeats, and drops them when they fail", async () => {
    let answered = false;
    manager.fault = () => ({ status: 503, body: '{"message":"away"}' });
    await workers.deliver([event("heartbeat", 1)]).then(() => {
      answered = true;
    });
    expect(answered).toBe(true);
    await manager.until(() => manager.requests.length === 1);
    expect(link.isUp).toBe(true);
    manager.fault = () => null;
    await workers.deliver([event("heartbeat", 2)]);
    await manager.until(() => manager.requests.length === 2);
    expect(said()).toEqual(["heartbeat w@h 1", "heartbeat w@h 2"]);
  });

  it("keeps only the newest heartbeat of a worker while one is on its way, and none once it is gone", async () => {
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { workersHeartbeat } = hub.workers;
    hub.workers.workersHeartbeat = async (...args: Parameters<typeof workersHeartbeat>) => {
      await workersHeartbeat.apply(hub.workers, args);
      await held;
    };
    for (const timestamp of [1, 2, 3]) await workers.deliver([event("heartbeat", timestamp)]);
    const gone = workers.deliver([event("offline", 4)]);
    await manager.until(() => manager.requests.length === 1);
    letGo();
    await gone;
    expect(said()).toEqual(["heartbeat w@h 1", "offline w@h 4"]);
  });

  it("fails where the manager is away, so that the batch comes again, and answers what it refuses", async () => {
    manager.fault = () => "reset";
    await expect(workers.deliver([event("online", 1)])).rejects.toMatchObject({ name: "ConnectionError" });
    manager.fault = ({ body }) =>
      (body as WorkerEvent).hostname === "bad@h" ? { status: 400, body: '{"message":"no such host"}' } : null;
    const bad = event("online", 2, "bad@h");
    expect(await workers.deliver([bad, event("online", 3)])).toEqual([
      { events: [bad], reason: "400 for worker bad@h: no such host" },
    ]);
    manager.fault = () => ({ status: 401, body: '{"message":"who?"}' });
    await expect(workers.deliver([event("offline", 4)])).rejects.toMatchObject({ status: 401 });
  });
});
