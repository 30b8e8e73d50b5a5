/**
 * What workers say of themselves, without what is not for those who ask. Celery's tell all that they know: of a task the secrets that
 * came among its arguments, and the key of its job; of the broker its other addresses, with their passwords.
 */

import type { JsonObject, JsonValue } from "../../core/json.ts";
import type { Inspection } from "./worker-control.schemas.ts";

const NOT_OF_TASKS = ["secrets", "key"];
const NOT_OF_BROKERS = ["password", "alternates", "transport_options", "credential_provider"];
/** Some transports give the whole address as the name of the host. */
const CREDENTIALS = /:\/\/[^/@\s]*@/g;

export function safeAnswer(what: Inspection, answer: JsonValue): JsonValue {
  if (what === "stats" && isObject(answer)) return safeStats(answer);
  return Array.isArray(answer) ? answer.map(safeTask) : answer;
}

export function safeStats(stats: JsonObject): JsonObject {
  const { broker } = stats;
  if (!isObject(broker)) return stats;
  const texts = Object.entries(without(broker, NOT_OF_BROKERS)).map(([name, value]) => [name, withoutCredentials(value)]);
  return { ...stats, broker: Object.fromEntries(texts) };
}

/** Of one that is scheduled, the task is its `request`. */
function safeTask(entry: JsonValue): JsonValue {
  if (!isObject(entry)) return entry;
  const { request, kwargs } = entry;
  return {
    ...entry,
    ...(isObject(request) && { request: safeTask(request) }),
    ...(isObject(kwargs) && { kwargs: without(kwargs, NOT_OF_TASKS) }),
  };
}

function withoutCredentials(value: JsonValue): JsonValue {
  return typeof value === "string" ? value.replace(CREDENTIALS, "://") : value;
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
