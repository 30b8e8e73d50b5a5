import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../testing.ts";
import type { Body, OpenApi, Operation, Schema } from "../openapi.ts";
import { KNOWN_FIELDS, KNOWN_OPERATIONS, type KnownField, type KnownOperation } from "./tables.ts";

/** Operations of files, sources and snapshots, which this hub does not have yet. */
const LATER = [
  "projects_convert",
  "projects_files_delete",
  "projects_files_list",
  "projects_files_read",
  "projects_history",
  "projects_pull",
  "projects_snapshots_archive",
  "projects_snapshots_create",
  "projects_snapshots_delete",
  "projects_snapshots_files",
  "projects_snapshots_list",
  "projects_snapshots_read",
  "projects_snapshots_session",
  "projects_sources_create",
  "projects_sources_delete",
  "projects_sources_list",
  "projects_sources_open",
  "projects_sources_partial_update",
  "projects_sources_pull",
  "projects_sources_read",
];

/** What these take and answer is for the job's own server to say. */
const CONNECT = ["projects_jobs_connect_create", "projects_jobs_connect_read"];

/** Models of theirs alone. */
const LATER_MODELS = /^(File|FileList|Snapshot|Source|InlineResponse200(10|12|13))$/;

const NOW = KNOWN_OPERATIONS.filter(({ operationId }) => !LATER.includes(operationId));

let hub: TestApp;
let document: OpenApi;
beforeAll(async () => {
  hub = await buildTestApp();
  document = (await hub.call<OpenApi>("GET", "/api/schema")).body;
});
afterAll(() => hub.close());

const operationOf = ({ path, method }: KnownOperation) => document.paths[path]?.[method];
const modelOf = (body: Body | undefined) => body?.content?.["application/json"]?.schema?.$ref?.split("/").at(-1) ?? null;
const names = (operation: Operation, place: string) =>
  (operation.parameters ?? []).filter((parameter) => parameter.in === place).map(({ name }) => name);

describe("the OpenAPI document, for clients of this API generation", () => {
  it("has every operation, but for those of files, sources and snapshots", () => {
    expect(NOW.length).toBe(62);
    expect(NOW.filter((known) => operationOf(known)?.operationId !== known.operationId)).toEqual([]);
    expect(LATER.filter((id) => !KNOWN_OPERATIONS.some(({ operationId }) => operationId === id))).toEqual([]);
  });

  it.each(NOW)("has $operationId with the class, parameters, models and success that are known", (known) => {
    const operation = operationOf(known);
    if (!operation) throw new Error("The operation is missing.");
    const { requestBody, responses } = operation;
    expect(operation.tags).toEqual([known.tag]);
    expect(names(operation, "path")).toEqual(known.pathParams);
    expect(names(operation, "query")).toEqual(expect.arrayContaining([...known.queryParams]));
    expect(responses).toHaveProperty([known.code]);
    if (requestBody) expect(operation["x-codegen-request-body-name"]).toBe("data");
    if (CONNECT.includes(known.operationId)) return;
    if (known.responseModel) expect(modelOf(responses[known.code])).toBe(known.responseModel);
    if (known.requestModel) expect(modelOf(requestBody)).toBe(known.requestModel);
  });

  it.each([...new Set(KNOWN_FIELDS.map(({ model }) => model))].filter((model) => !LATER_MODELS.test(model)))(
    "%s has the fields that are known",
    (model) => {
      const { properties = {} } = document.components.schemas[model] ?? {};
      const faults = KNOWN_FIELDS.filter((field) => field.model === model).map((field) => fault(field, properties[field.name]));
      expect(faults.filter((found) => found !== null)).toEqual([]);
    },
  );
});

function fault({ name, type, choices }: KnownField, schema: Schema | undefined): string | null {
  if (!schema) return `${name} is missing`;
  if (!fits(type, schema)) return `${name} is not ${type}: ${JSON.stringify(schema)}`;
  const [ours, theirs] = [schema.enum ?? [], choices ?? []].map((list) =>
    list
      .filter((choice) => choice !== null)
      .sort()
      .join(),
  );
  return choices && ours !== theirs ? `${name} is one of ${ours}` : null;
}

const TYPES: Readonly<Record<string, (schema: Schema) => boolean>> = {
  int: ({ type }) => type === "integer",
  float: ({ type }) => type === "number",
  bool: ({ type }) => type === "boolean",
  datetime: ({ type, format }) => type === "string" && format === "date-time",
  // Theirs know no other type for what is JSON within.
  str: ({ type, items }) =>
    type === undefined || type === "string" || type === "object" || (type === "array" && items?.type === undefined),
};

function fits(type: string, schema: Schema): boolean {
  const item = /^list\[(.*)\]$/.exec(type)?.[1];
  if (item !== undefined) return schema.type === "array" && schema.items !== undefined && fits(item, schema.items);
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  return TYPES[type]?.(schema) ?? reference === `#/components/schemas/${type}`;
}
