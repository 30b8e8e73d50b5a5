import type { Queryable } from "../../database/connect.ts";
import type { AccountRole } from "../permissions.ts";

export interface NewAccount {
  readonly name: string;
  readonly creatorId: number | null;
  /** Set on a personal account: whose it is. */
  readonly userId: number | null;
}

/** Answers the id; null if the name, or the user's place for a personal account, is taken. */
export async function insertAccount(db: Queryable, { name, creatorId, userId }: NewAccount): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO accounts (name, creator_id, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id`,
    [name, creatorId, userId],
  );
  return rows[0]?.id ?? null;
}

export async function findAccountId(db: Queryable, name: string): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>("SELECT id FROM accounts WHERE lower(name) = lower($1)", [name]);
  return rows[0]?.id ?? null;
}

export async function personalAccountId(db: Queryable, userId: number): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>("SELECT id FROM accounts WHERE user_id = $1", [userId]);
  return rows[0]?.id ?? null;
}

export async function setAccountRole(db: Queryable, accountId: number, userId: number, role: AccountRole): Promise<void> {
  await db.query(
    `INSERT INTO account_users (account_id, user_id, role) VALUES ($1, $2, $3)
     ON CONFLICT (account_id, user_id) DO UPDATE SET role = EXCLUDED.role`,
    [accountId, userId, role],
  );
}
