/** For tests: a reply that is not what its route's schema says fails the request with a 500. */

import { Ajv, type ValidateFunction } from "ajv";
import { ErrorReply } from "./schemas.ts";
import { normalTime } from "./times.ts";
import type { App } from "./types.ts";

type Node = Record<string, unknown>;

/** Checks what every route replies: nothing may be missing, and nothing may be there that the schema does not tell of. */
export function addContract(app: App): void {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: URL.canParse, "date-time": isTime } });
  const compiled = new Map<unknown, ValidateFunction>();
  app.addHook("preSerialization", async (request, reply, payload) => {
    const responses = request.routeOptions.schema?.response as Record<string, unknown> | undefined;
    const schema = reply.statusCode >= 400 ? ErrorReply : responses?.[reply.statusCode];
    if (schema === undefined) return payload;
    const validate = compiled.get(schema) ?? ajv.compile(closed(schema) as Node);
    compiled.set(schema, validate);
    if (validate(JSON.parse(JSON.stringify(payload)))) return payload;
    throw new Error(
      `${request.method} ${request.url} replied what its schema does not say: ${ajv.errorsText(validate.errors)}`,
    );
  });
}

/** Times go out in UTC. */
function isTime(text: string): boolean {
  return normalTime(text) !== null && text.endsWith("Z");
}

/** The same schema, whose objects have no other fields than those it names. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const node = Object.fromEntries(Object.entries(schema).map(([key, inner]) => [key, closed(inner)]));
  return "properties" in node && node.type === "object" ? { additionalProperties: false, ...node } : node;
}
