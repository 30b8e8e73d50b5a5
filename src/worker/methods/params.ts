/** Checks of a job before it gets a thread: its method is one of ours, and its params are as the schema has them. */

import { Compile, type Validator } from "typebox/compile";
import type { JsonObject } from "../../core/json.ts";
import type { Failure } from "../protocol.ts";
import { isMethod, METHOD_NAMES, METHODS, type MethodName } from "./registry.ts";

const validators = new Map<MethodName, Validator>();

/** Why a job cannot be run; null if it can. */
export function refusal(name: string, params: JsonObject): Failure | null {
  if (!isMethod(name)) {
    const message = `This worker has no method ${JSON.stringify(name)}. It has: ${METHOD_NAMES.join(", ")}.`;
    return { type: "NotRegistered", message, trace: null };
  }
  const fault = faultOf(name, params);
  return fault === null ? null : { type: "BadParams", message: fault, trace: null };
}

/** What is wrong with the params, naming the field; null if nothing is. */
function faultOf(method: MethodName, params: JsonObject): string | null {
  const validator = validators.get(method) ?? compile(method);
  if (validator.Check(params)) return null;
  const faults = validator.Errors(params).flatMap(describe);
  return faults[0] ?? "The params are not right.";
}

function compile(method: MethodName): Validator {
  const validator: Validator = Compile(METHODS[method].params);
  validators.set(method, validator);
  return validator;
}

type Fault = ReturnType<Validator["Errors"]>[number];

function describe(fault: Fault): string[] {
  const field = fault.instancePath.slice(1).replaceAll("/", ".");
  switch (fault.keyword) {
    case "additionalProperties":
      return fault.params.additionalProperties.map((name) => `${name}: there is no such param`);
    case "required":
      return fault.params.requiredProperties.map((name) => `${name}: is required`);
    case "boolean":
      return []; // Comes with the one for additionalProperties.
    default:
      return [`${field || "params"}: ${fault.message}`];
  }
}
