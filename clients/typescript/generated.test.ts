import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenApi } from "../../src/manager/docs/openapi.ts";
import { buildTestApp, type TestApp } from "../../src/manager/testing.ts";
import { classesOf } from "./generate/classes.ts";
import { typesOf } from "./generate/types.ts";

let hub: TestApp;
let document: OpenApi;
beforeAll(async () => {
  hub = await buildTestApp();
  document = (await hub.call<OpenApi>("GET", "/api/schema")).body;
});
afterAll(() => hub.close());

/** `npm run generate` writes them anew: these tests with leave to update. */
describe("the generated part of the client", () => {
  it("has the types of the document", async () => {
    await expect(await typesOf(document)).toMatchFileSnapshot("src/generated/types.ts");
  });

  it("has the operations of the document", async () => {
    await expect(classesOf(document)).toMatchFileSnapshot("src/generated/classes.ts");
  });
});
