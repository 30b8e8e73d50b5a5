import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildWorkersHub, type WorkersHub } from "./workers.testing.ts";

let hub: WorkersHub;
let now = Date.parse("2026-03-01T12:00:00Z");
beforeAll(async () => {
  hub = await buildWorkersHub(() => now);
});
afterAll(() => hub.close());

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const present = () => now / 1000;

async function heartbeats(id: number | undefined): Promise<{ time: string }[]> {
  const { rows } = await hub.database.query<{ time: string }>(
    "SELECT * FROM worker_heartbeats WHERE worker_id = $1 ORDER BY time",
    [id],
  );
  return rows;
}

describe("events of a worker", () => {
  it("make it known, keep it alive, and end it", async () => {
    const name = hub.newName();
    const began = present();
    for (const [type, timestamp] of [
      ["online", began],
      ["heartbeat", began + 2],
      ["heartbeat", began + 4],
      ["offline", began + 5],
    ] as const) {
      now = timestamp * 1000;
      expect(await hub.tell(type, hub.event(name, { timestamp }))).toMatchObject({ status: 200, body: {} });
    }
    const [worker, ...others] = await hub.workers(name);
    expect(others).toEqual([]);
    expect(worker).toMatchObject({
      account: "hub",
      pid: 10086,
      freq: 2,
      software: "py-celery-5.2.6",
      os: "Linux",
      signature: `${name}|0|10086|2|py-celery-5.2.6|Linux`,
      started: iso(began),
      updated: iso(began + 5),
      finished: iso(began + 5),
    });
    expect(await heartbeats(worker?.id)).toMatchObject([
      { time: iso(began), clock: 44, active: 1, processed: 7, load: [0.1, 0.2, 0.3] },
      { time: iso(began + 2) },
      { time: iso(began + 4) },
      { time: iso(began + 5) },
    ]);
  });

  it("may start with a heartbeat, and need no more than a name", async () => {
    const name = hub.newName();
    expect((await hub.tell("heartbeat", { hostname: name })).status).toBe(200);
    expect(await hub.workers(name)).toMatchObject([{ started: iso(present()), pid: null, software: null, finished: null }]);
  });

  it("that come late do not revive it; later ones are of a new worker", async () => {
    const name = hub.newName();
    const at = present();
    now += 60_000;
    await hub.tell("offline", hub.event(name, { timestamp: at + 10 }));
    await hub.tell("online", hub.event(name, { timestamp: at }));
    await hub.tell("heartbeat", hub.event(name, { timestamp: at + 9 }));
    expect(await hub.workers(name)).toMatchObject([{ finished: iso(at + 10) }]);
    await hub.tell("heartbeat", hub.event(name, { timestamp: at + 11 }));
    expect(await hub.workers(name)).toMatchObject([{ finished: iso(at + 10) }, { finished: null, started: iso(at + 11) }]);
    await hub.tell("offline", hub.event(name, { timestamp: at + 10 }));
    expect((await hub.workers(name))[1]?.finished).toBeNull();
  });

  it("leave the same record in any order, each any number of times", async () => {
    const life = [
      ["online", 0],
      ["heartbeat", 2],
      ["heartbeat", 4],
      ["offline", 6],
    ] as const;
    const again = fc.array(fc.constantFrom(...life), { maxLength: 4 });
    const order = again.chain((more) => fc.shuffledSubarray([...life, ...more], { minLength: life.length + more.length }));
    await fc.assert(
      fc.asyncProperty(order, async (events) => {
        const name = hub.newName();
        const start = present() - 100;
        await Promise.all(events.map(([type, at]) => hub.tell(type, hub.event(name, { timestamp: start + at }))));
        const [worker, ...others] = await hub.workers(name);
        expect(others).toEqual([]);
        expect(worker).toMatchObject({ finished: iso(start + 6) });
      }),
      { numRuns: 15 },
    );
  });

  it("tell workers apart by all that they are known by", async () => {
    const name = hub.newName();
    const differences = [
      {},
      { pid: 2 },
      { utcoffset: -1 },
      { freq: 5 },
      { sw_ver: "5.3.0" },
      { sw_sys: "Darwin" },
      { pid: null },
    ];
    for (const more of [...differences, ...differences]) await hub.tell("heartbeat", hub.event(name, more));
    expect(await hub.workers(name)).toHaveLength(differences.length);
  });

  it("that answer a call for heartbeats are of the worker that is there", async () => {
    const name = hub.newName();
    await hub.tell("heartbeat", hub.event(name));
    now += 1_000;
    await hub.tell("heartbeat", hub.event(name, { freq: 5, active: undefined, processed: undefined, loadavg: undefined }));
    const [worker, ...others] = await hub.workers(name);
    expect([worker?.updated, others]).toEqual([iso(present()), []]);
  });

  it("count by our clock, where the worker's is wrong", async () => {
    const name = hub.newName();
    await hub.tell("heartbeat", hub.event(name, { timestamp: present() + 3_600 }));
    now += 2_000;
    await hub.tell("heartbeat", hub.event(name));
    expect(await hub.workers(name)).toMatchObject([{ updated: iso(present()), started: iso(present() - 2) }]);
  });

  it("are kept for an hour", async () => {
    const name = hub.newName();
    const start = present();
    for (const seconds of [0, 10, 3_605]) {
      now = (start + seconds) * 1000;
      await hub.tell("heartbeat", hub.event(name));
    }
    expect((await heartbeats((await hub.workers(name))[0]?.id)).map(({ time }) => time)).toEqual([
      iso(start + 10),
      iso(start + 3_605),
    ]);
  });

  it("tell the queues of our own workers", async () => {
    const name = hub.newName();
    await hub.tell("online", hub.event(name, { queues: ["default", "gpu:5"] }));
    expect(await hub.workers(name)).toMatchObject([{ queues: ["default", "gpu:5"] }]);
    await hub.tell("heartbeat", hub.event(name, { queues: ["gpu:5", "default"] }));
    await hub.tell("heartbeat", hub.event(name));
    expect(await hub.workers(name)).toMatchObject([{ queues: ["default", "gpu:5"] }]);
    await hub.tell("heartbeat", hub.event(name, { queues: ["default"] }));
    expect(await hub.workers(name)).toMatchObject([{ queues: ["default"] }]);
  });

  it.each<[string, unknown]>([
    ["hostname", {}],
    ["hostname", { hostname: "" }],
    ["hostname", { hostname: 5 }],
    ["hostname", { hostname: "h".repeat(513) }],
    ["timestamp", { hostname: "h", timestamp: "now" }],
    ["timestamp", { hostname: "h", timestamp: -1 }],
    ["timestamp", { hostname: "h", timestamp: 1e300 }],
    ["pid", { hostname: "h", pid: 1.5 }],
    ["freq", { hostname: "h", freq: "2" }],
    ["active", { hostname: "h", active: -1 }],
    ["loadavg", { hostname: "h", loadavg: 5 }],
    ["sw_sys", { hostname: "h", sw_sys: "x".repeat(65) }],
    ["queues.1", { hostname: "h", queues: ["default", "Not A Queue"] }],
  ])("must make sense: %s (%#)", async (field, body) => {
    for (const type of ["online", "heartbeat", "offline"] as const) {
      expect(await hub.tell(type, body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    }
    expect(await hub.workers("h")).toEqual([]);
  });

  it("are for staff to tell", async () => {
    for (const type of ["online", "heartbeat", "offline"]) {
      expect((await hub.call("POST", `/api/workers/${type}/`, { body: hub.event("x") })).status).toBe(401);
      expect((await hub.call("POST", `/api/workers/${type}/`, { as: hub.user, body: hub.event("x") })).status).toBe(403);
    }
    expect((await hub.call("PATCH", "/api/workers/x/", { as: hub.user, body: {} })).status).toBe(403);
  });
});
