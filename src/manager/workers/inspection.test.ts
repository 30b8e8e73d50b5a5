import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildWorkersHub, type WorkersHub } from "./workers.testing.ts";

let hub: WorkersHub;
let now = Date.parse("2026-03-01T12:00:00Z");
beforeAll(async () => {
  hub = await buildWorkersHub(() => now);
});
afterAll(() => hub.close());

describe("inspection of a worker", () => {
  it("tells its account, and the queues that it takes from", async () => {
    await hub.makeAccount(hub.user, "Acme");
    const name = hub.newName();
    await hub.tell("online", hub.event(name));
    const stats = { broker: { virtual_host: "acme", transport: "amqp" }, total: { "lab.add": 2 }, some_key: null };
    const queues = [{ name: "north", exchange: { name: "north" } }, { name: "north:5:untrusted" }, "south:9:interrupt"];
    expect(await hub.inspect(name, { stats, queues })).toMatchObject({ status: 200, body: {} });
    expect(await hub.workers(name)).toMatchObject([
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
    await hub.inspect(encodeURIComponent(name), { queues: [{ name: "south:9:interrupt" }] });
    expect(await hub.workers(name)).toMatchObject([{ account: "Acme", details: stats, queues: ["south:9:interrupt"] }]);
    for (const queues of [null, undefined]) await hub.inspect(name, { stats: null, queues });
    expect((await hub.workers(name))[0]?.queues).toEqual(["south:9:interrupt"]);
    await hub.inspect(name, { stats: { broker: { virtual_host: "/" } }, queues: [] });
    expect(await hub.workers(name)).toMatchObject([{ account: "hub", queues: [] }]);
  });

  it("may be told of many workers at once", async () => {
    const names = Array.from({ length: 8 }, hub.newName);
    await Promise.all(names.map((name) => hub.tell("online", hub.event(name))));
    const queues = Array.from({ length: 10 }, (_, i) => ({ name: `zone-${i}:5` }));
    const answers = await Promise.all(
      names.map((name, i) => hub.inspect(name, { queues: i % 2 ? queues : queues.toReversed() })),
    );
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    for (const name of names) expect((await hub.workers(name))[0]?.queues).toHaveLength(10);
  });

  it("knows the hub's own virtual host, whatever its name is", async () => {
    for (const host of ["/", "production"]) {
      const name = hub.newName();
      await hub.tell("online", hub.event(name));
      await hub.inspect(name, { stats: { broker: { virtual_host: host } } });
      expect(await hub.workers(name)).toMatchObject([{ account: "hub", details: { broker: { virtual_host: host } } }]);
    }
  });

  it("must make sense", async () => {
    const name = hub.newName();
    await hub.tell("online", hub.event(name));
    const stats = { broker: { virtual_host: "nowhere" } };
    expect(await hub.inspect(name, { stats })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("nowhere") },
    });
    for (const bad of ["Default", "a_b", "a:10", "", 5, null, {}, { name: 5 }]) {
      expect(await hub.inspect(name, { queues: [{ name: "fine" }, bad] })).toMatchObject({
        status: 400,
        body: { errors: [{ field: "queues.1" }] },
      });
    }
    for (const body of [{ stats: [] }, { queues: {} }, { zebra: 1 }, []])
      expect((await hub.inspect(name, body)).status).toBe(400);
    expect(await hub.workers(name)).toMatchObject([{ account: "hub", queues: [] }]);
  });

  it("is of a worker that is there", async () => {
    const name = hub.newName();
    expect((await hub.inspect(name, {})).status).toBe(404);
    await hub.tell("offline", hub.event(name));
    expect((await hub.inspect(name, {})).status).toBe(404);
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
    const name = hub.newName();
    await hub.tell("online", hub.event(name, { queues: ["default"], freq: 2 }));
    expect(await message()).toBe("sleep is 1st in the queue.");
    now += 9_000;
    expect(await message()).toBe("sleep is 1st in the queue.");
    now += 2_000;
    expect(await message()).toContain("No worker");
    await hub.tell("heartbeat", hub.event(name, { queues: ["default"], freq: 2 }));
    expect(await message()).toBe("sleep is 1st in the queue.");
    await hub.tell("offline", hub.event(name, { queues: ["default"], freq: 2 }));
    expect(await message()).toContain("No worker");
  });
});
