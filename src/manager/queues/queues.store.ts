/** Reading queues. */

import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import type { PageQuery } from "../http/pages.ts";
import { isActiveWorker } from "../workers/workers.store.ts";
import type { HubQueueFacts, QueueFacts } from "./queues.schemas.ts";

/** Minutes over which it is told how many jobs come and go. */
const RATE_MINUTES = 5;

const FACTS = "queues.id, queues.name, zone_id AS zone, priority, untrusted, interrupt";

/** Jobs in a queue of `queues`, without counting them (migration 0014). */
const DEPTH = `greatest(0,
    coalesce((SELECT jobs FROM queue_depths WHERE queue_id = queues.id), 0)
    + coalesce((SELECT sum(entered - left_it) FROM queue_deltas WHERE queue_id = queues.id), 0))::bigint AS depth`;

/**
 * When the first jobs of each priority of a queue of `chosen` came there: the very first may be one that came back. In the order of the
 * index of queues, with nothing fixed that another index could be in the order of: that one would be walked from end to end.
 */
const OLDEST = `(SELECT min(came) FROM generate_series(0, 9) AS level CROSS JOIN LATERAL (
    SELECT CASE WHEN retries = 0 THEN created ELSE updated END AS came FROM jobs
    WHERE jobs.queue_id = chosen.id AND stage = 'QUEUED' AND jobs.priority <= level
    ORDER BY jobs.priority DESC, jobs.id LIMIT 10
  ) AS first) AS "oldestWaiting"`;

const WORKERS = (now: string) => `ARRAY(
    SELECT worker_id FROM worker_queues JOIN workers ON workers.id = worker_id
    WHERE queue_id = chosen.id AND ${isActiveWorker(now)} ORDER BY worker_id
  ) AS workers`;

const RATES = (now: string) => `LEFT JOIN LATERAL (
    SELECT coalesce(sum(jobs) FILTER (WHERE kind = 'ENTERED'), 0)::float8 / ${RATE_MINUTES} AS "enteredPerMinute",
      coalesce(sum(jobs) FILTER (WHERE kind = 'LEFT'), 0)::float8 / ${RATE_MINUTES} AS "leftPerMinute"
    FROM job_statistics
    WHERE subject = 'queue' AND subject_id = chosen.id AND seconds = 60
      AND time > ${now}::timestamptz - interval '${RATE_MINUTES} minutes' AND time <= ${now}
  ) AS rates ON true`;

/** What is asked of some queues, once they are chosen. @param now SQL of the present time. */
function detailed(chosen: string, now: string, order: string): string {
  return `SELECT chosen.*, ${OLDEST}, rates.*, ${WORKERS(now)} FROM (${chosen}) AS chosen ${RATES(now)} ORDER BY ${order}`;
}

const OF_ACCOUNT = `SELECT ${FACTS}, ${DEPTH} FROM queues JOIN zones ON zones.id = zone_id WHERE account_id = $1`;

/** Newest first. @param now ISO 8601. */
export async function listQueues(
  db: Queryable,
  accountId: number,
  { limit, offset }: PageQuery,
  now: string,
): Promise<Listed<QueueFacts>> {
  const page = detailed(`${OF_ACCOUNT} ORDER BY queues.id DESC LIMIT $3 OFFSET $4`, "$2", "id DESC");
  return listed(
    db.query<QueueFacts>(page, [accountId, now, limit, offset]),
    db.query<Count>("SELECT count(*) FROM queues JOIN zones ON zones.id = zone_id WHERE account_id = $1", [accountId]),
  );
}

/** @param id null if the name is none. @param now ISO 8601. */
export async function findQueue(
  db: Queryable,
  accountId: number,
  id: number | null,
  name: string,
  now: string,
): Promise<QueueFacts | null> {
  const { rows } = await db.query<QueueFacts>(
    detailed(`${OF_ACCOUNT} AND CASE WHEN $3::bigint IS NULL THEN queues.name = $4 ELSE queues.id = $3 END`, "$2", "id"),
    [accountId, now, id, name],
  );
  return rows[0] ?? null;
}

/** Those with the most jobs first, of an account or (null) of all. @param now ISO 8601. */
export async function listFullest(
  db: Queryable,
  accountId: number | null,
  now: string,
  limit: number,
): Promise<HubQueueFacts[]> {
  const chosen = `
    SELECT ${FACTS}, account_id AS account, accounts.name AS "accountName", ${DEPTH}
    FROM queues JOIN zones ON zones.id = zone_id JOIN accounts ON accounts.id = account_id
    WHERE $1::bigint IS NULL OR account_id = $1 ORDER BY depth DESC, queues.id DESC LIMIT $3`;
  const { rows } = await db.query<HubQueueFacts>(detailed(chosen, "$2", "depth DESC, id DESC"), [accountId, now, limit]);
  return rows;
}

/** Names of all queues of an account, in order. */
export async function queueNames(db: Queryable, accountId: number): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    "SELECT queues.name FROM queues JOIN zones ON zones.id = zone_id WHERE account_id = $1 ORDER BY queues.name",
    [accountId],
  );
  return rows.map(({ name }) => name);
}
