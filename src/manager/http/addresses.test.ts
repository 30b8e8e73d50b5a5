import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../testing.ts";
import type { App } from "./app.ts";
import { Id } from "./schemas.ts";
import { titled } from "./testing.ts";

function testRoutes(app: App): void {
  const hide = true;
  app.post("/api/posts/", { schema: { hide } }, async () => ({}));
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
}

let hub: TestApp;
beforeAll(async () => {
  hub = await buildTestApp({ extend: testRoutes });
});
afterAll(() => hub.close());

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
    expect(await hub.call("PUT", "/api/posts/", { body: {} })).toMatchObject({
      status: 405,
      headers: { allow: "POST, OPTIONS" },
    });
    expect(await hub.call("POST", "/api/things/1", { body: {} })).toMatchObject({
      status: 405,
      headers: { allow: "GET, HEAD, OPTIONS" },
      body: { message: "This method is not allowed here." },
    });
    expect(await hub.call("OPTIONS", "/api/posts/")).toMatchObject({ status: 204, headers: { allow: "POST, OPTIONS" } });
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
