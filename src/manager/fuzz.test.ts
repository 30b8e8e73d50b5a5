/** Hostile requests at every operation of the OpenAPI document: whatever comes, no 5xx, and every error in its one shape. */

import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "./testing.ts";

interface Schema {
  readonly $ref?: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly enum?: unknown[];
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: { name: string; in: string }[];
  readonly requestBody?: { content: { "application/json": { schema: Schema } } };
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, Schema> };
}

/** Requests for each operation. */
const RUNS = 60;
/** Streams, which do not end by themselves. */
const ENDLESS = ["projects_jobs_live"];

const HOSTILE_TEXTS = [
  "",
  " ",
  "0",
  "-1",
  "1",
  "2",
  "1e3",
  "9223372036854775807",
  "9223372036854775808",
  "-9223372036854775809",
  "NaN",
  "null",
  "true",
  "admin",
  "first",
  "admin/first",
  "../..",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\u202e\u0301\u{1f600}",
  "' OR 1=1; --",
  "%s%n%00",
  "__proto__",
  "constructor",
  "2026-02-30T00:00:00Z",
  "2026-01-01T00:00:00+00:00",
  "0000-00-00",
  "x".repeat(300),
  "x".repeat(20_000),
];

const hostileText = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: "binary", maxLength: 30 }));
const hostileNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63, 1e308, -1e308, 5e-324, 0.1),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  hostileNumber,
  fc.constantFrom(null, true, false, [], {}, [[]], [null], { "": 0 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(hostileText, hostileNumber, { maxKeys: 3 }),
);

let hub: TestApp;
let document: Document;
beforeAll(async () => {
  hub = await buildTestApp({ config: { bodyLimit: 200_000 } });
  await hub.makeProject(hub.admin, { name: "first", public: true });
  document = (await hub.call<Document>("GET", "/api/schema")).body;
});
afterAll(() => hub.close());

function bodyFor(schema: Schema): fc.Arbitrary<unknown> {
  const { $ref, properties, items, enum: choices } = schema;
  if ($ref) return bodyFor(document.components.schemas[$ref.split("/").at(-1) ?? ""] ?? {});
  if (properties) {
    const fields = Object.entries(properties).map(([name, property]) => [name, bodyFor(property)] as const);
    return fc.oneof({ weight: 4, arbitrary: fc.record(Object.fromEntries(fields), { requiredKeys: [] }) }, hostileValue);
  }
  if (items) return fc.oneof({ weight: 4, arbitrary: fc.array(bodyFor(items), { maxLength: 4 }) }, hostileValue);
  if (choices) return fc.oneof(fc.constantFrom(...choices), hostileValue);
  return hostileValue;
}

/** JSON as a client may write it, and now and then what is not JSON at all. */
function textFor(schema: Schema): fc.Arbitrary<string> {
  const json = bodyFor(schema).map((value) => JSON.stringify(value) ?? "");
  const spoilt = json.map((text) => text.slice(0, -1));
  const twice = json.map((text) => text.replace("{", '{"status":1,"status":"x",'));
  const constants = fc.constantFrom(
    "",
    " ",
    "nonsense",
    "[".repeat(10_000),
    '{"a":1e999}',
    '{"__proto__":{}}',
    '"\\ud800"',
    "\u0000",
  );
  return fc.oneof({ weight: 6, arbitrary: json }, spoilt, twice, constants);
}

const headersFor = fc.record(
  {
    authorization: fc.oneof(hostileText, fc.constantFrom("Token", "Token ", "Basic Og==", "Token \u00ff")),
    "content-type": fc.constantFrom("application/json", "text/plain", "application/json; charset=utf-16", ";", "a/b"),
    cookie: fc.constantFrom("jobhub_session=%00", "jobhub_session", "=;;;", "jobhub_session=\u00ff"),
    host: fc.constantFrom("", "x y", "\u00ff", "[::1", "a".repeat(300)),
    "x-forwarded-host": hostileText,
  },
  { requiredKeys: [] },
);

/** Headers carry Latin-1 without control characters; Node's client sends nothing else. */
function sendable(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)));
}

it("no request leads to a 5xx or an error of another shape", { timeout: 60_000 }, async () => {
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (!ENDLESS.includes(operation.operationId)) await attack(method, path, operation);
    }
  }
});

async function attack(method: string, path: string, operation: Operation): Promise<void> {
  const names = (operation.parameters ?? []).filter((parameter) => parameter.in === "query").map(({ name }) => name);
  const schema = operation.requestBody?.content["application/json"].schema;
  const requests = fc.record({
    params: fc.array(hostileText, { minLength: 4, maxLength: 4 }),
    query: fc.dictionary(fc.oneof(fc.constantFrom(...names, "key", "x"), hostileText), hostileText, { maxKeys: 4 }),
    body: schema ? textFor(schema) : fc.oneof(fc.constant(undefined), textFor({})),
    signed: fc.constantFrom(hub.admin, hub.admin, hub.user, undefined),
    headers: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, headersFor),
  });
  await fc.assert(
    fc.asyncProperty(requests, async ({ params, query, body, signed, headers }) => {
      const filled = params.reduce((url, value) => url.replace(/\{\w+\}/, () => escaped(value)), path);
      const search = Object.entries(query).map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
      const url = `/api${filled}?${search.join("&")}`;
      const reply = await hub.call(method.toUpperCase(), url, { as: signed, body, headers: sendable(headers) });
      expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(500);
      if (reply.status >= 400) expect(reply.body).toHaveProperty("message");
    }),
    { numRuns: RUNS },
  );
}

function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
