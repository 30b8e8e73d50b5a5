import type { Queryable } from "../../database/connect.ts";
import { digestOf, newToken, tokenId } from "../auth/token.ts";
import { insertToken, type NewToken, type TokenFacts } from "./tokens.store.ts";

/** A token just made: the only time that it can be told whole. */
export interface IssuedToken extends TokenFacts {
  readonly token: string;
}

/** Makes a token for a user. @param token the text of it; default a new random one. */
export async function issueToken(
  db: Queryable,
  { userId, kind = "api", expiry = null }: { userId: number; kind?: NewToken["kind"]; expiry?: string | null },
): Promise<IssuedToken> {
  for (;;) {
    const token = newToken();
    const facts = await insertToken(db, { id: tokenId(token), digest: digestOf(token), userId, kind, expiry });
    if (facts) return { ...facts, token };
  }
}
