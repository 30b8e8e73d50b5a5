import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";
import type { User } from "../auth/auth.store.ts";
import { columnsOf } from "../http/columns.ts";

const USER = `id, username, first_name AS "firstName", last_name AS "lastName", is_staff AS "isStaff", email, active, created`;

export interface UserRecord extends User {
  readonly email: string | null;
  /** Whether one can sign in, and one's tokens work. */
  readonly active: boolean;
  readonly created: string;
}

export interface NewUser {
  readonly username: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string | null;
  readonly passwordDigest?: string | null;
  readonly isStaff?: boolean;
}

/** Null if the name is taken. */
export async function insertUser(db: Queryable, user: NewUser): Promise<UserRecord | null> {
  const { username, firstName = "", lastName = "", email = null, passwordDigest = null, isStaff = false } = user;
  const { rows } = await db.query<UserRecord>(
    `INSERT INTO users (username, first_name, last_name, email, password_digest, is_staff) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING RETURNING ${USER}`,
    [username, firstName, lastName, email, passwordDigest, isStaff],
  );
  return rows[0] ?? null;
}

export async function findUser(db: Queryable, id: number): Promise<UserRecord | null> {
  const { rows } = await db.query<UserRecord>(`SELECT ${USER} FROM users WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

export async function findUserByName(db: Queryable, username: string): Promise<UserRecord | null> {
  const { rows } = await db.query<UserRecord>(`SELECT ${USER} FROM users WHERE lower(username) = lower($1)`, [username]);
  return rows[0] ?? null;
}

/** Those of the ids that are users. */
export async function existingUserIds(db: Queryable, ids: readonly number[]): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>("SELECT id FROM users WHERE id = ANY($1)", [ids]);
  return rows.map(({ id }) => id);
}

/** Null leaves a name as it is. */
export async function setUserNames(
  db: Queryable,
  id: number,
  firstName: string | null,
  lastName: string | null,
): Promise<void> {
  await db.query("UPDATE users SET first_name = COALESCE($2, first_name), last_name = COALESCE($3, last_name) WHERE id = $1", [
    id,
    firstName,
    lastName,
  ]);
}

const SETTABLE = "first_name, last_name, email, is_staff, active";

/** What may be changed of a user by itself. */
export type UserChange = Partial<Pick<UserRecord, "firstName" | "lastName" | "email" | "isStaff" | "active">>;

/** Sets the fields that are given. Null if there is no such user. */
export async function updateUser(db: Queryable, id: number, fields: UserChange): Promise<UserRecord | null> {
  const { rows } = await db.query<UserRecord>(
    `UPDATE users SET (${SETTABLE}) = (SELECT ${SETTABLE} FROM jsonb_populate_record(users, $2)) WHERE id = $1 RETURNING ${USER}`,
    [id, columnsOf(fields)],
  );
  return rows[0] ?? null;
}

export async function setPasswordDigest(db: Queryable, id: number, digest: string): Promise<void> {
  await db.query("UPDATE users SET password_digest = $2 WHERE id = $1", [id, digest]);
}

export async function passwordDigestOf(db: Queryable, userId: number): Promise<string | null> {
  const { rows } = await db.query<{ digest: string | null }>("SELECT password_digest AS digest FROM users WHERE id = $1", [
    userId,
  ]);
  return rows[0]?.digest ?? null;
}

/** Newest first. `search` is looked for in all the names. */
export async function listUsers(
  db: Queryable,
  { search = null, limit, offset }: { search?: string | null; limit: number; offset: number },
): Promise<Listed<UserRecord>> {
  const where = `WHERE $1::text IS NULL
    OR position(lower($1) IN lower(username || ' ' || first_name || ' ' || last_name)) > 0`;
  return listed(
    db.query<UserRecord>(`SELECT ${USER} FROM users ${where} ORDER BY id DESC LIMIT $2 OFFSET $3`, [search, limit, offset]),
    db.query<Count>(`SELECT count(*) AS count FROM users ${where}`, [search]),
  );
}
