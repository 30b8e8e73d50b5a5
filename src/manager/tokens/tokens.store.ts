import type { Queryable } from "../../database/connect.ts";
import { type Count, type Listed, listed } from "../../database/listed.ts";

/** What may be told of a token. */
export interface TokenFacts {
  readonly id: string;
  readonly user: number;
  readonly created: string;
  readonly expiry: string | null;
}

const TOKEN = `id, user_id AS "user", created, expiry`;

export interface NewToken {
  readonly id: string;
  readonly digest: Buffer;
  readonly userId: number;
  readonly kind: "api" | "session";
  readonly expiry: string | null;
  /** Of a session: what the browser calls itself. */
  readonly client?: string | null;
}

/** Null if a token with the same id is there already. */
export async function insertToken(db: Queryable, token: NewToken): Promise<TokenFacts | null> {
  const { id, digest, userId, kind, expiry, client = null } = token;
  const { rows } = await db.query<TokenFacts>(
    `INSERT INTO tokens (id, digest, user_id, kind, expiry, client) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING RETURNING ${TOKEN}`,
    [id, digest, userId, kind, expiry, client],
  );
  return rows[0] ?? null;
}

/** Those of a user, newest first; sessions of browsers are not among them. */
export async function listTokens(
  db: Queryable,
  userId: number,
  { limit, offset }: { limit: number; offset: number },
): Promise<Listed<TokenFacts>> {
  return listed(
    db.query<TokenFacts>(
      `SELECT ${TOKEN} FROM tokens WHERE user_id = $1 AND kind = 'api' ORDER BY created DESC, id LIMIT $2 OFFSET $3`,
      [userId, limit, offset],
    ),
    db.query<Count>("SELECT count(*) AS count FROM tokens WHERE user_id = $1 AND kind = 'api'", [userId]),
  );
}

export async function findToken(db: Queryable, userId: number, id: string): Promise<TokenFacts | null> {
  const { rows } = await db.query<TokenFacts>(`SELECT ${TOKEN} FROM tokens WHERE id = $1 AND user_id = $2`, [id, userId]);
  return rows[0] ?? null;
}

/** Null if it does not work: it has run out, or its user is not active. */
export async function findTokenByDigest(db: Queryable, digest: Buffer): Promise<TokenFacts | null> {
  const { rows } = await db.query<TokenFacts>(
    `SELECT ${TOKEN} FROM tokens
     WHERE digest = $1 AND (expiry IS NULL OR expiry > now())
       AND EXISTS (SELECT FROM users WHERE users.id = user_id AND active)`,
    [digest],
  );
  return rows[0] ?? null;
}

/**
 * Answers whether it was there.
 * @param digest of the whole token, where more than its id was given.
 */
export async function deleteToken(db: Queryable, userId: number, id: string, digest: Buffer | null): Promise<boolean> {
  const { rowCount } = await db.query(
    "DELETE FROM tokens WHERE id = $1 AND user_id = $2 AND ($3::bytea IS NULL OR digest = $3)",
    [id, userId, digest],
  );
  return rowCount > 0;
}
