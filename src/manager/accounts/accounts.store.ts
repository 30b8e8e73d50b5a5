import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import { type Caller, whoIs } from "../access/access.store.ts";
import { columnsOf } from "../http/columns.ts";
import type { PageQuery } from "../http/pages.ts";
import type { AccountRole } from "../permissions.ts";
import type { AccountDetails, AccountFacts, PlanFacts } from "./accounts.schemas.ts";

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

const ACCOUNT = `accounts.id, accounts.name, accounts.user_id AS "user", accounts.creator_id AS creator, accounts.created,
  accounts.display_name AS "displayName", accounts.location, accounts.image, accounts.website, accounts.email, accounts.theme,
  accounts.extra_head AS "extraHead", accounts.extra_top AS "extraTop", accounts.extra_bottom AS "extraBottom", accounts.hosts,
  CASE WHEN $2 THEN 'OWNER' ELSE account_users.role END AS role`;

const WITH_CALLER = `
  FROM accounts LEFT JOIN account_users ON account_users.account_id = accounts.id AND account_users.user_id = $1`;

/** Those that the caller is a user of; for staff, all. Newest first. */
export async function listAccounts(db: Queryable, caller: Caller, { limit, offset }: PageQuery): Promise<Listed<AccountFacts>> {
  const mine = `${WITH_CALLER} WHERE $2 OR account_users.role IS NOT NULL`;
  return listed(
    db.query<AccountFacts>(`SELECT ${ACCOUNT} ${mine} ORDER BY accounts.id DESC LIMIT $3 OFFSET $4`, [
      ...whoIs(caller),
      limit,
      offset,
    ]),
    db.query<Count>(`SELECT count(*) AS count ${mine}`, whoIs(caller)),
  );
}

export async function findAccounts(db: Queryable, caller: Caller, ids: readonly number[]): Promise<AccountFacts[]> {
  const { rows } = await db.query<AccountFacts>(`SELECT ${ACCOUNT} ${WITH_CALLER} WHERE accounts.id = ANY($3)`, [
    ...whoIs(caller),
    ids,
  ]);
  return rows;
}

const SETTABLE = "name, display_name, location, website, email, theme, extra_head, extra_top, extra_bottom, hosts";

/** Sets the fields that are given; null clears one. Its unique index is `accounts_name`. */
export async function updateAccount(db: Queryable, id: number, fields: Partial<AccountDetails>): Promise<void> {
  await db.query(
    `UPDATE accounts SET (${SETTABLE}) = (SELECT ${SETTABLE} FROM jsonb_populate_record(accounts, $2)) WHERE id = $1`,
    [id, columnsOf(fields)],
  );
}

/** Until the end of the transaction nobody else changes who may do what on the account. Jobs and projects are not held up. */
export async function lockAccount(tx: Queryable, id: number): Promise<void> {
  await tx.query("SELECT FROM accounts WHERE id = $1 FOR NO KEY UPDATE", [id]);
}

const PLAN = `accounts.id AS account, tiers.name AS plan, max_active_jobs AS "maxActiveJobs",
  max_jobs_per_hour AS "maxJobsPerHour", max_job_minutes_per_month AS "maxJobMinutesPerMonth"`;

export async function findPlan(db: Queryable, accountId: number): Promise<PlanFacts | null> {
  const { rows } = await db.query<PlanFacts>(
    `SELECT ${PLAN} FROM accounts JOIN tiers ON tiers.id = accounts.tier_id WHERE accounts.id = $1`,
    [accountId],
  );
  return rows[0] ?? null;
}

/** Null if there is no tier of this name. */
export async function setTier(db: Queryable, accountId: number, name: string): Promise<PlanFacts | null> {
  const { rows } = await db.query<PlanFacts>(
    `UPDATE accounts SET tier_id = tiers.id FROM tiers WHERE accounts.id = $1 AND lower(tiers.name) = lower($2) RETURNING ${PLAN}`,
    [accountId, name],
  );
  return rows[0] ?? null;
}

export async function tierNames(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>("SELECT name FROM tiers ORDER BY id");
  return rows.map(({ name }) => name);
}
