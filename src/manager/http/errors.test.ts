import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiError, ERRORS } from "../../core/errors.ts";
import { buildTestApp, type TestApp } from "../testing.ts";
import type { App } from "./app.ts";
import { toApiError } from "./errors.ts";
import { titled } from "./testing.ts";

const DOCS = new URL("../../../docs/errors.md", import.meta.url);

it("docs/errors.md lists the catalogue, and nothing else", () => {
  const rows = readFileSync(DOCS, "utf8")
    .split("\n")
    .map((line) => /^\| `(\w+)` \| (\d{3}) \| (.+?) \| (yes|no) \|/.exec(line))
    .filter((row) => row !== null)
    .map(([, code, status, message, retry]) => ({ code, status: Number(status), message, retry: retry === "yes" }));
  expect(rows).toEqual(Object.entries(ERRORS).map(([code, facts]) => ({ code, ...facts })));
});

it.each([
  [new ApiError("conflict", "Taken."), "conflict", "Taken."],
  [Object.assign(new Error("x"), { code: "FST_ERR_CTP_BODY_TOO_LARGE", statusCode: 413 }), "tooLarge", ERRORS.tooLarge.message],
  [
    Object.assign(new Error("Odd length"), { code: "FST_ERR_CTP_INVALID_CONTENT_LENGTH", statusCode: 400 }),
    "badRequest",
    "Odd length",
  ],
  [Object.assign(new Error("x"), { code: "FST_ERR_REP_ALREADY_SENT", statusCode: 500 }), "internal", ERRORS.internal.message],
  [Object.assign(new Error("x"), { code: "ECONNREFUSED" }), "unavailable", ERRORS.unavailable.message],
  [new Error("Connection terminated unexpectedly"), "unavailable", ERRORS.unavailable.message],
  [new TypeError("x is not a function"), "internal", ERRORS.internal.message],
  ["thrown text", "internal", ERRORS.internal.message],
  [undefined, "internal", ERRORS.internal.message],
])("%s is told as it should be", (error, code, message) => {
  expect(toApiError(error)).toMatchObject({ code, message });
});

function testRoutes(app: App): void {
  const hide = true;
  app.get("/api/broken/", { schema: { hide } }, async () => {
    throw new Error("a secret detail");
  });
  app.get("/api/away/", { schema: { hide } }, async () => {
    throw Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  });
}

let hub: TestApp;
beforeAll(async () => {
  hub = await buildTestApp({ extend: testRoutes });
});
afterAll(() => hub.close());

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
