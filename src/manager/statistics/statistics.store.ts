/** Reading statistics: sums that were added up, never jobs. */

import type { Status } from "../../core/status.ts";
import type { Queryable } from "../../database/connect.ts";
import { EVERYBODY } from "../jobs/jobs.counts.store.ts";
import { SLOTS } from "../workers/account-workers.store.ts";
import { isActiveWorker } from "../workers/workers.store.ts";

/** Whose statistics. The hub's id is 0. */
export interface Subject {
  readonly subject: "hub" | "account" | "project";
  readonly id: number;
}

export interface Window {
  /** Length of a span. */
  readonly seconds: number;
  /** The first span, and the first that is not in it; ISO 8601. */
  readonly since: string;
  readonly until: string;
}

/** So many jobs `MADE`, `BEGAN`, or ended with a status. */
export interface Sum {
  readonly kind: string;
  /** Of how long they waited or ran; -1 where that is not known. */
  readonly bucket: number;
  readonly jobs: number;
}

const IN_WINDOW = "subject = $1 AND subject_id = $2 AND seconds = $3 AND time >= $4 AND time < $5";
const valuesOf = ({ subject, id }: Subject, { seconds, since, until }: Window) => [subject, id, seconds, since, until];

/** @param method null for all. */
export async function sumsByTime(
  db: Queryable,
  subject: Subject,
  window: Window,
  method: string | null,
): Promise<(Sum & { time: string })[]> {
  const { rows } = await db.query<Sum & { time: string }>(
    `SELECT time, kind, bucket, sum(jobs)::bigint AS jobs FROM job_statistics
     WHERE ${IN_WINDOW} AND ($6::text IS NULL OR method = $6) GROUP BY time, kind, bucket`,
    [...valuesOf(subject, window), method],
  );
  return rows;
}

export async function sumsByMethod(db: Queryable, subject: Subject, window: Window): Promise<(Sum & { method: string })[]> {
  const { rows } = await db.query<Sum & { method: string }>(
    `SELECT method, kind, bucket, sum(jobs)::bigint AS jobs FROM job_statistics WHERE ${IN_WINDOW} GROUP BY method, kind, bucket`,
    valuesOf(subject, window),
  );
  return rows;
}

export interface Failures {
  readonly method: string;
  readonly errorType: string | null;
  readonly jobs: number;
}

/** The most frequent ones first. @param statuses which are failures. */
export async function countFailures(
  db: Queryable,
  subject: Subject,
  window: Window,
  statuses: readonly Status[],
  limit: number,
): Promise<Failures[]> {
  const { rows } = await db.query<Failures>(
    `SELECT method, nullif(error_type, '') AS "errorType", sum(jobs)::bigint AS jobs FROM job_statistics
     WHERE ${IN_WINDOW} AND kind = ANY($6::text[])
     GROUP BY method, error_type ORDER BY sum(jobs) DESC, method, error_type LIMIT $7`,
    [...valuesOf(subject, window), statuses, limit],
  );
  return rows;
}

/** Projects that a row of `projects` is of. */
const OF_SUBJECT = "($1 = 'hub' OR $1 = 'account' AND account_id = $2 OR $1 = 'project' AND projects.id = $2)";

/** How many jobs have which status now. */
export async function countStatuses(db: Queryable, { subject, id }: Subject): Promise<{ status: Status; jobs: number }[]> {
  const { rows } = await db.query<{ status: Status; jobs: number }>(
    `SELECT status, sum(jobs)::bigint AS jobs
     FROM (
       SELECT project_id, status, jobs FROM job_counts WHERE creator_id = ${EVERYBODY}
       UNION ALL
       SELECT project_id, status, jobs FROM job_deltas
     ) AS counts
     WHERE project_id IN (SELECT projects.id FROM projects WHERE ${OF_SUBJECT})
     GROUP BY status HAVING sum(jobs) > 0`,
    [subject, id],
  );
  return rows;
}

export interface WorkerSums {
  readonly alive: number;
  readonly busy: number;
  readonly jobs: number;
  readonly slots: number;
}

/** Of the workers that are active, of an account or (null) of all. @param now ISO 8601. */
export async function sumWorkers(db: Queryable, account: number | null, now: string): Promise<WorkerSums> {
  const { rows } = await db.query<WorkerSums>(
    `SELECT count(*) AS alive, count(*) FILTER (WHERE last.active > 0) AS busy,
       coalesce(sum(last.active), 0)::bigint AS jobs, coalesce(sum(${SLOTS}), 0)::bigint AS slots
     FROM workers LEFT JOIN LATERAL (
       SELECT active FROM worker_heartbeats WHERE worker_id = workers.id ORDER BY time DESC LIMIT 1
     ) AS last ON true
     WHERE ${isActiveWorker("$2")} AND ($1::bigint IS NULL OR account_id = $1)`,
    [account, now],
  );
  return rows[0] ?? { alive: 0, busy: 0, jobs: 0, slots: 0 };
}
