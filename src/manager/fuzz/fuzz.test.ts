/**
 * Hostile requests at every operation of the OpenAPI document. Whatever comes: no 5xx, nothing that hangs, every error in its one
 * shape, and every success as the document says. `FUZZ_SEED` repeats a run, `FUZZ_REQUESTS` makes a longer one.
 */

import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { OpenApi } from "../docs/openapi.ts";
import { buildTestApp, type TestApp } from "../testing.ts";
import { makeWorld } from "../testing.world.ts";
import { ReplyJudge } from "./fuzz.replies.ts";
import { type FuzzOperation, type FuzzRequest, RequestMaker } from "./fuzz.requests.ts";

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 20_000);
/** A request that takes longer counts as one that hangs. */
const HANG_MS = 10_000;
/** Operations under attack at one time. */
const LANES = 4;

let hub: TestApp;
let document: OpenApi;
beforeAll(async () => {
  hub = await buildTestApp({ config: { bodyLimit: 200_000 } });
  document = (await hub.call<OpenApi>("GET", "/api/schema")).body;
});
afterAll(() => hub.close());

/** Streams are left out: they do not end by themselves. */
function operations(): FuzzOperation[] {
  return Object.entries(document.paths)
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
    .filter(({ operation }) => operation.operationId !== "projects_jobs_live");
}

it("takes whatever comes", { timeout: 900_000 }, async () => {
  console.log(`FUZZ_SEED=${SEED}`);
  const queue = operations();
  const runs = Math.ceil(REQUESTS / queue.length);
  const maker = new RequestMaker(document, [hub.admin, hub.admin, hub.user, undefined]);
  const judge = new ReplyJudge(document);
  const counts = new Map<number, number>();

  const attack = async (target: FuzzOperation, place: number): Promise<void> => {
    const world = await makeWorld(hub);
    const property = fc.asyncProperty(maker.requestsFor(target, world), async (request) => {
      const reply = await send(request);
      counts.set(reply.status, (counts.get(reply.status) ?? 0) + 1);
      expect(judge.faultOf(target, request, reply), `the reply of ${target.operation.operationId}`).toBeNull();
    });
    await fc.assert(property, { seed: SEED + place, numRuns: runs, timeout: HANG_MS });
  };
  const lane = async () => {
    for (let target = queue.pop(); target; target = queue.pop()) await attack(target, queue.length);
  };
  await Promise.all(Array.from({ length: LANES }, lane));

  console.log(
    [...counts]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`)
      .join(", "),
  );
  expect([...counts.values()].reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(REQUESTS);
  // Not all was turned away at the door.
  expect([200, 201, 204, 400, 401, 403, 404, 409, 413, 414, 415].filter((status) => !counts.has(status))).toEqual([]);
});

function send({ method, url, as, headers, body }: FuzzRequest) {
  return hub.call(method, url, { as, headers, ...(body !== undefined && { body }) });
}
