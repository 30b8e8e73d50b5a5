import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PERMISSIONS } from "../permissions.ts";
import { buildTestApp, type TestApp } from "../testing.ts";
import type { OpenApi, Schema } from "./openapi.ts";

let hub: TestApp;
let document: OpenApi;
beforeAll(async () => {
  hub = await buildTestApp();
  document = (await hub.call<OpenApi>("GET", "/api/schema")).body;
});
afterAll(() => hub.close());

const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));
describe("the OpenAPI document", () => {
  it("is for /api, and says how requests are signed", () => {
    expect(document).toMatchObject({
      openapi: "3.0.3",
      servers: [{ url: "/api" }],
      security: [{ Token: [] }],
      components: { securitySchemes: { Token: { type: "apiKey", in: "header", name: "Authorization" } } },
    });
  });

  it("names every schema once, and has all that it refers to", () => {
    const text = JSON.stringify(document);
    for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name);
    }
    const withoutExamples = (key: string, value: unknown) => (key === "example" ? undefined : value);
    expect(JSON.stringify(document.paths, withoutExamples)).not.toContain('"title"');
  });

  it("has no object without a name, for which generators would make one up", () => {
    const found: string[] = [];
    nameless(document.paths, "paths", found);
    for (const [name, { properties }] of Object.entries(document.components.schemas)) nameless(properties, name, found);
    expect(found).toEqual([]);
  });

  it("has no pattern with a quotation mark, which generators put into their code as it is", () => {
    const patterns = [...JSON.stringify(document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, text = ""]) =>
      JSON.parse(text),
    );
    expect(patterns.length).toBeGreaterThan(5);
    expect(patterns.filter((pattern) => /["']/.test(pattern))).toEqual([]);
  });

  it("tells of every operation who may call it, and how it fails", () => {
    expect(operations().length).toBeGreaterThan(10);
    for (const { operationId, description, responses, summary, parameters = [] } of operations()) {
      expect(description).toContain("**Who may:**");
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(responses["503"]?.content?.["application/json"]).toEqual({ schema: { $ref: "#/components/schemas/ErrorReply" } });
      if (PERMISSIONS[operationId]?.who !== "open") expect(responses).toHaveProperty("401");
      if (parameters.some(({ in: place }) => place === "path")) expect(responses).toHaveProperty("404");
      for (const { description: meaning } of Object.values(responses)) expect(meaning).not.toBe("");
    }
  });

  it("fills nothing into queries: who tries a list on the page gets all of it", () => {
    const queries = operations().flatMap(({ parameters = [] }) => parameters.filter(({ in: place }) => place === "query"));
    expect(queries.length).toBeGreaterThan(50);
    expect(queries.filter((parameter) => "example" in parameter || "examples" in parameter)).toEqual([]);
  });

  it("has different ids for different operations", () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the page at /api/docs", () => {
  it("loads from here alone, under a policy that allows no other scripts", async () => {
    for (const path of ["/api/docs", "/api/docs/"]) {
      const { status, headers, body } = await hub.call<string>("GET", path);
      expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
      expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self';");
      expect(body).not.toMatch(/https?:|<script>|<script(?! src=)/);
      for (const [, asset = ""] of body.matchAll(/(?:src|href)="([^"]+)"/g)) {
        const url = new URL(asset, "http://hub/api/docs/").pathname;
        expect([url, (await hub.call("GET", url)).status]).toEqual([url, 200]);
      }
    }
    expect((await hub.call("GET", "/api/docs/json")).body).toEqual(document);
  });
});

function nameless(value: unknown, where: string, found: string[]): void {
  if (typeof value !== "object" || value === null) return;
  const { type, properties } = value as Schema;
  if (type === "object" && properties && Object.keys(properties).length > 0) found.push(where);
  for (const [key, inner] of Object.entries(value)) nameless(inner, `${where}.${key}`, found);
}
