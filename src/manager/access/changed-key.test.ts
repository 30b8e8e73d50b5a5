import { afterAll, beforeAll, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";

/** What happens between the check of a request and its answer. */
let meanwhile: () => Promise<unknown> = async () => {};
let hub: JobsHub;
beforeAll(async () => {
  hub = await buildJobsHub({ extend: (app) => app.addHook("preHandler", async () => void (await meanwhile())) });
});
afterAll(() => hub.close());

const NAVIGATE = { "sec-fetch-mode": "navigate" };

it.each([
  ["GET", "/", {}],
  ["PATCH", "/cancel/", {}],
  ["GET", "/connect/page", NAVIGATE],
])("%s %s answers nothing to a key that is changed meanwhile, least of all the new one", async (method, path, headers) => {
  const id = await hub.insertJob({ status: "RUNNING", urls: JSON.stringify({ http: "http://127.0.0.1:1/" }), key: "old" });
  const url = `/api/projects/${hub.project.id}/jobs/${id}${path}?key=old`;
  expect((await hub.call(method, url, { headers })).status).toBeLessThan(400);
  await hub.database.query("UPDATE jobs SET is_active = true, status = 'RUNNING' WHERE id = $1", [id]);
  meanwhile = () => hub.database.query("UPDATE jobs SET key = 'the new one', version = version + 1 WHERE id = $1", [id]);
  const late = await hub.call(method, url, { headers });
  meanwhile = async () => {};
  expect([late.status, late.headers.location, late.body]).toEqual([404, undefined, { message: "Not found." }]);
});
