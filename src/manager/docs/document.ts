/** Last touches to the OpenAPI document: schemas with a name go to its components, and bodies get the name that clients know. */

import type { SwaggerTransformObject } from "@fastify/swagger";
import type { Parameter } from "./openapi.ts";

type Node = Record<string, unknown>;

/** Keys below which there are data, not schemas. */
const DATA_KEYS = new Set(["example", "examples", "default", "enum"]);

export const finishDocument: SwaggerTransformObject = (document) => {
  const { openapiObject } = document as unknown as { openapiObject: Node };
  const schemas: Node = {};
  const paths = hoist(openapiObject.paths, schemas) as Record<string, Record<string, Node>>;
  for (const operations of Object.values(paths)) {
    for (const operation of Object.values(operations)) {
      if (operation.requestBody) operation["x-codegen-request-body-name"] = "data";
      if (operation.parameters) operation.parameters = knownOrder(operation.parameters as Parameter[]);
    }
  }
  const components = { ...(openapiObject.components as Node), schemas: sorted(schemas) };
  return { ...openapiObject, paths, components } as ReturnType<SwaggerTransformObject>;
};

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

function sorted(node: Node): Node {
  return Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)));
}
