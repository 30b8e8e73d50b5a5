/** What a generated client refuses in a reply. It checks what it reads as strictly as what it sends, lists item by item. */

import { KNOWN_MODELS, KNOWN_OPERATIONS, type KnownField } from "./tables.ts";

const OPERATIONS = new Map(KNOWN_OPERATIONS.map((operation) => [operation.operationId, operation]));

/** The faults that a client finds in the reply to an operation; none where it knows no such operation. */
export function replyFaults(operationId: string, code: number, body: unknown): string[] {
  const operation = OPERATIONS.get(operationId);
  if (!operation || code >= 300) return [];
  const faults = operation.code === code ? [] : [`${operationId} answers ${code} in place of ${operation.code}`];
  if (operation.responseModel !== null) check(operation.responseModel, body, operation.responseModel, faults);
  return faults;
}

function check(type: string, value: unknown, where: string, faults: string[]): void {
  if (value === null || value === undefined) return;
  const item = /^list\[(.*)\]$/.exec(type)?.[1];
  const fields = KNOWN_MODELS.get(type);
  if (item !== undefined) checkList(item, value, where, faults);
  else if (fields) checkModel(fields, value, where, faults);
  else if (!isOfType(type, value)) faults.push(`${where} is not ${type}`);
}

function checkList(item: string, value: unknown, where: string, faults: string[]): void {
  if (!Array.isArray(value)) faults.push(`${where} is not a list`);
  else for (const [i, inner] of value.entries()) check(item, inner, `${where}.${i}`, faults);
}

function checkModel(fields: readonly KnownField[], value: unknown, where: string, faults: string[]): void {
  for (const field of fields) {
    const inner = (value as Record<string, unknown>)[field.name] ?? null;
    const fault = fieldFault(field, inner);
    if (fault) faults.push(`${where}.${field.name} ${fault}`);
    else check(field.type, inner, `${where}.${field.name}`, faults);
  }
}

function fieldFault(
  { isNeeded, isNullChecked, choices, pattern, minLength, maxLength }: KnownField,
  value: unknown,
): string | null {
  if (value === null) {
    if (isNeeded) return "is missing";
    return isNullChecked && choices && !choices.includes(null) ? "is null" : null;
  }
  if (choices && !choices.includes(value as string)) return `is ${String(value)}`;
  if (typeof value !== "string") return null;
  const { length } = [...value];
  if (length < minLength || length > maxLength) return `has ${length} characters`;
  return pattern && !pattern.test(value) ? "does not match" : null;
}

/** A client makes text of anything, and a number or truth of what it can. */
function isOfType(type: string, value: unknown): boolean {
  if (type === "int") return Number.isSafeInteger(value);
  if (type === "float") return typeof value === "number";
  if (type === "bool") return typeof value === "boolean";
  if (type === "datetime") return typeof value === "string" && !Number.isNaN(Date.parse(value));
  return type === "str";
}
