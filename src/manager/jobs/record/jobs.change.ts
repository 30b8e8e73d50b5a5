/** The changes of a job that are asked for over HTTP, as functions of its record. */

import { applyCorrection, applyEvent, type JobPatch, type LogEntry, type LogPart, takesLog } from "../../../core/job.ts";
import { isEnded } from "../../../core/status.ts";
import type { JobDraft } from "../dispatch/jobs.draft.ts";
import { DETAIL_NAMES, type JobDetails } from "./jobs.record.ts";
import { isOutsideUrls } from "./jobs.urls.ts";

/** Something that becomes of one job. It is computed again, on the newer record, when another write came first. */
export interface JobChange {
  readonly id: number;
  /** The attempt that a correction takes the job to, if it names one. */
  readonly attempt?: number | null | undefined;
  /** What it has of the log. */
  readonly log?: LogPart | null;
  /** @param now ISO 8601. */
  apply(draft: JobDraft, now: string): void;
}

/** What a PATCH or a PUT may set, after validation. */
export interface JobFields extends JobPatch, Partial<JobDetails> {
  readonly isActive?: boolean;
  readonly log?: readonly LogEntry[] | string | null;
  /** Position of the first of `log` in the log of its attempt. Default 0. */
  readonly logOffset?: number | null;
}

/**
 * What an event says of a job: `applyEvent` decides what changes. Null says nothing, and neither does `isActive`, which
 * follows from the status. Details are set as they come.
 */
export function eventChange(id: number, fields: JobFields): JobChange {
  const patch = patchOf(fields);
  const details = detailsOf(fields, (value) => value !== undefined && value !== null);
  const log = logPartOf(fields);
  return {
    id,
    log,
    apply(draft, now) {
      const before = draft.job;
      draft.update(applyEvent(before, isOutsideUrls(patch.urls, before) ? { ...patch, urls: null } : patch, now), now);
      if (details) draft.updateDetails(details);
      if (log && takesLog(before, patch)) draft.addLog(log);
    },
  };
}

/** An operator's correction: every field as given, and the log is what is given. What cannot be null is left as it is by null. */
export function correctionChange(id: number, fields: JobFields): JobChange {
  const { retries, sequence, urls, ...patch } = patchOf(fields);
  const details = detailsOf(fields, (value) => value !== undefined);
  const log = fields.log === null ? { entries: [], offset: 0 } : logPartOf(fields);
  return {
    id,
    attempt: retries,
    log,
    apply(draft, now) {
      const before = draft.job;
      const opens = typeof retries === "number" && retries !== before.retries;
      const correction = {
        ...patch,
        retries: retries ?? undefined,
        sequence: sequence ?? (opens ? -1 : undefined),
        isActive: fields.isActive,
        urls: isOutsideUrls(urls, before) ? undefined : urls,
      };
      draft.update(applyCorrection(before, correction as Parameters<typeof applyCorrection>[1], now), now);
      if (details) draft.updateDetails(details);
      if (log) draft.replaceLog(log);
    },
  };
}

/** What people say of a job: what is given is set. */
export function editChange(id: number, edit: Partial<Pick<JobDetails, "description" | "key">>): JobChange {
  const details = detailsOf(edit, (value) => value !== undefined);
  return {
    id,
    apply(draft) {
      if (details) draft.updateDetails(details);
    },
  };
}

/** Someone no longer wants the job. One that has ended stays as it is. */
export function cancelChange(id: number): JobChange {
  return {
    id,
    apply(draft, now) {
      const { job } = draft;
      if (!isEnded(job.status)) draft.update({ ...job, status: "CANCELLED", isActive: false, ended: now }, now);
    },
  };
}

function patchOf({
  status,
  retries,
  sequence,
  began,
  ended,
  runtime,
  worker,
  result,
  error,
  urls,
  progress,
}: JobFields): JobPatch {
  return { status, retries, sequence, began, ended, runtime, worker, result, error, urls, progress };
}

function detailsOf(fields: JobFields, isGiven: (value: unknown) => boolean): Partial<JobDetails> | null {
  const given = DETAIL_NAMES.filter((name) => isGiven(fields[name]));
  return given.length > 0 ? Object.fromEntries(given.map((name) => [name, fields[name]])) : null;
}

function logPartOf({ log, logOffset }: JobFields): LogPart | null {
  if (log === undefined || log === null) return null;
  return { entries: typeof log === "string" ? linesOf(log) : log, offset: logOffset ?? 0 };
}

/** A text is one entry a line. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
