import type { Queryable } from "../../database/connect.ts";

export interface Queue {
  readonly id: number;
  readonly name: string;
}

/** The queue of this name in the zone of the same name, of the account of this name. */
export async function findQueue(db: Queryable, account: string, name: string): Promise<Queue | null> {
  const { rows } = await db.query<Queue>(
    `SELECT queues.id, queues.name FROM queues
     JOIN zones ON zones.id = queues.zone_id
     JOIN accounts ON accounts.id = zones.account_id
     WHERE lower(accounts.name) = lower($1) AND zones.name = $2 AND queues.name = $2`,
    [account, name],
  );
  return rows[0] ?? null;
}
