/** Reading statistics: sums that were added up, never jobs. */

import type { Status } from "../../core/status.ts";
import type { Queryable } from "../../database/connect.ts";
import { EVERYBODY } from "../jobs/lists/jobs.counts.store.ts";
import { SLOTS } from "../workers/account-workers.store.ts";
import { isActiveWorker } from "../workers/workers.store.ts";
import type { WorkerSums } from "./statistics.schemas.ts";

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

/** Jobs of a method that were `MADE`, that `BEGAN`, or that ended with a status. The three lists are of the same length. */
export interface Sum {
  readonly method: string;
  readonly kind: string;
  /** Empty for what has none. */
  readonly errorType: string;
  /** In which span of the window, from 0 on. */
  readonly spans: readonly number[];
  /** Of how long they waited or ran, -1 where that is not known. */
  readonly buckets: readonly number[];
  /** How many. */
  readonly jobs: readonly number[];
}

/**
 * All that there is of a window, in a few long lists: many short rows take longer to send and read than to find. As text, which is read
 * faster than arrays or JSON.
 */
export async function sumsIn(db: Queryable, { subject, id }: Subject, { seconds, since, until }: Window): Promise<Sum[]> {
  const { rows } = await db.query<{ [name in keyof Sum]: string }>(
    `SELECT method, kind, error_type AS "errorType",
       array_to_string(array_agg((date_part('epoch', time - $4::timestamptz) / $3::integer)::integer), ' ') AS spans,
       array_to_string(array_agg(bucket), ' ') AS buckets, array_to_string(array_agg(jobs), ' ') AS jobs
     FROM job_statistics
     WHERE subject = $1 AND subject_id = $2 AND seconds = $3 AND time >= $4 AND time < $5
     GROUP BY method, kind, error_type`,
    [subject, id, seconds, since, until],
  );
  return rows.map(({ spans, buckets, jobs, ...kind }) => ({
    ...kind,
    spans: numbersOf(spans),
    buckets: numbersOf(buckets),
    jobs: numbersOf(jobs),
  }));
}

function numbersOf(text: string): number[] {
  return text.split(" ").map(Number);
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
