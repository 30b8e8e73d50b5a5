import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { buildTestApp, type TestUser } from "./testing.ts";

it("tells its status to anybody, uncached", async () => {
  const hub = await buildTestApp();
  for (const path of ["/api/status/", "/api/status"]) {
    const { status, headers, body } = await hub.call("GET", path);
    expect([status, headers["cache-control"], headers["x-content-type-options"]]).toEqual([200, "no-store", "nosniff"]);
    expect(body).toEqual({ time: expect.stringMatching(/^\d{4}-.*Z$/), version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  }
  await hub.close();
});

it("measures what it answers, by route", async () => {
  const hub = await buildTestApp();
  await hub.call("GET", "/api/users/1/");
  await hub.call("GET", "/nothing/here");
  const { body, headers } = await hub.call<string>("GET", "/metrics", { as: hub.admin });
  expect(headers["content-type"]).toContain("text/plain; version=0.0.4");
  expect(body).toContain('jobhub_http_request_seconds_count{method="GET",route="/api/users/:id/",status="401"} 1');
  expect(body).toContain('jobhub_http_request_seconds_count{method="GET",route="none",status="404"} 1');
  expect(body).toContain("process_cpu_seconds_total");
  hub.app.hub.metrics.group("patches", 7);
  hub.app.hub.metrics.jobs("SUCCESS", 2);
  const after = (await hub.call<string>("GET", "/metrics", { as: hub.admin })).body;
  expect(after).toContain('jobhub_write_group_size_sum{writes="patches"} 7');
  expect(after).toContain('jobhub_jobs_total{status="SUCCESS"} 2');
  await hub.close();
});

it("tells its figures, which are of everybody's work, to staff alone", async () => {
  const hub = await buildTestApp();
  const status = async (as?: TestUser, method = "GET") => (await hub.call(method, "/metrics", { as })).status;
  expect([await status(), await status(hub.user), await status(hub.admin)]).toEqual([401, 403, 200]);
  expect([await status(undefined, "HEAD"), await status(hub.user, "HEAD")]).toEqual([401, 403]);
  await hub.close();
});

it("finishes the requests that are under way when it is closed", async () => {
  let arrived: () => void = () => {};
  let answer: () => void = () => {};
  const hasArrived = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const hub = await buildTestApp({
    extend: (app) =>
      app.get("/slow/", { schema: { hide: true } }, async () => {
        arrived();
        await mayAnswer;
        return { done: true };
      }),
  });
  const url = await hub.app.listen({ port: 0 });
  const idle = connect(Number(new URL(url).port));
  await once(idle, "connect");
  const reply = fetch(`${url}/slow/`);
  await hasArrived;
  const closed = hub.close();
  answer();
  expect(await (await reply).json()).toEqual({ done: true });
  await closed;
  idle.destroy();
});
