/** Jobs as the tasks that the broker is told of, or has been told of. */

import type { HeardWorker } from "../../../broker/broker.ts";
import type { Queryable } from "../../../database/connect.ts";
import { IS_HUB_ACCOUNT } from "../../accounts/hub-account.ts";
import { brokerQueueName } from "../../workers/queue-name.ts";
import { isActiveWorker } from "../../workers/workers.store.ts";
import type { TaskFacts } from "./dispatch.ts";
import { IN_STAGE } from "./jobs.stages.store.ts";

export interface TaskToSend extends TaskFacts {
  /** The secrets, sealed. */
  readonly sealed: string | null;
}

/** What tells the name of a job's queue, by its column `queue_id`. */
const QUEUE_COLUMNS = `queues.name AS "brokerQueue", accounts.id AS account, ${IS_HUB_ACCOUNT} AS "isOfHub"`;
const QUEUE_JOINS = `LEFT JOIN queues ON queues.id = queue_id
  LEFT JOIN zones ON zones.id = zone_id LEFT JOIN accounts ON accounts.id = zones.account_id`;

interface QueueColumns {
  readonly brokerQueue: string | null;
  readonly account: number;
  readonly isOfHub: boolean;
}

function withQueue<Row>({ account, isOfHub, brokerQueue: name, ...row }: Row & QueueColumns) {
  const brokerQueue = name === null ? null : brokerQueueName(name, { id: account, isHub: isOfHub });
  return { ...row, brokerQueue };
}

const TASKS_TO_SEND = `
  SELECT jobs.id, project_id AS project, key, method, params, retries, max_attempts AS "maxAttempts", jobs.priority, sealed, ${QUEUE_COLUMNS}
  FROM jobs LEFT JOIN job_secrets ON job_id = jobs.id ${QUEUE_JOINS}`;

/** Jobs that have waited for the broker since before `before`, oldest first. Those that wait for another job have a parent. */
export async function findUnpublished(db: Queryable, before: string, limit: number): Promise<TaskToSend[]> {
  const { rows } = await db.query<TaskToSend & QueueColumns>(
    `${TASKS_TO_SEND} WHERE stage = 'WAITING' AND parent_id IS NULL AND updated < $1 ORDER BY jobs.id LIMIT $2`,
    [before, limit],
  );
  return rows.map(withQueue);
}

/** A job whose task was sent: it should be on its queue, or with a worker. */
export interface SentJob {
  readonly id: number;
  /** Raised by every write. */
  readonly version: number;
  readonly brokerQueue: string | null;
}

/**
 * Jobs that no worker has begun, and that nothing was heard of since `silentSince`: up to `most` of each queue, those whose turn is next, and of
 * each kind, the newest. Tasks that others have sent are theirs.
 * @param silentSince ISO 8601.
 */
export async function findSilent(db: Queryable, silentSince: string, most: number): Promise<SentJob[]> {
  const { rows } = await db.query<SentJob & QueueColumns>(
    `SELECT sent.id, version, ${QUEUE_COLUMNS} FROM (
       SELECT queued.* FROM queues CROSS JOIN LATERAL (
         SELECT id, version, queue_id, updated, task_id FROM jobs
         WHERE queue_id = queues.id AND stage = 'QUEUED' ORDER BY priority DESC, id LIMIT $2
       ) AS queued
       UNION ALL
       SELECT jobs.id, version, queue_id, updated, task_id FROM ${IN_STAGE("ARRAY['RECEIVED']")} WHERE status = 'RECEIVED'
     ) AS sent ${QUEUE_JOINS}
     WHERE updated < $3 AND task_id IS NULL ORDER BY sent.id LIMIT $2`,
    ["TAKEN", most, silentSince],
  );
  return rows.map(withQueue);
}

/** The tasks of those of these jobs of which nothing was heard meanwhile. */
export async function findStillSilent(db: Queryable, jobs: readonly SentJob[]): Promise<TaskToSend[]> {
  const { rows } = await db.query<TaskToSend & QueueColumns>(
    `${TASKS_TO_SEND} JOIN unnest($1::bigint[], $2::bigint[]) AS silent (id, version)
       ON silent.id = jobs.id AND silent.version = jobs.version
     ORDER BY jobs.id`,
    [jobs.map(({ id }) => id), jobs.map(({ version }) => version)],
  );
  return rows.map(withQueue);
}

/** A job whose worker says nothing any more. */
export interface StrandedJob extends SentJob {
  readonly worker: string;
  readonly retries: number;
}

/** Since when what is stranded is silent, and the present, ISO 8601. */
interface StrandedTimes {
  readonly silentSince: string;
  /** For what was begun by a worker that has said goodbye. */
  readonly goodbyeSince: string;
  readonly now: string;
}

/** Jobs that a worker of Celery has begun of which nothing was heard for so long, nor of its process. Ours give back what they do not end. */
export async function findStranded(
  db: Queryable,
  { silentSince, goodbyeSince, now }: StrandedTimes,
  most: number,
): Promise<StrandedJob[]> {
  const { rows } = await db.query<StrandedJob & QueueColumns>(
    `SELECT jobs.id, worker, retries, version, ${QUEUE_COLUMNS} FROM ${IN_STAGE("ARRAY['STARTED', 'RUNNING']")} ${QUEUE_JOINS}
     WHERE status IN ('STARTED', 'RUNNING') AND jobs.updated < $3
       AND EXISTS (SELECT FROM workers WHERE hostname = worker AND software LIKE 'py-celery-%')
       AND NOT EXISTS (
         SELECT FROM workers WHERE hostname = worker AND coalesce(started, created) <= began
           AND (${isActiveWorker("$4")} OR updated >= CASE WHEN said_goodbye THEN $5 ELSE $3 END::timestamptz)
       )`,
    ["TAKEN", most, silentSince, now, goodbyeSince],
  );
  return rows.map(withQueue);
}

/** Workers that were heard of since then and have not ended, with the queues that they are known to take from. @param since ISO 8601. */
export async function findWorkersHeard(db: Queryable, since: string): Promise<HeardWorker[]> {
  const { rows } = await db.query<QueueColumns & { readonly hostname: string }>(
    `SELECT DISTINCT hostname, ${QUEUE_COLUMNS} FROM workers LEFT JOIN worker_queues ON worker_id = workers.id ${QUEUE_JOINS}
     WHERE workers.updated >= $1 AND finished IS NULL`,
    [since],
  );
  const queues = new Map<string, (string | null)[]>();
  for (const { hostname, brokerQueue } of rows.map(withQueue))
    queues.set(hostname, [...(queues.get(hostname) ?? []), brokerQueue]);
  return [...queues].map(([hostname, names]) => ({ hostname, queues: names.every((name) => name !== null) ? names : null }));
}

/** Until the end of the transaction no other manager sends tasks again. Answers whether none did already. */
export async function lockSendingAgain(tx: Queryable): Promise<boolean> {
  const { rows } = await tx.query<{ isLocked: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('jobhub sending again')) AS "isLocked"`,
  );
  return rows[0]?.isLocked ?? false;
}
