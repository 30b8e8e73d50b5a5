/**
 * The HTTP contract as generated clients of the API generation hold it: operations.tsv and models.tsv beside this file, a
 * row for each operation and for each field of a model.
 */

import { readFileSync } from "node:fs";

export interface KnownOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** Name of the class that has it, as a tag. */
  readonly tag: string;
  readonly requestModel: string | null;
  readonly responseModel: string | null;
  readonly code: number;
  readonly pathParams: readonly string[];
  readonly queryParams: readonly string[];
}

export interface KnownField {
  readonly model: string;
  /** As it is on the wire. */
  readonly name: string;
  /** Python's: `int`, `str`, `datetime`, `list[int]`, the name of a model, … */
  readonly type: string;
  /** Whether a client refuses what lacks it, or has null. */
  readonly isNeeded: boolean;
  /** Whether null is checked like any other value. */
  readonly isNullChecked: boolean;
  /** Null for any value. */
  readonly choices: readonly (string | null)[] | null;
  readonly pattern: RegExp | null;
  readonly minLength: number;
  readonly maxLength: number;
}

/**
 * Fields that say more here than they did. Methods are also the tasks that workers of Celery have registered: a client of that
 * generation reads those projects alone that have no jobs of such methods.
 */
const OPEN_FIELDS: ReadonlySet<string> = new Set(["method"]);

export const KNOWN_OPERATIONS: readonly KnownOperation[] = rows("operations.tsv").map(
  ([operationId = "", method = "", path = "", request, response, code, apiClass = "", pathParams, queryParams]) => ({
    operationId,
    method: method.toLowerCase(),
    path,
    tag: apiClass.replace(/Api$/, "").toLowerCase(),
    requestModel: nameIn(request),
    responseModel: nameIn(response),
    code: Number(code),
    pathParams: namesIn(pathParams),
    queryParams: namesIn(queryParams),
  }),
);

export const KNOWN_FIELDS: readonly KnownField[] = rows("models.tsv").map(
  ([model = "", , name = "", type = "", , presence = "", checks = ""]) => ({
    model,
    name,
    type,
    isNeeded: checks.includes("NOT NULL"),
    isNullChecked: presence.startsWith("always-set"),
    choices: OPEN_FIELDS.has(name) ? null : choicesIn(checks),
    pattern: patternIn(checks),
    minLength: limitIn(checks, "minLength") ?? 0,
    maxLength: limitIn(checks, "maxLength") ?? Number.POSITIVE_INFINITY,
  }),
);

/** The fields of each model. */
export const KNOWN_MODELS: ReadonlyMap<string, readonly KnownField[]> = new Map(
  KNOWN_FIELDS.map(({ model }) => [model, KNOWN_FIELDS.filter((field) => field.model === model)]),
);

function rows(file: string): string[][] {
  const lines = readFileSync(new URL(file, import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  return lines.slice(1).map((line) => line.split("\t"));
}

/** A lone dash stands for nothing, and `object` for whatever JSON can hold. */
function nameIn(cell: string | undefined): string | null {
  return cell === undefined || cell === "-" || cell === "object" ? null : cell;
}

function namesIn(cell: string | undefined): string[] {
  return nameIn(cell)?.split(",") ?? [];
}

function choicesIn(checks: string): (string | null)[] | null {
  const list = /enum (\[.*?\])/.exec(checks)?.[1];
  return list === undefined ? null : JSON.parse(list.replace("None", "null"));
}

function patternIn(checks: string): RegExp | null {
  const source = /pattern (\S+)/.exec(checks)?.[1];
  return source === undefined ? null : new RegExp(source, "u");
}

function limitIn(checks: string, name: string): number | null {
  const limit = new RegExp(`${name} (\\d+)`).exec(checks)?.[1];
  return limit === undefined ? null : Number(limit);
}
