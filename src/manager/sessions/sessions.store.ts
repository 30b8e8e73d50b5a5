import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";

/** A browser that is signed in. */
export interface SessionFacts {
  readonly id: string;
  readonly created: string;
  readonly expiry: string | null;
  readonly client: string | null;
}

/** Those of a user that have not run out, newest first. */
export async function listSessions(
  db: Queryable,
  userId: number,
  { now, limit, offset }: { now: string; limit: number; offset: number },
): Promise<Listed<SessionFacts>> {
  const where = "WHERE user_id = $1 AND kind = 'session' AND (expiry IS NULL OR expiry > $2)";
  return listed(
    db.query<SessionFacts>(
      `SELECT id, created, expiry, client FROM tokens ${where} ORDER BY created DESC, id LIMIT $3 OFFSET $4`,
      [userId, now, limit, offset],
    ),
    db.query<Count>(`SELECT count(*) AS count FROM tokens ${where}`, [userId, now]),
  );
}

/** Answers whether it was there. */
export async function deleteSession(db: Queryable, userId: number, id: string): Promise<boolean> {
  const { rowCount } = await db.query("DELETE FROM tokens WHERE kind = 'session' AND user_id = $1 AND id = $2", [userId, id]);
  return rowCount > 0;
}

export async function deleteSessionByDigest(db: Queryable, digest: Buffer): Promise<void> {
  await db.query("DELETE FROM tokens WHERE kind = 'session' AND digest = $1", [digest]);
}

/** @param kept id of the one that stays, if any. */
export async function deleteSessionsOf(db: Queryable, userId: number, kept: string | null = null): Promise<void> {
  await db.query("DELETE FROM tokens WHERE kind = 'session' AND user_id = $1 AND id IS DISTINCT FROM $2", [userId, kept]);
}

export async function deleteExpiredSessions(db: Queryable, now: string): Promise<void> {
  await db.query("DELETE FROM tokens WHERE kind = 'session' AND expiry <= $1", [now]);
}
