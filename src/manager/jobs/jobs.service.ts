/** What the overseer and operators do with jobs. */

import { ApiError, badField } from "../../core/errors.ts";
import { toApiError } from "../http/errors.ts";
import type { Schema } from "../http/prepare.ts";
import { parseId, validatorCompiler } from "../http/validation.ts";
import type { JobReader } from "./jobs.reader.ts";
import { type JobUpdateBody, JobUpdateModel } from "./jobs.schemas.ts";
import type { Outcome } from "./record/jobs.attempt.ts";
import { correctionChange, eventChange, type JobChange } from "./record/jobs.change.ts";
import type { JobWriter } from "./record/jobs.writer.ts";

export interface Jobs {
  readonly writer: JobWriter;
  readonly reader: JobReader;
}

/** What an event of the queue says of a job. */
export async function updateJob({ writer, reader }: Jobs, id: number, body: JobUpdateBody, origin: string) {
  return reader.full(await writer.change(eventChange(id, body)), origin);
}

/** An operator's correction of a job. */
export async function correctJob({ writer, reader }: Jobs, id: number, body: JobUpdateBody, origin: string) {
  return reader.full(await writer.change(correctionChange(id, body)), origin);
}

/** Many of `updateJob`, each on its own: one result each, in order. */
export async function updateJobs({ writer }: Jobs, updates: readonly unknown[]) {
  const parsed = updates.map(parseUpdate);
  const outcomes = await writer.changeMany(parsed.filter((change): change is JobChange => !(change instanceof ApiError)));
  let next = 0;
  return parsed.map((change, i) => {
    const outcome = change instanceof ApiError ? change : outcomes[next++];
    return resultOf((updates[i] as { id?: unknown } | null)?.id ?? null, outcome ?? new ApiError("internal"));
  });
}

const validateUpdate = validatorCompiler({
  schema: JobUpdateModel as unknown as Schema,
  httpPart: "body",
  method: "PATCH",
  url: "/jobs/",
});

function parseUpdate(update: unknown): JobChange | ApiError {
  if (typeof update !== "object" || update === null || Array.isArray(update)) {
    return new ApiError("badRequest", "An update must be an object.");
  }
  const { id } = update as { id?: unknown };
  if (id === undefined) return badField("id", "is required");
  const parsedId = parseId(String(id));
  if (parsedId === null) return new ApiError("notFound");
  const { value, error } = validateUpdate(update) as { value?: JobUpdateBody; error?: ApiError };
  return value ? eventChange(parsedId, value) : (error ?? new ApiError("badRequest"));
}

function resultOf(id: unknown, outcome: Outcome) {
  if (!(outcome instanceof Error)) return { id, code: 200, status: outcome.status };
  const { status: code, message, errors } = toApiError(outcome);
  return errors.length > 0 ? { id, code, message, errors } : { id, code, message };
}
