/** Reading what became of jobs. */

import type { Queryable } from "../../../database/connect.ts";
import type { AttemptErrors } from "../record/jobs.history.ts";

export interface StoredHistory {
  readonly history: string;
  readonly attemptErrors: AttemptErrors | null;
  /** Name of the queue that it was last put on. */
  readonly queue: string | null;
}

export async function findHistory(db: Queryable, id: number): Promise<StoredHistory | null> {
  const { rows } = await db.query<StoredHistory>(
    `SELECT history, attempt_errors AS "attemptErrors", queues.name AS queue
     FROM jobs LEFT JOIN queues ON queues.id = jobs.queue_id WHERE jobs.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** How many entries each attempt's log has. Attempts without any are left out. */
export async function countLogs(db: Queryable, id: number): Promise<{ attempt: number; entries: number }[]> {
  const { rows } = await db.query<{ attempt: number; entries: number }>(
    "SELECT attempt, count(*) AS entries FROM job_logs WHERE job_id = $1 GROUP BY attempt",
    [id],
  );
  return rows;
}
