import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "./testing.ts";

let hub: TestApp;
beforeAll(async () => {
  hub = await buildTestApp();
});
afterAll(() => hub.close());

it("tells its status to anybody, with and without the slash", async () => {
  for (const path of ["/api/status/", "/api/status"]) {
    const { status, body } = await hub.call("GET", path);
    expect(status).toBe(200);
    expect(body).toEqual({ time: expect.stringMatching(/^\d{4}-.*Z$/), version: "0.1.0" });
  }
});

it("answers 404, 405 and OPTIONS in its own shape", async () => {
  expect(await hub.call("GET", "/api/nothing")).toMatchObject({ status: 404, body: { message: "Not found." } });
  expect(await hub.call("DELETE", "/api/status/")).toMatchObject({ status: 405, headers: { allow: "GET, HEAD, OPTIONS" } });
  expect(await hub.call("OPTIONS", "/api/status/")).toMatchObject({ status: 204, headers: { allow: "GET, HEAD, OPTIONS" } });
});
