import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildJobsHub, type JobsHub } from "./jobs.testing.ts";

// biome-ignore lint/suspicious/noExplicitAny: a job, as a client reads it.
type Body = any;

let hub: JobsHub;
beforeAll(async () => {
  hub = await buildJobsHub();
});
afterAll(() => hub.close());

const patch = (id: unknown, body: unknown) => hub.call<Body>("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body });
const put = (id: unknown, body: unknown) => hub.call<Body>("PUT", `/api/jobs/${id}/`, { as: hub.admin, body });

describe("bad input", () => {
  it("is for staff only", async () => {
    const id = await hub.insertJob();
    for (const [method, path] of [
      ["PATCH", `/api/jobs/${id}/`],
      ["PUT", `/api/jobs/${id}/`],
      ["PATCH", "/api/jobs/"],
    ] as const) {
      expect((await hub.call(method, path, { body: {} })).status).toBe(401);
      expect((await hub.call(method, path, { as: { token: "wrong" }, body: {} })).status).toBe(401);
      expect((await hub.call(method, path, { as: hub.user, body: {} })).status).toBe(403);
    }
  });

  it.each(["999999999", "0", "-1", "abc", "1.5", "9223372036854775808", "6f1c2f5e-0000-4000-8000-000000000000", "%00", "1e3"])(
    "does not know the job %s",
    async (id) => {
      for (const change of [patch, put])
        expect(await change(id, { status: "RUNNING" })).toMatchObject({ status: 404, body: { message: "Not found." } });
    },
  );

  it.each<[field: string, body: unknown]>([
    ["status", { status: "running" }],
    ["status", { status: 5 }],
    ["began", { began: "yesterday" }],
    ["ended", { ended: "2026-02-30T00:00:00Z" }],
    ["ended", { ended: 1_700_000_000 }],
    ["retries", { retries: -1 }],
    ["retries", { retries: "1" }],
    ["retries", { retries: 2 ** 31 }],
    ["sequence", { sequence: 0.5 }],
    ["runtime", { runtime: "3" }],
    ["worker", { worker: "w".repeat(65) }],
    ["key", { key: "" }],
    ["key", { key: null }],
    ["key", { key: "k".repeat(65) }],
    ["isActive", { is_active: "yes" }],
    ["log", { log: 5 }],
    ["log", { log: { message: "x" } }],
    ["logOffset", { log: [], logOffset: -1 }],
    ["users", { users: ["a"] }],
    ["users.0", { users: [0.5] }],
    ["callbackId", { callbackId: "c".repeat(257) }],
    ["callbackMethod", { callbackMethod: "c".repeat(129) }],
    ["callbackType", { callbackType: 2 ** 40 }],
    ["project", { project: 999_999 }],
    ["project", { project: "first" }],
    ["parent", { parent: 999_999 }],
    ["zebra", { zebra: 1 }],
    ["statusmessage", { statusmessage: "x" }],
    ["result", '{"result": "\\u0000"}'],
    ["log.0.message", '{"log": [{"message": "a\\u0000b"}]}'],
    ["worker", '{"worker": "\\ud800"}'],
    ["runtime", '{"runtime": 1e999}'],
  ])("names %s (%#)", async (field, body) => {
    const id = await hub.insertJob();
    for (const change of [patch, put]) {
      const answer = await change(id, body);
      expect(answer.status).toBe(400);
      const fields = answer.body.errors.map((error: Body) => error.field);
      expect(fields.some((named: string) => named === field || named.startsWith(`${field}.`))).toBe(true);
      expect(answer.body.message).toContain(field);
    }
  });

  it.each<[code: number, body: string, headers: Record<string, string>]>([
    [400, "[]", {}],
    [400, '"x"', {}],
    [400, "null", {}],
    [400, "{", {}],
    [400, "{'status': 1}", {}],
    [400, '{"status": "RUNNING"} {}', {}],
    [415, "status=RUNNING", { "content-type": "application/x-www-form-urlencoded" }],
    [413, `{"result": "${"x".repeat(17 * 2 ** 20)}"}`, {}],
  ])("answers %i (%#)", async (code, body, headers) => {
    const id = await hub.insertJob();
    for (const method of ["PATCH", "PUT"]) {
      const answer = await hub.call<Body>(method, `/api/jobs/${id}/`, { as: hub.admin, body, headers });
      expect([answer.status, typeof answer.body.message]).toEqual([code, "string"]);
    }
  });
});
