import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";

let hub: JobsHub;
let now = Date.parse("2026-03-01T12:00:00Z");
beforeAll(async () => {
  hub = await buildJobsHub({ now: () => now, config: { virtualHost: "production" } });
});
afterAll(() => hub.close());

type Type = "online" | "heartbeat" | "offline";
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const present = () => now / 1000;

let lastName = 0;
const newName = () => `celery@host-${++lastName}`;

/** As Celery sends it. */
const event = (hostname: string, more: object = {}) => ({
  hostname,
  utcoffset: 0,
  pid: 10086,
  clock: 44,
  timestamp: present(),
  type: "worker-heartbeat",
  freq: 2.0,
  active: 1,
  processed: 7,
  loadavg: [0.1, 0.2, 0.3],
  sw_ident: "py-celery",
  sw_ver: "5.2.6",
  sw_sys: "Linux",
  something_new: { a: 1 },
  ...more,
});
const tell = (type: Type, body: unknown) => hub.call("POST", `/api/workers/${type}/`, { as: hub.admin, body });
const inspect = (hostname: string, body: unknown) =>
  hub.call<{ message: string; errors?: { field: string }[] }>("PATCH", `/api/workers/${hostname}/`, { as: hub.admin, body });

interface Row {
  id: number;
  account: string;
  started: string;
  updated: string;
  finished: string | null;
  [column: string]: unknown;
}
async function workers(hostname: string): Promise<Row[]> {
  const { rows } = await hub.database.query<Row>(
    `SELECT workers.*, accounts.name AS account,
       ARRAY(SELECT queues.name FROM worker_queues JOIN queues ON queues.id = queue_id WHERE worker_id = workers.id ORDER BY 1) AS queues
     FROM workers JOIN accounts ON accounts.id = account_id WHERE hostname = $1 ORDER BY workers.id`,
    [hostname],
  );
  return rows;
}
async function heartbeats(id: number | undefined): Promise<{ time: string }[]> {
  const { rows } = await hub.database.query<{ time: string }>(
    "SELECT * FROM worker_heartbeats WHERE worker_id = $1 ORDER BY time",
    [id],
  );
  return rows;
}

describe("events of a worker", () => {
  it("make it known, keep it alive, and end it", async () => {
    const name = newName();
    const began = present();
    for (const [type, timestamp] of [
      ["online", began],
      ["heartbeat", began + 2],
      ["heartbeat", began + 4],
      ["offline", began + 5],
    ] as const) {
      now = timestamp * 1000;
      expect(await tell(type, event(name, { timestamp }))).toMatchObject({ status: 200, body: {} });
    }
    const [worker, ...others] = await workers(name);
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
    const name = newName();
    expect((await tell("heartbeat", { hostname: name })).status).toBe(200);
    expect(await workers(name)).toMatchObject([{ started: iso(present()), pid: null, software: null, finished: null }]);
  });

  it("that come late do not revive it; later ones are of a new worker", async () => {
    const name = newName();
    const at = present();
    now += 60_000;
    await tell("offline", event(name, { timestamp: at + 10 }));
    await tell("online", event(name, { timestamp: at }));
    await tell("heartbeat", event(name, { timestamp: at + 9 }));
    expect(await workers(name)).toMatchObject([{ finished: iso(at + 10) }]);
    await tell("heartbeat", event(name, { timestamp: at + 11 }));
    expect(await workers(name)).toMatchObject([{ finished: iso(at + 10) }, { finished: null, started: iso(at + 11) }]);
    await tell("offline", event(name, { timestamp: at + 10 }));
    expect((await workers(name))[1]?.finished).toBeNull();
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
        const name = newName();
        const start = present() - 100;
        await Promise.all(events.map(([type, at]) => tell(type, event(name, { timestamp: start + at }))));
        const [worker, ...others] = await workers(name);
        expect(others).toEqual([]);
        expect(worker).toMatchObject({ finished: iso(start + 6) });
      }),
      { numRuns: 15 },
    );
  });

  it("tell workers apart by all that they are known by", async () => {
    const name = newName();
    const differences = [
      {},
      { pid: 2 },
      { utcoffset: -1 },
      { freq: 5 },
      { sw_ver: "5.3.0" },
      { sw_sys: "Darwin" },
      { pid: null },
    ];
    for (const more of [...differences, ...differences]) await tell("heartbeat", event(name, more));
    expect(await workers(name)).toHaveLength(differences.length);
  });

  it("that answer a call for heartbeats are of the worker that is there", async () => {
    const name = newName();
    await tell("heartbeat", event(name));
    now += 1_000;
    await tell("heartbeat", event(name, { freq: 5, active: undefined, processed: undefined, loadavg: undefined }));
    const [worker, ...others] = await workers(name);
    expect([worker?.updated, others]).toEqual([iso(present()), []]);
  });

  it("count by our clock, where the worker's is wrong", async () => {
    const name = newName();
    await tell("heartbeat", event(name, { timestamp: present() + 3_600 }));
    now += 2_000;
    await tell("heartbeat", event(name));
    expect(await workers(name)).toMatchObject([{ updated: iso(present()), started: iso(present() - 2) }]);
  });

  it("are kept for an hour", async () => {
    const name = newName();
    const start = present();
    for (const seconds of [0, 10, 3_605]) {
      now = (start + seconds) * 1000;
      await tell("heartbeat", event(name));
    }
    expect((await heartbeats((await workers(name))[0]?.id)).map(({ time }) => time)).toEqual([
      iso(start + 10),
      iso(start + 3_605),
    ]);
  });

  it("tell the queues of our own workers", async () => {
    const name = newName();
    await tell("online", event(name, { queues: ["default", "gpu:5"] }));
    expect(await workers(name)).toMatchObject([{ queues: ["default", "gpu:5"] }]);
    await tell("heartbeat", event(name, { queues: ["gpu:5", "default"] }));
    await tell("heartbeat", event(name));
    expect(await workers(name)).toMatchObject([{ queues: ["default", "gpu:5"] }]);
    await tell("heartbeat", event(name, { queues: ["default"] }));
    expect(await workers(name)).toMatchObject([{ queues: ["default"] }]);
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
      expect(await tell(type, body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    }
    expect(await workers("h")).toEqual([]);
  });

  it("are for staff to tell", async () => {
    for (const type of ["online", "heartbeat", "offline"]) {
      expect((await hub.call("POST", `/api/workers/${type}/`, { body: event("x") })).status).toBe(401);
      expect((await hub.call("POST", `/api/workers/${type}/`, { as: hub.user, body: event("x") })).status).toBe(403);
    }
    expect((await hub.call("PATCH", "/api/workers/x/", { as: hub.user, body: {} })).status).toBe(403);
  });
});

