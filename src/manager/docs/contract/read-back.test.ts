import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../testing.ts";
import { makeWorld, pathIn, type World } from "../../testing.world.ts";

let hub: TestApp;
let world: World;
beforeAll(async () => {
  hub = await buildTestApp();
  world = await makeWorld(hub);
});
afterAll(() => hub.close());

/** Where a thing is read, and how what was read is sent back. */
const PLACES: readonly [read: string, method: string, write: string][] = [
  ["/accounts/{account}/", "PATCH", "/accounts/{account}/"],
  ["/accounts/{account}/users/{user}/", "PATCH", "/accounts/{account}/users/{user}/"],
  ["/projects/{project}/", "PATCH", "/projects/{project}/"],
  ["/projects/{project}/agents/{agent}/", "PATCH", "/projects/{project}/agents/{agent}/"],
  ["/projects/{project}/jobs/{job}/", "PATCH", "/projects/{project}/jobs/{job}/"],
  ["/projects/{project}/jobs/{job}/", "PATCH", "/jobs/{job}/"],
  ["/projects/{project}/jobs/{job}/", "PUT", "/jobs/{job}/"],
];

it.each(PLACES)("what is read at %s may be sent back with %s %s, and changes nothing", async (place, method, write) => {
  const read = async () => (await hub.call<object>("GET", `/api${pathIn(world, place)}`, { as: hub.admin })).body;
  const before = await read();
  const { status } = await hub.call(method, `/api${pathIn(world, write)}`, { as: hub.admin, body: before });
  expect(status).toBe(200);
  expect(await read()).toEqual({ ...before, ...("updated" in before && { updated: expect.any(String) }) });
});
