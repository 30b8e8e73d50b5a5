/**
 * Last touches to the OpenAPI document: schemas with a name go to its components, operations come in order and with an example, and
 * what clients know gets the names by which they do.
 */

import type { SwaggerTransformObject } from "@fastify/swagger";
import { curlFor } from "./curl.ts";
import { EXAMPLES, type Example, PARAMS } from "./examples.ts";
import type { OpenApi, Operation, Parameter } from "./openapi.ts";

type Node = Record<string, unknown>;

/** Keys below which there are data, not schemas. */
const DATA_KEYS = new Set(["example", "examples", "default", "enum"]);

export const finishDocument: SwaggerTransformObject = (document) => {
  const { openapiObject } = document as unknown as { openapiObject: Node };
  const schemas: Node = {};
  const hoisted = hoist(openapiObject.paths, schemas) as OpenApi["paths"];
  const paths = mapped(hoisted, (operations, path) =>
    mapped(operations, (operation, method) => finished(operation, path, method)),
  );
  const components = { ...(openapiObject.components as Node), schemas: sorted(schemas) };
  return { ...openapiObject, paths: inOrder(paths), components } as unknown as ReturnType<SwaggerTransformObject>;
};

function finished(operation: Operation, path: string, method: string): Operation {
  const { operationId, description, parameters, requestBody } = operation;
  const example = EXAMPLES[operationId];
  return {
    ...operation,
    ...(example && { description: `${description}\n\n\`\`\`sh\n${curlFor(path, method, example)}\n\`\`\`` }),
    ...(parameters && { parameters: knownOrder(parameters).map((parameter) => withExample(parameter, example)) }),
    ...(requestBody && {
      requestBody: {
        ...requestBody,
        content: mapped(requestBody.content ?? {}, (body) => ({
          ...body,
          ...(example?.body !== undefined && { example: example.body }),
        })),
      },
      "x-codegen-request-body-name": "data",
    }),
  };
}

/** For those who try it on the page. */
function withExample(parameter: Parameter, example: Example | undefined): Parameter {
  const value = parameter.in === "path" ? (example?.params?.[parameter.name] ?? PARAMS[parameter.name]) : undefined;
  return value === undefined || value.startsWith("$") ? parameter : { ...parameter, example: value };
}

const METHODS = ["get", "post", "put", "patch", "delete"];

/** Paths below what they are about, and of each path what reads before what writes. */
function inOrder(paths: OpenApi["paths"]): OpenApi["paths"] {
  const byMethod = ([a]: [string, unknown], [b]: [string, unknown]) => METHODS.indexOf(a) - METHODS.indexOf(b);
  return mapped(sorted(paths), (operations) => Object.fromEntries(Object.entries(operations).sort(byMethod)));
}

function mapped<T, U>(of: Readonly<Record<string, T>>, map: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, map(value, key)]));
}

/**
 * Methods of clients take what is in the path in alphabetical order, then the body. What has a default need not be given. Ids
 * have no least one: clients that check it take numbers alone, where programs may have texts.
 */
function knownOrder(parameters: readonly Parameter[]): Parameter[] {
  const inPath = parameters
    .filter((parameter) => parameter.in === "path")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((parameter) => ({ ...parameter, schema: { ...parameter.schema, minimum: undefined } }));
  const others = parameters.filter((parameter) => parameter.in !== "path");
  const isNeeded = ({ required, schema }: Parameter) => required === true && !("default" in schema);
  return [...inPath, ...others.map((parameter) => ({ ...parameter, required: isNeeded(parameter) }))];
}

/** The same with a reference in place of each schema that has a title; the schema itself goes to `schemas`. */
function hoist(value: unknown, schemas: Node): unknown {
  if (Array.isArray(value)) return value.map((item) => hoist(item, schemas));
  if (typeof value !== "object" || value === null) return value;
  const { title, nullable, readOnly, "x-response-description": _, "x-documented-as": other, ...rest } = value as Node;
  if (typeof other === "string") return { $ref: `#/components/schemas/${other}` };
  if (Array.isArray(rest.anyOf)) return hoist(firstBranch(rest), schemas);
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
    key,
    DATA_KEYS.has(key) ? data(inner) : hoist(inner, schemas),
  ]);
  if (typeof title !== "string" || !("type" in rest)) return Object.fromEntries(entries);
  const kept = Object.fromEntries(entries.filter(([key]) => key in rest));
  define(schemas, title, kept);
  const reference = { $ref: `#/components/schemas/${title}` };
  const flags = { ...(nullable === true && { nullable }), ...(readOnly === true && { readOnly }) };
  return Object.keys(flags).length > 0 ? { allOf: [reference], ...flags } : reference;
}

/** Clients from generators of the time fail on a union. Its first branch tells what they send and get; the others are for the description. */
function firstBranch({ anyOf, ...union }: Node): Node {
  return { ...(anyOf as Node[])[0], ...union };
}

/** That null is a choice is said by `nullable`: generators of the time end with an error when they find it among the others. */
function data(value: unknown): unknown {
  return Array.isArray(value) ? value.filter((choice) => choice !== null) : value;
}

function define(schemas: Node, name: string, schema: Node): void {
  const there = schemas[name];
  if (there !== undefined && JSON.stringify(there) !== JSON.stringify(schema)) {
    throw new Error(`Two different schemas have the name ${name}.`);
  }
  schemas[name] = schema;
}

function sorted<T>(node: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)));
}
