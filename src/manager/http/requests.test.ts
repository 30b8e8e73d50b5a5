import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../testing.ts";
import type { App } from "./app.ts";
import { Choice, Formed, Json, Nullable, Time } from "./schemas.ts";
import { titled } from "./testing.ts";

const Body = Type.Object({
  id: Type.Optional(Type.Integer({ readOnly: true })),
  firstName: Type.Optional(Formed("^[a-z]+$", "lower case letters", { minLength: 1, maxLength: 5 })),
  isActive: Type.Optional(Type.Boolean()),
  status: Type.Optional(Nullable(Choice(["ON", "OFF"]))),
  count: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
  runtime: Type.Optional(Nullable(Type.Number())),
  beganAt: Type.Optional(Nullable(Time())),
  params: Type.Optional(Json()),
  innerPart: Type.Optional(Type.Object({ deepName: Type.String(), params: Type.Optional(Json()) })),
  manyParts: Type.Optional(Type.Array(Type.Object({ deepName: Type.String() }), { minItems: 1, maxItems: 3 })),
  log: Type.Optional(Nullable(Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.Object({ entryTime: Time() }))]))),
});

function testRoutes(app: App): void {
  const hide = true;
  app.post("/api/echo/", { schema: { hide, body: Body } }, async (request) => request.body);
  app.post("/api/list/", { schema: { hide, body: Type.Array(Body, { maxItems: 2 }) } }, async (request) => request.body);
  app.post("/api/nothing/", { schema: { hide } }, async (request) => ({ given: request.body ?? null }));
  app.post("/api/needed/", { schema: { hide, body: Type.Object({ name: Type.String() }) } }, async (request) => request.body);
}

let hub: TestApp;
beforeAll(async () => {
  hub = await buildTestApp({ extend: testRoutes, config: { bodyLimit: 100_000 } });
});
afterAll(() => hub.close());

const post = (path: string, body: unknown, headers?: Record<string, string>) =>
  hub.call("POST", path, { body, ...(headers && { headers }) });

describe("keys", () => {
  it("are taken in camelCase and in snake_case, also within, and never renamed in data of the user", async () => {
    const params = { snake_key: 1, camelKey: { inner_key: [{ a_b: null }] } };
    const { status, body } = await post("/api/echo/", {
      first_name: "ada",
      isActive: true,
      began_at: null,
      inner_part: { deep_name: "x", params },
      many_parts: [{ deep_name: "a" }, { deepName: "b" }],
      params,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      firstName: "ada",
      isActive: true,
      beganAt: null,
      innerPart: { deepName: "x", params },
      manyParts: [{ deepName: "a" }, { deepName: "b" }],
      params,
    });
  });

  it("are refused where both spellings are given, and where nobody knows them", async () => {
    const { status, body } = await post("/api/echo/", {
      firstName: "a",
      first_name: "b",
      unknown: 1,
      innerPart: { deepName: "x", deeper: 1 },
      manyParts: [{ deepName: "x", odd: 1 }],
    });
    expect(status).toBe(400);
    expect(body).toEqual({
      message: "firstName: is given twice, in camelCase and in snake_case (and 3 more)",
      errors: [
        { field: "firstName", message: "is given twice, in camelCase and in snake_case" },
        { field: "unknown", message: "is not a known field" },
        { field: "innerPart.deeper", message: "is not a known field" },
        { field: "manyParts.0.odd", message: "is not a known field" },
      ],
    });
  });

  it("of read-only fields are ignored with whatever they hold", async () => {
    expect(await post("/api/echo/", { id: "not an id", count: 1 })).toMatchObject({ status: 200, body: { count: 1 } });
  });
});

describe("values", () => {
  it.each([
    [{ firstName: 1 }, "firstName", "must be text"],
    [{ firstName: null }, "firstName", "must be text"],
    [{ firstName: "" }, "firstName", "must not be empty"],
    [{ firstName: "abcdef" }, "firstName", "must have at most 5 characters"],
    [{ firstName: "ABC" }, "firstName", "must be lower case letters"],
    [{ isActive: "true" }, "isActive", "must be true or false"],
    [{ isActive: 1 }, "isActive", "must be true or false"],
    [{ status: "on" }, "status", "must be one of ON, OFF, null"],
    [{ status: 5 }, "status", "must be one of ON, OFF, null"],
    [{ count: "1" }, "count", "must be a whole number"],
    [{ count: 1.5 }, "count", "must be a whole number"],
    [{ count: -1 }, "count", "must be at least 0"],
    [{ count: 2 ** 53 }, "count", "must be at most 10"],
    [{ runtime: "1" }, "runtime", "must be a number or null"],
    [{ runtime: {} }, "runtime", "must be a number or null"],
    [{ beganAt: "yesterday" }, "beganAt", "must be a date and time in ISO 8601, such as 2026-01-31T12:00:00Z"],
    [{ beganAt: "2026-02-30T00:00:00Z" }, "beganAt", "must be a date and time in ISO 8601, such as 2026-01-31T12:00:00Z"],
    [{ beganAt: 1767225600 }, "beganAt", "must be text or null"],
    [{ innerPart: [] }, "innerPart", "must be an object"],
    [{ innerPart: {} }, "innerPart.deepName", "is required"],
    [{ manyParts: {} }, "manyParts", "must be a list"],
    [{ manyParts: [] }, "manyParts", "must have at least 1 item"],
    [{ manyParts: Array(4).fill({}) }, "manyParts", "must have at most 3 items"],
    [{ manyParts: [{ deepName: "a" }, 5] }, "manyParts.1", "must be an object"],
    [{ log: 5 }, "log", "must be text or a list or null"],
    [{ log: "" }, "log", "must not be empty"],
    [{ log: [5] }, "log.0", "must be an object"],
    [{ log: [{ entry_time: 5 }] }, "log.0.entryTime", "must be text"],
    [{ log: [{}] }, "log.0.entryTime", "is required"],
    [{ log: [{ entryTime: "2026-01-01", odd: 1 }] }, "log.0.odd", "is not a known field"],
  ])("%j: %s %s", async (given, field, message) => {
    const { status, body } = await post("/api/echo/", given);
    expect(body).toEqual({ message: `${field}: ${message}`, errors: [{ field, message }] });
    expect(status).toBe(400);
  });

  it("of all fields are told of at once", async () => {
    const { body } = await post("/api/echo/", { firstName: 1, count: "x", innerPart: { deepName: 5 }, odd: 1 });
    expect(body).toMatchObject({
      errors: [{ field: "odd" }, { field: "firstName" }, { field: "count" }, { field: "innerPart.deepName" }],
    });
  });

  it("that are times come in UTC", async () => {
    const { body } = await post("/api/echo/", { began_at: "2026-01-31T12:00:00.123456+02:00" });
    expect(body).toEqual({ beganAt: "2026-01-31T10:00:00.123456Z" });
  });

  it("of a list of a million faults cost one", async () => {
    expect(await post("/api/list/", `[${"{},".repeat(30_000)}{}]`)).toMatchObject({
      status: 400,
      body: { message: "The body must have at most 2 items." },
    });
  });
});

