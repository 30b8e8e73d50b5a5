/** For tests: a reply that is not what its route's schema says, or that known clients refuse, fails the request with a 500. */

import { Ajv, type ValidateFunction } from "ajv";
import { replyFaults } from "../docs/contract/replies.ts";
import type { App } from "./app.ts";
import { ErrorReply } from "./schemas.ts";
import { normalTime } from "./times.ts";

type Node = Record<string, unknown>;

interface RouteSchema {
  readonly operationId?: string;
  readonly response?: Readonly<Record<number, unknown>>;
}

/** Checks what every route replies: nothing may be missing, and nothing may be there that the schema does not tell of. */
export function addContract(app: App): void {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: URL.canParse, "date-time": isTime } });
  const compiled = new Map<unknown, ValidateFunction>();
  const faultsOf = (schema: unknown, reply: unknown): string | null => {
    const validate = compiled.get(schema) ?? ajv.compile(closed(schema) as Node);
    compiled.set(schema, validate);
    return validate(reply) ? null : ajv.errorsText(validate.errors);
  };
  app.addHook("preSerialization", async (request, reply, payload) => {
    const { response, operationId = "" } = (request.routeOptions.schema ?? {}) as RouteSchema;
    const schema = reply.statusCode >= 400 ? ErrorReply : response?.[reply.statusCode];
    if (schema === undefined) return payload;
    const sent = JSON.parse(JSON.stringify(payload));
    const fault = faultsOf(schema, sent) ?? replyFaults(operationId, reply.statusCode, sent).join(", ");
    if (fault === "") return payload;
    throw new Error(`${request.method} ${request.url} replied what its schema, or clients, do not know: ${fault}`);
  });
}

/** Times go out in UTC. */
function isTime(text: string): boolean {
  return normalTime(text) !== null && text.endsWith("Z");
}

/** The same schema, whose objects have no other fields than those it names, and all of those that only the hub sets. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const node: Node = Object.fromEntries(Object.entries(schema).map(([key, inner]) => [key, closed(inner)]));
  if (!("properties" in node) || node.type !== "object") return node;
  const told = Object.entries(node.properties as Record<string, Node>).filter(([, property]) => property.readOnly === true);
  const required = [...new Set([...((node.required as string[]) ?? []), ...told.map(([name]) => name)])];
  return { additionalProperties: false, ...node, required };
}
