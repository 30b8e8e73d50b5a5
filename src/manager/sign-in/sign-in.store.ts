import type { Queryable } from "../../database/connect.ts";

export async function insertCode(
  db: Queryable,
  { digest, userId, expiry }: { digest: Buffer; userId: number; expiry: string },
): Promise<void> {
  await db.query("INSERT INTO sign_in_codes (digest, user_id, expiry) VALUES ($1, $2, $3)", [digest, userId, expiry]);
}

/** Takes a code away and answers whose it was; null if it does not let anybody in. Of several takers one gets it. */
export async function takeCode(db: Queryable, digest: Buffer, now: string): Promise<number | null> {
  const { rows } = await db.query<{ userId: number }>(
    `DELETE FROM sign_in_codes USING users
     WHERE digest = $1 AND expiry > $2 AND users.id = user_id AND users.active
     RETURNING user_id AS "userId"`,
    [digest, now],
  );
  return rows[0]?.userId ?? null;
}

export async function deleteExpiredCodes(db: Queryable, now: string): Promise<void> {
  await db.query("DELETE FROM sign_in_codes WHERE expiry <= $1", [now]);
}
