import { fileURLToPath } from "node:url";
import type { JsonObject } from "../../core/json.ts";
import type { Failure } from "../protocol.ts";
import { refusal } from "./params.ts";
import { METHOD_NAMES, METHODS } from "./registry.ts";

/** The methods that a worker runs. */
export interface MethodSet {
  readonly names: readonly string[];
  /** What they are, by their names: `MethodFacts` as far as it is JSON. */
  readonly facts: JsonObject;
  /** Why a job cannot be run; null if it can. Asked on the main thread. */
  refusal(name: string, params: JsonObject): Failure | null;
  /** The compiled file whose default export runs a job in a thread. */
  readonly threadFile: string;
}

export const METHOD_SET: MethodSet = {
  names: METHOD_NAMES,
  facts: JSON.parse(JSON.stringify(METHODS)),
  refusal,
  threadFile: compiled("thread"),
};

/** A file of the worker's folder, compiled: threads cannot run TypeScript, also where the main thread can. */
export function compiled(name: string): string {
  const here = import.meta.url;
  const folder = here.endsWith(".ts") ? "../../../dist/src/worker/" : "../";
  return fileURLToPath(new URL(`${folder}${name}.js`, here));
}
