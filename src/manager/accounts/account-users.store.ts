import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import type { PageQuery } from "../http/pages.ts";
import { ACCOUNT_ROLES, type AccountRole, rankSql } from "../permissions.ts";

/** A user of an account, as the API tells it. */
export interface AccountUserFacts {
  readonly id: number;
  readonly user: { readonly id: number; readonly username: string; readonly firstName: string; readonly lastName: string };
  readonly role: AccountRole;
  readonly account: number;
}

const ACCOUNT_USER = `account_users.id, account_users.role, account_users.account_id AS account,
  json_build_object('id', users.id, 'username', username, 'firstName', first_name, 'lastName', last_name) AS user
  FROM account_users JOIN users ON users.id = account_users.user_id`;

/** Newest first. */
export async function listAccountUsers(
  db: Queryable,
  accountId: number,
  { limit, offset }: PageQuery,
): Promise<Listed<AccountUserFacts>> {
  return listed(
    db.query<AccountUserFacts>(
      `SELECT ${ACCOUNT_USER} WHERE account_users.account_id = $1 ORDER BY account_users.id DESC LIMIT $2 OFFSET $3`,
      [accountId, limit, offset],
    ),
    db.query<Count>("SELECT count(*) AS count FROM account_users WHERE account_id = $1", [accountId]),
  );
}

export async function allAccountUsers(db: Queryable, accountId: number): Promise<AccountUserFacts[]> {
  const { rows } = await db.query<AccountUserFacts>(
    `SELECT ${ACCOUNT_USER} WHERE account_users.account_id = $1 ORDER BY account_users.id DESC`,
    [accountId],
  );
  return rows;
}

export async function findAccountUser(db: Queryable, accountId: number, userId: number): Promise<AccountUserFacts | null> {
  const { rows } = await db.query<AccountUserFacts>(
    `SELECT ${ACCOUNT_USER} WHERE account_users.account_id = $1 AND account_users.user_id = $2`,
    [accountId, userId],
  );
  return rows[0] ?? null;
}

/** Answers whether it was made; not if the user is one of the account already. */
export async function insertAccountUser(db: Queryable, accountId: number, userId: number, role: AccountRole): Promise<boolean> {
  const { rowCount } = await db.query(
    "INSERT INTO account_users (account_id, user_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    [accountId, userId, role],
  );
  return rowCount > 0;
}

/** Makes users of the account MEMBERs of it who have no role there. */
export async function ensureAccountUsers(db: Queryable, accountId: number, userIds: readonly number[]): Promise<void> {
  await db.query(
    `INSERT INTO account_users (account_id, user_id, role) SELECT $1, id, 'MEMBER' FROM unnest($2::bigint[]) AS id
     ON CONFLICT DO NOTHING`,
    [accountId, userIds],
  );
}

/** Gives a role to whoever has none or a lower one; answers the role that the user then has. */
export async function raiseAccountUser(
  db: Queryable,
  accountId: number,
  userId: number,
  role: AccountRole,
): Promise<AccountRole> {
  const { rows } = await db.query<{ role: AccountRole }>(
    `INSERT INTO account_users (account_id, user_id, role) VALUES ($1, $2, $3)
     ON CONFLICT (account_id, user_id) DO UPDATE SET role =
       CASE WHEN ${rankSql(ACCOUNT_ROLES, "EXCLUDED.role")} > ${rankSql(ACCOUNT_ROLES, "account_users.role")}
         THEN EXCLUDED.role ELSE account_users.role END
     RETURNING role`,
    [accountId, userId, role],
  );
  return rows[0]?.role ?? role;
}

/** Takes the user out of the account, and by the foreign key out of its teams. */
export async function deleteAccountUser(db: Queryable, accountId: number, userId: number): Promise<void> {
  await db.query("DELETE FROM account_users WHERE account_id = $1 AND user_id = $2", [accountId, userId]);
}

/** Whether somebody else is an OWNER of the account. */
export async function hasOtherOwner(db: Queryable, accountId: number, userId: number): Promise<boolean> {
  const { rowCount } = await db.query(
    "SELECT FROM account_users WHERE account_id = $1 AND role = 'OWNER' AND user_id <> $2 LIMIT 1",
    [accountId, userId],
  );
  return rowCount > 0;
}
