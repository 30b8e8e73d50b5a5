import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient, type Hub } from "../../clients/typescript/src/client.ts";
import type { WorkerEvent } from "../core/event.ts";
import type { JsonValue } from "../core/json.ts";
import { Inspection } from "./inspection.ts";
import { FakeManager, listeningLog } from "./testing.ts";

let manager: FakeManager;
let hub: Hub;
let inspection: Inspection;
let now: number;
/** What each worker answers, by method. */
let answers: Record<string, Record<string, JsonValue>>;
let asked: string[];
let log: ReturnType<typeof listeningLog>;

beforeEach(async () => {
  manager = await new FakeManager().start();
  hub = createClient({ url: manager.url, token: "t" });
  now = 0;
  asked = [];
  answers = {};
  log = listeningLog();
  const request = async (method: string, _args: object, { destination }: { destination: readonly string[] }) => {
    asked.push(...destination.map((name) => `${name} ${method}`));
    const told = destination.flatMap((name) => (answers[name]?.[method] === undefined ? [] : [[name, answers[name][method]]]));
    return Object.fromEntries(told);
  };
  inspection = new Inspection({
    control: { request } as never,
    hub,
    link: { isUp: true },
    log: log.log,
    everyMs: 1_000,
    now: () => now,
  });
});

afterEach(async () => {
  await inspection.stop();
  await hub.close();
  await manager.stop();
});

const event = (type: WorkerEvent["type"], hostname = "w@h") => ({ type, hostname, timestamp: 1, freq: 2 }) as WorkerEvent;
const WHOLE = { stats: { pid: 7 }, active_queues: [{ name: "default" }], registered: ["add", "slow [rate_limit=5/s]"] };

describe("Inspection", () => {
  it("tells the record what a worker is that comes, and again now and then", async () => {
    answers = { "w@h": WHOLE };
    inspection.hear([event("worker-online")]);
    await inspection.look();
    const told = { stats: { pid: 7 }, queues: [{ name: "default" }], methods: ["add", "slow"] };
    expect(manager.requests).toMatchObject([{ method: "PATCH", path: "/api/workers/w%40h/", body: told }]);
    inspection.hear([event("worker-heartbeat")]);
    await inspection.look();
    expect(manager.requests).toHaveLength(1);
    now = 1_001;
    await inspection.look();
    expect(manager.requests).toHaveLength(2);
  });

  it("asks one whose coming was missed, and none that is gone", async () => {
    answers = { "w@h": WHOLE, "gone@h": WHOLE };
    inspection.hear([event("worker-online", "gone@h"), event("worker-heartbeat"), event("worker-offline", "gone@h")]);
    await inspection.look();
    expect(manager.paths()).toEqual(["PATCH /api/workers/w%40h/"]);
  });

  it("asks a few times at once where a worker does not answer, or the record does not know it yet; then with the others", async () => {
    inspection.hear([event("worker-online")]);
    for (let round = 0; round < 10; round += 1) await inspection.look();
    expect(asked.filter((what) => what === "w@h stats")).toHaveLength(5);
    answers = { "w@h": WHOLE };
    manager.fault = () => ({ status: 404, body: JSON.stringify({ message: "Not found." }) });
    now = 1_001;
    await inspection.look();
    manager.fault = () => null;
    await inspection.look();
    await inspection.look();
    expect(manager.requests).toHaveLength(2);
  });

  it("tells of a worker without its queues where the record does not take their names, and says so once", async () => {
    answers = { "w@h": WHOLE };
    manager.fault = ({ body }) =>
      "queues" in (body as object) ? { status: 400, body: JSON.stringify({ message: "queues.0: must be" }) } : null;
    inspection.hear([event("worker-online")]);
    await inspection.look();
    now = 1_001;
    await inspection.look();
    expect(manager.requests.map(({ body }) => "queues" in (body as object))).toEqual([true, false, true, false]);
    expect(log.told.filter(({ level }) => level === "warn")).toHaveLength(1);
  });

  it("forgets one that is not heard any more", async () => {
    inspection.hear([event("worker-online")]);
    now = 600_001;
    await inspection.look();
    expect(asked).toEqual([]);
  });
});
