import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PERMISSIONS } from "../permissions.ts";
import { buildTestApp, type TestApp } from "../testing.ts";

interface Operation {
  readonly operationId: string;
  readonly tags: string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters?: { name: string; in: string; schema: { type: string } }[];
  readonly requestBody?: { content: Record<string, { schema: unknown }> };
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
  readonly security?: unknown[];
}
interface OpenApi {
  readonly openapi: string;
  readonly servers: { url: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, unknown>; securitySchemes: unknown };
}

/** Of the operations that other clients know: method, path, and models of body and reply. */
const KNOWN: [id: string, method: string, path: string, body: string | null, code: number, reply: string | null][] = [
  ["status_read", "get", "/status/", null, 200, "StatusResponse"],
  ["tokens_create", "post", "/tokens/", "InlineObject5", 201, "InlineResponse201"],
  ["tokens_list", "get", "/tokens/", null, 200, "InlineResponse20014"],
  ["tokens_read", "get", "/tokens/{token}/", null, 200, "Token"],
  ["tokens_delete", "delete", "/tokens/{token}/", null, 204, null],
  ["users_me", "get", "/users/me/", null, 200, "Me"],
  ["users_list", "get", "/users/", null, 200, "InlineResponse20015"],
  ["users_read", "get", "/users/{id}/", null, 200, "User"],
  ["projects_list", "get", "/projects/", null, 200, "InlineResponse2008"],
  ["projects_create", "post", "/projects/", "ProjectCreate", 201, "ProjectCreate"],
  ["projects_read", "get", "/projects/{project}/", null, 200, "Project"],
];

let hub: TestApp;
let document: OpenApi;
beforeAll(async () => {
  hub = await buildTestApp();
  document = (await hub.call<OpenApi>("GET", "/api/schema")).body;
});
afterAll(() => hub.close());

const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));
const ref = (name: string | null) => (name === null ? undefined : { schema: { $ref: `#/components/schemas/${name}` } });

describe("the OpenAPI document", () => {
  it("is for /api, and says how requests are signed", () => {
    expect(document).toMatchObject({
      openapi: "3.0.3",
      servers: [{ url: "/api" }],
      security: [{ Token: [] }],
      components: { securitySchemes: { Token: { type: "apiKey", in: "header", name: "Authorization" } } },
    });
  });

  it.each(KNOWN)("has %s as clients know it", (id, method, path, body, code, reply) => {
    const operation = document.paths[path]?.[method];
    expect(operation).toMatchObject({ operationId: id, tags: [id.split("_")[0]] });
    expect(operation?.requestBody?.content["application/json"]).toEqual(ref(body) ?? undefined);
    expect(operation?.responses[code]?.content?.["application/json"]).toEqual(ref(reply) ?? undefined);
    if (body) expect(operation).toMatchObject({ "x-codegen-request-body-name": "data" });
  });

  it("names every schema once, and has all that it refers to", () => {
    const text = JSON.stringify(document);
    for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name);
    }
    expect(JSON.stringify(document.paths)).not.toContain('"title"');
  });

  it("tells of every operation who may call it, and how it fails", () => {
    expect(operations().length).toBeGreaterThan(10);
    for (const { operationId, description, responses, summary, parameters = [] } of operations()) {
      expect(description).toContain("**Who may:**");
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(responses["503"]?.content?.["application/json"]).toEqual(ref("Error"));
      const asks = PERMISSIONS[operationId]?.who !== "open";
      expect([operationId, "401" in responses]).toEqual([operationId, asks]);
      if (parameters.some(({ in: place }) => place === "path")) expect(responses).toHaveProperty("404");
      for (const { description: meaning } of Object.values(responses)) expect(meaning).not.toBe("");
    }
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
