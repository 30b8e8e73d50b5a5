import type { Queryable } from "../../database/connect.ts";

export interface User {
  readonly id: number;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly isStaff: boolean;
}

/** Whose a token is, and until when. */
export interface Identity {
  readonly user: User;
  readonly tokenId: string;
  readonly kind: "api" | "session";
  readonly expiry: string | null;
  readonly digest: Buffer;
}

/** Notified by triggers whenever tokens or users are changed or deleted. */
export const IDENTITIES_CHANGED = "identities_changed";

export async function findIdentity(db: Queryable, digest: Buffer): Promise<Identity | null> {
  const { rows } = await db.query<Identity>(
    `SELECT tokens.id AS "tokenId", tokens.kind, tokens.expiry, tokens.digest,
       json_build_object('id', users.id, 'username', username, 'firstName', first_name, 'lastName', last_name,
         'isStaff', is_staff) AS user
     FROM tokens JOIN users ON users.id = tokens.user_id
     WHERE digest = $1 AND users.active`,
    [digest],
  );
  return rows[0] ?? null;
}

/** Lengthens a session; never shortens it. */
export async function prolongSession(db: Queryable, digest: Buffer, expiry: string): Promise<void> {
  await db.query("UPDATE tokens SET expiry = $2 WHERE digest = $1 AND kind = 'session' AND expiry < $2", [digest, expiry]);
}
