import type { JsonObject, JsonValue } from "../../core/json.ts";
import { JobFailure } from "./method.ts";
import { isMethod, METHODS } from "./registry.ts";

/**
 * The params that a task's arguments are. Those by position, as clients of Celery send them and chains pass them on, stand for the params in
 * the order of the method's schema, as in a call of Python.
 * @throws {JobFailure} if there are more than params, or one is given twice.
 */
export function bindArguments(method: string, args: readonly JsonValue[], named: JsonObject): JsonObject {
  const names = isMethod(method) ? Object.keys(METHODS[method].params.properties) : [];
  if (args.length > names.length) {
    throw new JobFailure("BadParams", `${method} takes ${names.length} arguments by position, not ${args.length}.`);
  }
  const params: Record<string, JsonValue> = { ...named };
  for (const [i, arg] of args.entries()) {
    const name = names[i] as string;
    if (Object.hasOwn(named, name)) throw new JobFailure("BadParams", `${name}: is given both by name and by position`);
    params[name] = arg;
  }
  return params;
}
