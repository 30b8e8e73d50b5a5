import { afterAll, beforeAll, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";

let hub: JobsHub;
beforeAll(async () => {
  hub = await buildJobsHub();
});
afterAll(() => hub.close());

const call = (method: string, path: string, body?: unknown) => hub.call(method, `/api/tiers/${path}`, { as: hub.admin, body });
const put = (plan: string) =>
  hub.call("PATCH", `/api/accounts/${hub.user.accountId}/update_plan/`, { as: hub.admin, body: { plan } });
const run = () => hub.call("POST", `/api/projects/${hub.project.id}/jobs/`, { as: hub.user, body: { method: "sleep" } });

it("are made, and limit the jobs of accounts that are put on them from the next one on", async () => {
  const made = await call("POST", "", { name: "Small", maxActiveJobs: 1 });
  expect(made).toMatchObject({
    status: 201,
    body: { name: "Small", priority: 4, maxActiveJobs: 1, maxJobsPerHour: null, maxJobMinutesPerMonth: null, accounts: 0 },
  });
  expect((await put("small")).status).toBe(200);
  expect((await run()).status).toBe(201);
  expect(await run()).toMatchObject({ status: 402, body: { errors: [{ field: "maxActiveJobs", message: "is 1" }] } });
  const changed = await call("PATCH", "SMALL/", { ...(made.body as object), maxActiveJobs: null, priority: 9 });
  expect(changed).toMatchObject({ status: 200, body: { maxActiveJobs: null, priority: 9, accounts: 1 } });
  expect((await run()).status).toBe(201);
});

it("stay while they are used", async () => {
  await call("POST", "", { name: "Used" });
  await put("Used");
  expect(await call("DELETE", "used/")).toMatchObject({ status: 409, body: { errors: [{ field: "tier" }] } });
  expect(await put("free")).toMatchObject({ status: 200, body: { plan: "free" } });
  expect((await call("DELETE", "used/")).status).toBe(204);
  expect((await call("DELETE", "used/")).status).toBe(404);
  expect(await call("DELETE", "free/")).toMatchObject({ status: 409, body: { errors: [{ field: "tier" }] } });
});

it("are listed, newest first", async () => {
  const { body } = await hub.call<{ count: number; results: { name: string }[] }>("GET", "/api/tiers/", { as: hub.admin });
  expect(body.results.at(-1)).toMatchObject({ id: 1, name: "free", priority: 4, maxActiveJobs: null });
  expect(body.count).toBe(body.results.length);
});

it.each([
  [{}, 400, "name"],
  [{ name: " x" }, 400, "name"],
  [{ name: "12" }, 400, "name"],
  [{ name: "FREE" }, 409, "name"],
  [{ name: "x", priority: 10 }, 400, "priority"],
  [{ name: "x", priority: null }, 400, "priority"],
  [{ name: "x", maxJobsPerHour: -1 }, 400, "maxJobsPerHour"],
  [{ name: "x", maxJobsPerDay: 1 }, 400, "maxJobsPerDay"],
])("refuse %j with a %i", async (body, status, field) => {
  expect(await call("POST", "", body)).toMatchObject({ status, body: { errors: [{ field }] } });
});
