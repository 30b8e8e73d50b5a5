/** The one statement that changes jobs: all of a group, or nothing if it fails. */

import { isEnded } from "../../../core/status.ts";
import type { Queryable } from "../../../database/connect.ts";
import type { JobDraft } from "../dispatch/jobs.draft.ts";
import { encodeChanged, JOBS_CHANGED } from "./jobs.changed.ts";
import { MOST_HISTORY } from "./jobs.history.ts";
import { measuresOf } from "./jobs.measures.ts";
import { DETAIL_NAMES, type JobRecord } from "./jobs.record.ts";

/**
 * A job that another write has changed since it was read keeps its row, and so do its log and secrets. JSON comes in a
 * list of one where it changes, and not at all where it stays, so that a large value is not sent and stored again.
 */
const WRITE_JOBS = `
WITH given AS (
  SELECT * FROM json_to_recordset($1::json) AS given (
    id bigint, version integer, status text, "isActive" boolean, retries integer, sequence integer, began timestamptz,
    ended timestamptz, runtime double precision, worker text, result jsonb, error jsonb, urls jsonb, progress jsonb,
    "logLength" integer, "logEnd" integer, details jsonb, ends boolean, history text,
    "attemptErrors" jsonb)
), written AS (
  UPDATE jobs SET
    version = jobs.version + 1,
    updated = $2,
    status = given.status,
    is_active = given."isActive",
    retries = given.retries,
    sequence = given.sequence,
    began = given.began,
    ended = given.ended,
    runtime = given.runtime,
    worker = given.worker,
    result = CASE WHEN given.result IS NULL THEN jobs.result ELSE nullif(given.result -> 0, 'null') END,
    error = CASE WHEN given.error IS NULL THEN jobs.error ELSE nullif(given.error -> 0, 'null') END,
    urls = CASE WHEN given.urls IS NULL THEN jobs.urls ELSE nullif(given.urls -> 0, 'null') END,
    progress = CASE WHEN given.progress IS NULL THEN jobs.progress ELSE nullif(given.progress -> 0, 'null') END,
    log_length = given."logLength",
    log_end = given."logEnd",
    history = right(jobs.history || given.history, ${MOST_HISTORY}),
    attempt_errors = CASE WHEN given."attemptErrors" IS NULL THEN attempt_errors
      ELSE coalesce(attempt_errors, '{}') || given."attemptErrors" END,
    key = CASE WHEN details IS NULL THEN key ELSE details ->> 'key' END,
    description = CASE WHEN details IS NULL THEN description ELSE details ->> 'description' END,
    project_id = CASE WHEN details IS NULL THEN project_id ELSE (details ->> 'project')::bigint END,
    snapshot = CASE WHEN details IS NULL THEN snapshot ELSE details ->> 'snapshot' END,
    parent_id = CASE WHEN details IS NULL THEN parent_id ELSE (details ->> 'parent')::bigint END,
    callback_id = CASE WHEN details IS NULL THEN callback_id ELSE details ->> 'callbackId' END,
    callback_method = CASE WHEN details IS NULL THEN callback_method ELSE details ->> 'callbackMethod' END,
    callback_type = CASE WHEN details IS NULL THEN callback_type ELSE (details ->> 'callbackType')::integer END,
    users = CASE WHEN details IS NULL THEN users
      ELSE ARRAY(SELECT value::bigint FROM jsonb_array_elements_text(details -> 'users')) END,
    anon_users = CASE WHEN details IS NULL THEN anon_users
      ELSE ARRAY(SELECT value FROM jsonb_array_elements_text(details -> 'anonUsers')) END
  FROM given
  WHERE jobs.id = given.id AND jobs.version = given.version
  RETURNING jobs.id, given.ends
), without_secrets AS (
  DELETE FROM job_secrets USING written WHERE job_secrets.job_id = written.id AND written.ends
), entries AS (
  -- An entry that is null in JSON has become one of SQL.
  SELECT entry.job_id, entry.attempt, entry.position, coalesce(entry.entry, 'null') AS entry
  FROM json_to_recordset($3::json) AS entry (job_id bigint, attempt integer, position integer, entry jsonb)
  JOIN written ON written.id = entry.job_id
), forgotten AS (
  DELETE FROM job_logs USING json_to_recordset($4::json) AS forgets (job_id bigint, attempt integer), written
  WHERE job_logs.job_id = forgets.job_id AND job_logs.attempt >= forgets.attempt AND written.id = forgets.job_id
    -- A hashed set, where NOT EXISTS would be a nested loop, which a long log makes slow.
    AND (job_logs.attempt, job_logs.position, job_logs.job_id) NOT IN (SELECT attempt, position, job_id FROM entries)
), logged AS (
  INSERT INTO job_logs (job_id, attempt, position, entry) SELECT * FROM entries
  ON CONFLICT (job_id, attempt, position) DO UPDATE SET entry = EXCLUDED.entry
), measured AS (
  INSERT INTO job_measures (time, project_id, method, kind, error_type, bucket, jobs)
  SELECT date_trunc('minute', time), project_id, method, kind, error_type, bucket, count(*)
  FROM json_to_recordset($6::json) AS measure (
    job_id bigint, time timestamptz, project_id bigint, method text, kind text, error_type text, bucket smallint)
  JOIN written ON written.id = measure.job_id
  GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT
  ARRAY(SELECT id FROM written) AS ids,
  (SELECT count(pg_notify('${JOBS_CHANGED}', payload)) FROM unnest($5::text[]) AS payload) AS notified`;

