/** Reading queues. */

import type { Queryable } from "../../database/connect.ts";
import type { PageQuery } from "../http/pages.ts";

/** A queue, as the API tells it. */
export interface QueueRow {
  readonly id: number;
  readonly name: string;
  readonly zone: number;
  readonly priority: number;
  readonly untrusted: boolean;
  readonly interrupt: boolean;
}

const QUEUES = `
  SELECT queues.id, queues.name, zone_id AS zone, priority, untrusted, interrupt
  FROM queues JOIN zones ON zones.id = zone_id WHERE account_id = $1`;

/** Newest first. */
export async function listQueues(
  db: Queryable,
  accountId: number,
  { limit, offset }: PageQuery,
): Promise<{ count: number; queues: QueueRow[] }> {
  const [{ rows: queues }, { rows: counts }] = await Promise.all([
    db.query<QueueRow>(`${QUEUES} ORDER BY queues.id DESC LIMIT $2 OFFSET $3`, [accountId, limit, offset]),
    db.query<{ count: number }>("SELECT count(*) FROM queues JOIN zones ON zones.id = zone_id WHERE account_id = $1", [
      accountId,
    ]),
  ]);
  return { count: counts[0]?.count ?? 0, queues };
}

/** @param id null if the name is none. */
export async function findQueue(db: Queryable, accountId: number, id: number | null, name: string): Promise<QueueRow | null> {
  const { rows } = await db.query<QueueRow>(
    `${QUEUES} AND CASE WHEN $2::bigint IS NULL THEN queues.name = $3 ELSE queues.id = $2 END`,
    [accountId, id, name],
  );
  return rows[0] ?? null;
}

/** Names of all queues of an account, in order. */
export async function queueNames(db: Queryable, accountId: number): Promise<string[]> {
  const { rows } = await db.query<QueueRow>(`${QUEUES} ORDER BY queues.name`, [accountId]);
  return rows.map(({ name }) => name);
}
