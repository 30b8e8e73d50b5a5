import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../testing.ts";
import { Choice, Formed, Id, Json, Nullable, Time } from "./schemas.ts";
import type { App } from "./types.ts";

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
  app.get("/api/things/:id/", { schema: { hide, params: Type.Object({ id: Id("") }) } }, async (request) => request.params);
  app.get(
    "/api/names/:name/",
    { schema: { hide, params: Type.Object({ name: Type.String() }) } },
    async (request) => request.params,
  );
  const query = Type.Object({
    isActive: Type.Optional(Type.Boolean()),
    limit: Type.Integer({ default: 5, minimum: 1, "x-clamp": 9 }),
  });
  app.get("/api/query/", { schema: { hide, querystring: query } }, async (request) => request.query);
  app.get("/api/broken/", { schema: { hide } }, async () => {
    throw new Error("a secret detail");
  });
  app.get("/api/away/", { schema: { hide } }, async () => {
    throw Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  });
}

let hub: TestApp;
beforeAll(async () => {
  hub = await buildTestApp({ extend: testRoutes, config: { bodyLimit: 100_000 } });
});
afterAll(() => hub.close());

const post = (path: string, body: unknown, headers?: Record<string, string>) =>
  hub.call("POST", path, { body, ...(headers && { headers }) });

/** Cases with the beginning of their first part as their title. */
function titled<Rest extends unknown[]>(cases: [string, ...Rest][]): [title: string, first: string, ...Rest][] {
  return cases.map(([first, ...rest]) => [JSON.stringify(first).slice(0, 50), first, ...rest]);
}

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

describe("paths", () => {
  it.each([
    "550e8400-e29b-41d4-a716-446655440000",
    "-1",
    "0",
    "01",
    "1.0",
    "1e3",
    "0x10",
    "abc",
    "%20",
    "1%20",
    "%00",
    "9007199254740993",
    "9223372036854775808",
    "99999999999999999999999999",
    "null",
    "%F0%9F%98%80",
  ])("/api/things/%s/ is not there", async (id) => {
    expect(await hub.call("GET", `/api/things/${id}/`)).toMatchObject({ status: 404, body: { message: "Not found." } });
  });

  it("have ids as numbers, and names with @ raw or encoded", async () => {
    expect(await hub.call("GET", "/api/things/12")).toMatchObject({ status: 200, body: { id: 12 } });
    for (const name of ["celery@host", "celery%40host"]) {
      expect(await hub.call("GET", `/api/names/${name}/`)).toMatchObject({ status: 200, body: { name: "celery@host" } });
    }
    expect(await hub.call("GET", "/api/names/a%00b/")).toMatchObject({ status: 404 });
  });

  it.each(
    titled([
      ["/api/things/%E0%A4%A/", 400],
      ["/api/names/%ff/", 400],
      [`/api/names/${"x".repeat(600)}/`, 414],
      ["/api//things/1/", 404],
      ["//api/things/1/", 404],
      ["/api/things//", 404],
      ["/api/../api/things/x", 404],
      ["/API/things/1/", 404],
      ["/nothing", 404],
      ["/api/things/1/more/", 404],
    ]),
  )("%s is answered in the error shape", async (_title, path, status) => {
    const reply = await hub.call("GET", path);
    expect([reply.status, reply.body]).toEqual([status, { message: expect.stringMatching(/./) }]);
  });

  it("say which methods they have", async () => {
    expect(await hub.call("PUT", "/api/echo/", { body: {} })).toMatchObject({
      status: 405,
      headers: { allow: "POST, OPTIONS" },
    });
    expect(await hub.call("POST", "/api/things/1", { body: {} })).toMatchObject({
      status: 405,
      headers: { allow: "GET, HEAD, OPTIONS" },
      body: { message: "This method is not allowed here." },
    });
    expect(await hub.call("OPTIONS", "/api/echo/")).toMatchObject({ status: 204, headers: { allow: "POST, OPTIONS" } });
    expect(await hub.call("HEAD", "/api/things/5/")).toMatchObject({ status: 200, body: "" });
    expect((await hub.call("TRACE", "/api/things/5/")).status).toBe(404);
  });
});

describe("query strings", () => {
  it.each([
    ["", { limit: 5 }],
    ["limit=&isActive=", { limit: 5 }],
    ["limit=3&unknown=1", { limit: 3 }],
    ["limit=1000", { limit: 9 }],
    ["is_active=True", { limit: 5, isActive: true }],
    ["isActive=0", { limit: 5, isActive: false }],
  ])("%s", async (query, expected) => {
    expect(await hub.call("GET", `/api/query/?${query}`)).toMatchObject({ status: 200, body: expected });
  });

  it.each([
    ["limit=x", "limit: must be a whole number"],
    ["limit=0", "limit: must be at least 1"],
    ["limit=1&limit=2", "limit: must be given once"],
    ["isActive=maybe", "isActive: must be true or false"],
    ["is_active=%00", "isActive: must not hold the character U+0000"],
    ["limit=%00", "limit: must not hold the character U+0000"],
  ])("%s is refused", async (query, message) => {
    expect(await hub.call("GET", `/api/query/?${query}`)).toMatchObject({ status: 400, body: { message } });
  });
});

describe("faults", () => {
  it("are a 500 that tells nothing of them", async () => {
    const { status, body } = await hub.call("GET", "/api/broken/");
    expect([status, body]).toEqual([500, { message: "Something went wrong on the server." }]);
  });

  it("of a database that is away are a 503 that says when to come back", async () => {
    const { status, body, headers } = await hub.call("GET", "/api/away/");
    expect([status, body]).toEqual([503, { message: "The database is away. Try again soon." }]);
    expect(headers["retry-after"]).toBe("2");
  });
});

describe("on a socket", () => {
  async function send(raw: string): Promise<{ head: string; body: unknown }> {
    if (!hub.app.server.listening) await hub.app.listen({ port: 0 });
    const socket = connect((hub.app.server.address() as AddressInfo).port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(raw);
    const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
    return { head, body: JSON.parse(body) };
  }

  it.each(
    titled([
      ["nonsense\r\n\r\n", "HTTP/1.1 400 Bad Request"],
      ["GET /api/status/ HTTP/9.9\r\n\r\n", "HTTP/1.1 400 Bad Request"],
      [`GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, "HTTP/1.1 431 Request Header Fields Too Large"],
      [`GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, "HTTP/1.1 431 Request Header Fields Too Large"],
    ]),
  )("%s", async (_title, raw, line) => {
    const { head, body } = await send(raw);
    expect(head).toContain(line);
    expect(body).toEqual({ message: expect.any(String) });
  });
});