describe("bodies", () => {
  it.each(
    titled([
      ["[]", 400, "The body must be an object."],
      ["null", 400, "The body must not be null."],
      ['"text"', 400, "The body must be an object."],
      ["5", 400, "The body must be an object."],
      ['{"count": 1', 400, "The body is not valid JSON."],
      ["{'count': 1}", 400, "The body is not valid JSON."],
      ["nonsense", 400, "The body is not valid JSON."],
      ['{"__proto__": {"isActive": true}}', 400, "The body is not valid JSON."],
      ['{"params": {"__proto__": {"polluted": true}}}', 400, "The body is not valid JSON."],
      ['{"constructor": {"prototype": {"polluted": true}}}', 400, "The body is not valid JSON."],
      ['{"constructor": 1}', 400, "constructor: is not a known field"],
      ['{"toString": 1}', 400, "toString: is not a known field"],
      ['{"params": {"a": ["x\\u0000y"]}}', 400, "params.a.0: must not hold the character U+0000"],
      ['{"params": {"a\\u0000": 1}}', 400, "params: must not hold the character U+0000"],
      ['{"firstName": "\\u0000"}', 400, "firstName: must not hold the character U+0000"],
      ['{"params": "\\ud800"}', 400, "params: must not hold half of a surrogate pair"],
      ['{"params": 1e400}', 400, "params: is too large a number"],
      [`{"params": ${"9".repeat(400)}}`, 400, "params: is too large a number"],
      [`{"params": ${"[".repeat(500)}${"]".repeat(500)}}`, 400, "The body is nested deeper than 200 levels."],
      [`${'{"params":'.repeat(5000)}1${"}".repeat(5000)}`, 400, "The body is nested deeper than 200 levels."],
      [`{"params": "${"x".repeat(100_000)}"}`, 413, "The body is too large."],
    ]),
  )("%s", async (_title, given, status, message) => {
    const reply = await post("/api/echo/", given);
    expect(reply).toMatchObject({ status, body: { message } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("may hold whatever else JSON can", async () => {
    const params = {
      "": "empty key",
      text: `quotes " and \\ and \\u0000 and ${"[".repeat(300)}`,
      pair: "\ud83d\ude00",
      exponent: "1e999",
      small: 1e-300,
      unsafe: 2 ** 60,
      deep: JSON.parse(`${"[".repeat(150)}${"]".repeat(150)}`),
    };
    expect(await post("/api/echo/", { params })).toMatchObject({ status: 200, body: { params } });
  });

  it("that are empty are no data", async () => {
    const json = { "content-type": "application/json" };
    expect(await post("/api/echo/", "", json)).toMatchObject({ status: 200, body: {} });
    expect(await post("/api/echo/", "  \n", json)).toMatchObject({ status: 200, body: {} });
    expect(await hub.call("POST", "/api/echo/")).toMatchObject({ status: 200, body: {} });
    expect(await post("/api/nothing/", "", json)).toMatchObject({ status: 200, body: { given: null } });
    expect(await post("/api/needed/", "", json)).toMatchObject({
      status: 400,
      body: { errors: [{ field: "name", message: "is required" }] },
    });
  });

  it("must be JSON", async () => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/xml",
      "nonsense",
    ]) {
      const { status, body } = await post("/api/echo/", "a=1", { "content-type": type });
      expect([type, status, body]).toEqual([
        type,
        415,
        { message: "The body must be JSON: send Content-Type: application/json." },
      ]);
    }
    for (const type of ["application/json; charset=utf-8", "APPLICATION/JSON", "application/merge-patch+json"]) {
      expect(await post("/api/echo/", { count: 1 }, { "content-type": type })).toMatchObject({ status: 200 });
    }
  });
});
