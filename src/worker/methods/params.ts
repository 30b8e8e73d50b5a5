/** Checks of a job's params against the schema of its method. */

import { Compile, type Validator } from "typebox/compile";
import type { JsonObject } from "../../core/json.ts";
import { METHODS, type MethodName } from "./registry.ts";

const validators = new Map<MethodName, Validator>();

/** What is wrong with the params, naming the field; null if nothing is. */
export function faultOf(method: MethodName, params: JsonObject): string | null {
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
