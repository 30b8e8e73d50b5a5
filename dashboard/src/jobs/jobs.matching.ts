/** Whether a job that has changed belongs into a list: as far as one can tell here. Where only the hub knows, yes. */

import { type Category, STATUSES, type Status } from "../../../src/core/status.ts";
import type { JobsFilter } from "../hub.ts";
import type { JobRow } from "./jobs.feed.ts";

export function mayMatch(job: JobRow, filter: JobsFilter, userId: number): boolean {
  return (
    isOfStatus(job.status, filter.status) &&
    (filter.method ?? job.method) === job.method &&
    (filter.worker ?? job.worker) === job.worker &&
    (filter.taskId ?? job.taskId) === job.taskId &&
    isErrorType(job.error, filter.errorType) &&
    isCreator(job.creator, filter.creator, userId) &&
    isBetween(job.created, filter) &&
    (filter.param ?? []).every((param) => hasParam(job.params, param))
  );
}

function isOfStatus(status: Status, wanted: Category | Status | undefined): boolean {
  return wanted === undefined || wanted === status || wanted === STATUSES[status].category;
}

function isErrorType(error: unknown, wanted: string | undefined): boolean {
  return wanted === undefined || (error as { type?: unknown } | null)?.type === wanted;
}

function isCreator(creator: number | null, wanted: JobsFilter["creator"], userId: number): boolean {
  if (wanted === undefined) return true;
  if (wanted === "anon") return creator === null;
  return wanted === "me" ? creator === userId : creator !== null && creator !== userId;
}

function isBetween(created: string, { createdAfter, createdBefore }: JobsFilter): boolean {
  const time = Date.parse(created);
  return (!createdAfter || time >= Date.parse(createdAfter)) && (!createdBefore || time < Date.parse(createdBefore));
}

function hasParam(params: JobRow["params"], wanted: string): boolean {
  const colon = wanted.indexOf(":");
  const found = wanted
    .slice(0, colon)
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], params);
  return String(found) === wanted.slice(colon + 1);
}