describe("inspection of a worker", () => {
  it("tells its account, and the queues that it takes from", async () => {
    await hub.makeAccount(hub.user, "Acme");
    const name = newName();
    await tell("online", event(name));
    const stats = { broker: { virtual_host: "acme", transport: "amqp" }, total: { "lab.add": 2 }, some_key: null };
    const queues = [{ name: "north", exchange: { name: "north" } }, { name: "north:5:untrusted" }, "south:9:interrupt"];
    expect(await inspect(name, { stats, queues })).toMatchObject({ status: 200, body: {} });
    expect(await workers(name)).toMatchObject([
      { account: "Acme", details: stats, queues: ["north", "north:5:untrusted", "south:9:interrupt"] },
    ]);
    const { rows } = await hub.database.query(
      `SELECT zones.name AS zone, queues.name, priority, untrusted, interrupt FROM queues JOIN zones ON zones.id = zone_id
       JOIN accounts ON accounts.id = account_id WHERE accounts.name = 'Acme' ORDER BY queues.name`,
    );
    expect(rows).toEqual([
      { zone: "north", name: "north", priority: 0, untrusted: false, interrupt: false },
      { zone: "north", name: "north:5:untrusted", priority: 5, untrusted: true, interrupt: false },
      { zone: "south", name: "south:9:interrupt", priority: 9, untrusted: false, interrupt: true },
    ]);
    await inspect(encodeURIComponent(name), { queues: [{ name: "south:9:interrupt" }] });
    expect(await workers(name)).toMatchObject([{ account: "Acme", details: stats, queues: ["south:9:interrupt"] }]);
    for (const queues of [null, undefined]) await inspect(name, { stats: null, queues });
    expect((await workers(name))[0]?.queues).toEqual(["south:9:interrupt"]);
    await inspect(name, { stats: { broker: { virtual_host: "/" } }, queues: [] });
    expect(await workers(name)).toMatchObject([{ account: "hub", queues: [] }]);
  });

  it("may be told of many workers at once", async () => {
    const names = Array.from({ length: 8 }, newName);
    await Promise.all(names.map((name) => tell("online", event(name))));
    const queues = Array.from({ length: 10 }, (_, i) => ({ name: `zone-${i}:5` }));
    const answers = await Promise.all(names.map((name, i) => inspect(name, { queues: i % 2 ? queues : queues.toReversed() })));
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    for (const name of names) expect((await workers(name))[0]?.queues).toHaveLength(10);
  });

  it("knows the hub's own virtual host, whatever its name is", async () => {
    for (const host of ["/", "production"]) {
      const name = newName();
      await tell("online", event(name));
      await inspect(name, { stats: { broker: { virtual_host: host } } });
      expect(await workers(name)).toMatchObject([{ account: "hub", details: { broker: { virtual_host: host } } }]);
    }
  });

  it("must make sense", async () => {
    const name = newName();
    await tell("online", event(name));
    const stats = { broker: { virtual_host: "nowhere" } };
    expect(await inspect(name, { stats })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("nowhere") },
    });
    for (const bad of ["Default", "a_b", "a:10", "", 5, null, {}, { name: 5 }]) {
      expect(await inspect(name, { queues: [{ name: "fine" }, bad] })).toMatchObject({
        status: 400,
        body: { errors: [{ field: "queues.1" }] },
      });
    }
    for (const body of [{ stats: [] }, { queues: {} }, { zebra: 1 }, []]) expect((await inspect(name, body)).status).toBe(400);
    expect(await workers(name)).toMatchObject([{ account: "hub", queues: [] }]);
  });

  it("is of a worker that is there", async () => {
    const name = newName();
    expect((await inspect(name, {})).status).toBe(404);
    await tell("offline", event(name));
    expect((await inspect(name, {})).status).toBe(404);
  });
});

describe("a job in a queue", () => {
  it("says so while no active worker takes from it", async () => {
    const id = await hub.insertJob();
    const message = async () => {
      const { body } = await hub.call<{ statusMessage: string }>("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body: {} });
      return body.statusMessage;
    };
    now += 3_600_000;
    expect(await message()).toBe("sleep is 1st in the queue. No worker takes jobs from the queue default at the moment.");
    const name = newName();
    await tell("online", event(name, { queues: ["default"], freq: 2 }));
    expect(await message()).toBe("sleep is 1st in the queue.");
    now += 9_000;
    expect(await message()).toBe("sleep is 1st in the queue.");
    now += 2_000;
    expect(await message()).toContain("No worker");
    await tell("heartbeat", event(name, { queues: ["default"], freq: 2 }));
    expect(await message()).toBe("sleep is 1st in the queue.");
    await tell("offline", event(name, { queues: ["default"], freq: 2 }));
    expect(await message()).toContain("No worker");
  });
});
