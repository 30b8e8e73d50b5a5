import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import { IS_HUB_ACCOUNT } from "../accounts/hub-account.ts";
import type { PageQuery } from "../http/pages.ts";
import { isActiveWorker } from "../workers/workers.store.ts";
import type { ZoneFacts } from "./zones.schemas.ts";

const ZONE = "id, account_id AS account, name";

/** Newest first. */
export async function listZones(db: Queryable, accountId: number, { limit, offset }: PageQuery): Promise<Listed<ZoneFacts>> {
  return listed(
    db.query<ZoneFacts>(`SELECT ${ZONE} FROM zones WHERE account_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3`, [
      accountId,
      limit,
      offset,
    ]),
    db.query<Count>("SELECT count(*) FROM zones WHERE account_id = $1", [accountId]),
  );
}

/** @param id null if the name is none. */
export async function findZone(db: Queryable, accountId: number, id: number | null, name: string): Promise<ZoneFacts | null> {
  const { rows } = await db.query<ZoneFacts>(
    `SELECT ${ZONE} FROM zones WHERE account_id = $1 AND CASE WHEN $2::bigint IS NULL THEN name = $3 ELSE id = $2 END`,
    [accountId, id, name],
  );
  return rows[0] ?? null;
}

/** Whether the jobs of an account's projects may go there: it is the account's own, or the hub's. It stays until the end of the transaction. */
export async function isZoneFor(tx: Queryable, accountId: number, id: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT FROM zones JOIN accounts ON accounts.id = account_id WHERE zones.id = $2 AND (accounts.id = $1 OR ${IS_HUB_ACCOUNT})
     FOR KEY SHARE OF zones`,
    [accountId, id],
  );
  return rowCount > 0;
}

/** Null if the account has one of this name. */
export async function insertZone(db: Queryable, accountId: number, name: string): Promise<ZoneFacts | null> {
  const { rows } = await db.query<ZoneFacts>(
    `INSERT INTO zones (account_id, name) VALUES ($1, $2) ON CONFLICT (account_id, name) DO NOTHING RETURNING ${ZONE}`,
    [accountId, name],
  );
  return rows[0] ?? null;
}

/** What keeps a zone: workers that take from its queues, and jobs that wait there. @param now ISO 8601. */
export async function zoneUse(db: Queryable, id: number, now: string): Promise<{ hasWorkers: boolean; hasJobs: boolean }> {
  const { rows } = await db.query<{ hasWorkers: boolean; hasJobs: boolean }>(
    `SELECT
       EXISTS (SELECT FROM queues JOIN worker_queues ON queue_id = queues.id JOIN workers ON workers.id = worker_id
         WHERE zone_id = $1 AND ${isActiveWorker("$2")}) AS "hasWorkers",
       EXISTS (SELECT FROM queues JOIN jobs ON jobs.queue_id = queues.id WHERE zone_id = $1 AND stage = 'QUEUED') AS "hasJobs"`,
    [id, now],
  );
  return rows[0] ?? { hasWorkers: false, hasJobs: false };
}

/** Its queues go with it. */
export async function deleteZone(db: Queryable, id: number): Promise<void> {
  await db.query("DELETE FROM zones WHERE id = $1", [id]);
}
