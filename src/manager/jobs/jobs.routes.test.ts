import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../testing.ts";

let hub: TestApp;
beforeAll(async () => {
  hub = await buildTestApp();
});
afterAll(() => hub.close());

it("walks", async () => {
  const project = await hub.makeProject(hub.user);
  const { rows } = await hub.database.query<{id:number}>("INSERT INTO jobs (project_id, key, method, status) VALUES ($1, 'k', 'sleep', 'DISPATCHED') RETURNING id", [project.id]);
  const id = rows[0]?.id;
  const r = await hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body: { status: "RUNNING", log: ["a", { b: 1 }], urls: { ws: "ws://10.0.0.1:9000/x?a=b" } } });
  console.log(r.status, r.body);
  const r2 = await hub.call("PATCH", `/api/jobs/`, { as: hub.admin, body: [{ id, status: "SUCCESS" }, {id: 99}, {id, zzz: 1}, 5] });
  console.log(r2.status, r2.body);
  const r3 = await hub.call("PUT", `/api/jobs/${id}/`, { as: hub.admin, body: { ...r.body as object, description: "x" , users: [5]} });
  console.log(r3.status, r3.body);
});
