import { afterAll, beforeAll, expect, it } from "vitest";
import { METHODS } from "../../worker/methods/registry.ts";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";

let hub: JobsHub;
let now = Date.parse("2026-03-01T12:00:00Z");
beforeAll(async () => {
  hub = await buildJobsHub({ now: () => now });
});
afterAll(() => hub.close());

const online = (hostname: string, more: object) =>
  hub.call("POST", "/api/workers/online/", {
    as: hub.admin,
    body: { hostname, timestamp: now / 1000, active: 0, freq: 2, ...more },
  });
const inspect = (hostname: string, body: object) => hub.call("PATCH", `/api/workers/${hostname}/`, { as: hub.admin, body });
const methods = async () => {
  const path = `/api/projects/${hub.project.id}/methods/`;
  return (await hub.call<{ methods: { name: string; workers: number }[] }>("GET", path, { as: hub.user })).body.methods;
};

it("tells what workers run, and what that takes", async () => {
  expect(await methods()).toEqual([]);
  for (const name of ["a@host", "b@host"]) await online(name, { queues: ["default"], methods: ["convert", "sleep"] });
  const unknown = { title: null, description: null, params: null, examples: [], workers: 2 };
  expect(await methods()).toEqual(["convert", "sleep"].map((name) => ({ ...unknown, name })));
  await inspect("a@host", { stats: { methods: METHODS } });
  const known = JSON.parse(JSON.stringify(METHODS));
  expect(await methods()).toEqual(["convert", "sleep"].map((name) => ({ ...known[name], name, workers: 2 })));
});

it("tells of Celery's tasks by name", async () => {
  await online("py@host", { queues: ["default"] });
  await inspect("py@host", { methods: ["reports.monthly [rate_limit=5/s]", "celery.chord"] });
  expect((await methods()).map(({ name }) => name)).toEqual(["convert", "reports.monthly", "sleep"]);
});

it("passes over nonsense", async () => {
  await inspect("b@host", {
    stats: { methods: { sleep: { title: 5, description: [], params: "x", examples: {} }, convert: null } },
  });
  expect(await methods()).toMatchObject([{ title: null }, {}, { title: null, description: null, params: null, examples: [] }]);
});

it("leaves out workers that are gone, and those of other accounts", async () => {
  const other = await hub.makeAccount(hub.admin);
  await online("foreign@host", { queues: [`${other}/default`], methods: ["theirs"] });
  await online("own@host", { queues: [`${hub.project.accountId}/default`], methods: ["ours"] });
  expect((await methods()).map(({ name }) => name)).toEqual(["convert", "ours", "reports.monthly", "sleep"]);
  now += 60_000;
  expect(await methods()).toEqual([]);
});