/**
 * Writes what has changed, and answers the ids of those that were written: the others had been changed meanwhile.
 * @param now becomes `updated`, ISO 8601.
 */
export async function writeJobs(db: Queryable, drafts: readonly JobDraft[], now: string): Promise<Set<number>> {
  const { rows } = await db.query<{ ids: number[] }>(WRITE_JOBS, [
    // In the order of ids, so that two writers of the same jobs rather wait for each other than deadlock.
    JSON.stringify(drafts.map(givenOf).sort((a, b) => a.id - b.id)),
    now,
    JSON.stringify(drafts.flatMap(entriesOf)),
    JSON.stringify(drafts.flatMap(forgetsOf)),
    encodeChanged(drafts.flatMap(({ job, stored }) => (job.project === stored.project ? [job] : [job, stored]))),
    JSON.stringify(drafts.flatMap((draft) => measuresOf(draft, now))),
  ]);
  return new Set(rows[0]?.ids);
}

function givenOf({ job, stored, hasDetails, history, attemptErrors }: JobDraft) {
  const changedJson = (name: "result" | "error" | "urls" | "progress") =>
    job[name] === stored[name] ? undefined : [job[name]];
  return {
    id: job.id,
    version: stored.version,
    status: job.status,
    isActive: job.isActive,
    retries: job.retries,
    sequence: job.sequence,
    began: job.began,
    ended: job.ended,
    runtime: job.runtime,
    worker: job.worker,
    result: changedJson("result"),
    error: changedJson("error"),
    urls: changedJson("urls"),
    progress: changedJson("progress"),
    logLength: job.logLength,
    logEnd: job.logEnd,
    details: hasDetails ? detailsOf(job) : undefined,
    ends: isEnded(job.status) && !isEnded(stored.status),
    history,
    attemptErrors: attemptErrors ?? undefined,
  };
}

function detailsOf(job: JobRecord): object {
  return Object.fromEntries(DETAIL_NAMES.map((name) => [name, job[name]]));
}

function entriesOf({ job, entries }: JobDraft) {
  return entries.map((entry) => ({ job_id: job.id, ...entry }));
}

function forgetsOf({ job, forgetsFrom }: JobDraft) {
  return forgetsFrom === null ? [] : [{ job_id: job.id, attempt: forgetsFrom }];
}
