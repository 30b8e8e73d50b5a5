import type { Queryable } from "../../database/connect.ts";

export async function insertCode(
  db: Queryable,
  { digest, userId, expiry }: { digest: Buffer; userId: number; expiry: string },
): Promise<void> {
  await db.query("INSERT INTO sign_in_codes (digest, user_id, expiry) VALUES ($1, $2, $3)", [digest, userId, expiry]);
}

/** Takes a code away and answers whose it was; null if it is not there or has run out. Of several takers one gets it. */
export async function takeCode(db: Queryable, digest: Buffer, now: string): Promise<number | null> {
  const { rows } = await db.query<{ userId: number }>(
    `DELETE FROM sign_in_codes WHERE digest = $1 AND expiry > $2 RETURNING user_id AS "userId"`,
    [digest, now],
  );
  return rows[0]?.userId ?? null;
}

/** Removes the codes and sessions that have run out. */
export async function deleteExpired(db: Queryable, now: string): Promise<void> {
  await db.query("DELETE FROM sign_in_codes WHERE expiry <= $1", [now]);
  await db.query("DELETE FROM tokens WHERE kind = 'session' AND expiry <= $1", [now]);
}

export async function deleteSession(db: Queryable, digest: Buffer): Promise<void> {
  await db.query("DELETE FROM tokens WHERE kind = 'session' AND digest = $1", [digest]);
}
