/** The OpenAPI document of the API generation, as far as generated clients tell what it was: for a client as those of years ago are. */

import {
  KNOWN_MODELS,
  KNOWN_OPERATIONS,
  type KnownField,
  type KnownOperation,
} from "../../src/manager/docs/contract/tables.ts";

type Node = Record<string, unknown>;

export function knownDocument(): Node {
  const paths: Record<string, Node> = {};
  for (const operation of KNOWN_OPERATIONS)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: told(operation) };
  const Token = { type: "apiKey", in: "header", name: "Authorization" };
  return {
    openapi: "3.0.0",
    info: { title: "Known", version: "1" },
    paths,
    components: { schemas: models(), securitySchemes: { Token } },
  };
}

function told({ operationId, tag, code, requestModel, responseModel, pathParams, queryParams }: KnownOperation): Node {
  const parameter = (place: string) => (name: string) => ({
    name,
    in: place,
    required: place === "path",
    schema: { type: "string" },
  });
  return {
    operationId,
    tags: [tag],
    security: [{ Token: [] }],
    parameters: [...pathParams.map(parameter("path")), ...queryParams.map(parameter("query"))],
    responses: { [code]: { description: "", ...contentOf(responseModel) } },
    ...(requestModel && {
      requestBody: { required: true, ...contentOf(requestModel) },
      "x-codegen-request-body-name": "data",
    }),
  };
}

function contentOf(model: string | null): Node {
  return model === null ? {} : { content: { "application/json": { schema: schemaOf(model) } } };
}

function models(): Record<string, Node> {
  return Object.fromEntries([...KNOWN_MODELS].map(([model, fields]) => [model, modelOf(fields)]));
}

function modelOf(fields: readonly KnownField[]): Node {
  const required = fields.filter(({ isNeeded }) => isNeeded).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(fields.map((field) => [field.name, propertyOf(field)])),
    ...(required.length > 0 && { required }),
  };
}

function propertyOf({ type, isNeeded, isNullChecked, choices, pattern, minLength, maxLength }: KnownField): Node {
  const schema = schemaOf(type);
  if ("$ref" in schema) return schema;
  const known = choices?.filter((choice) => choice !== null);
  return {
    ...schema,
    ...(isNullChecked && !isNeeded && { nullable: true }),
    ...(known && { enum: known }),
    ...(pattern && { pattern: pattern.source }),
    ...(minLength > 0 && { minLength }),
    ...(Number.isFinite(maxLength) && { maxLength }),
  };
}

const TYPES: Readonly<Record<string, Node>> = {
  int: { type: "integer" },
  float: { type: "number" },
  bool: { type: "boolean" },
  str: { type: "string" },
  datetime: { type: "string", format: "date-time" },
};

function schemaOf(type: string): Node {
  const item = /^list\[(.*)\]$/.exec(type)?.[1];
  if (item !== undefined) return { type: "array", items: schemaOf(item) };
  return TYPES[type] ?? { $ref: `#/components/schemas/${type}` };
}
