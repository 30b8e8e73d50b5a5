/** Browsers that are signed in: each holds a token of its own in a cookie, and is asked to sign in again when it was not used for long. */

import type { FastifyRequest } from "fastify";
import { ApiError } from "../../core/errors.ts";
import type { Queryable } from "../../database/connect.ts";
import type { Identity } from "../auth/auth.store.ts";
import { requireNotForeign, sessionToken } from "../auth/credentials.ts";
import { SESSION_MS } from "../auth/identities.ts";
import { digestOf } from "../auth/token.ts";
import type { Hub } from "../hub.ts";
import { takeCode } from "../sign-in/sign-in.store.ts";
import { type Credentials, type IssuedToken, issueToken, userByPassword } from "../tokens/tokens.service.ts";
import { findTokenByDigest } from "../tokens/tokens.store.ts";
import * as store from "./sessions.store.ts";

type Parts = Pick<Hub, "database" | "config" | "guesses" | "now">;

const LONGEST_CLIENT = 300;

/** What somebody signs in with: one of three. */
export interface Proof extends Credentials {
  readonly token?: string;
  readonly code?: string;
}

/** With its token, for the cookie. */
export type NewSession = IssuedToken & store.SessionFacts;

/** A new session for whoever has the password, the token or the code. The one that the browser had ends. */
export async function signIn(hub: Parts & Pick<Hub, "access">, request: FastifyRequest, proof: Proof): Promise<NewSession> {
  requireNotForeign(request);
  const { token, code, username, password } = proof;
  const ways = [token, code, username ?? password].filter((way) => way !== undefined);
  if (ways.length !== 1) throw new ApiError("badRequest", "Give a username and a password, or a token, or a code.");
  const session = await sessionFor(hub, request, proof);
  const former = sessionToken(request);
  if (former !== null) await signOut(hub, former);
  return session;
}

async function sessionFor(hub: Parts, request: FastifyRequest, { token, code, ...credentials }: Proof): Promise<NewSession> {
  if (code !== undefined) {
    const session = await signInByCode(hub, request, code);
    if (!session) throw new ApiError("badCredentials", "The code was used, or has run out.");
    return session;
  }
  if (token === undefined) return startSession(hub, request, (await userByPassword(hub, request, credentials)).id);
  const facts = await hub.guesses.guess(request, null, () => findTokenByDigest(hub.database, digestOf(token)));
  if (!facts) throw new ApiError("badToken");
  return startSession(hub, request, facts.user);
}

/** Null if the code was used or has run out. */
export function signInByCode(hub: Parts, request: FastifyRequest, code: string): Promise<NewSession | null> {
  const exchange = () =>
    hub.database.transaction(async (tx) => {
      const userId = await takeCode(tx, digestOf(code), new Date(hub.now()).toISOString());
      return userId === null ? null : startSession(hub, request, userId, tx);
    });
  return hub.guesses.guess(request, null, exchange);
}

async function startSession(
  { database, config, now }: Parts,
  request: FastifyRequest,
  userId: number,
  db: Queryable = database,
): Promise<NewSession> {
  await store.deleteExpiredSessions(db, new Date(now()).toISOString());
  const expiry = new Date(now() + (config.sessionMs ?? SESSION_MS)).toISOString();
  const client = clientOf(request);
  return { ...(await issueToken(db, { userId, kind: "session", expiry, client })), client };
}

function clientOf({ headers }: FastifyRequest): string | null {
  const text = headers["user-agent"]?.replace(/[^\x20-\x7e]/g, "").slice(0, LONGEST_CLIENT);
  return text || null;
}

/** Ends one of the user's sessions; `current` means the one that signs the request. @throws a 404 if it is not there. */
export async function endSession(
  { database, access }: Pick<Hub, "database" | "access">,
  { user, session }: Pick<FastifyRequest, "user" | "session">,
  id: string,
): Promise<{ wasCurrent: boolean }> {
  const meant = id === "current" ? session?.tokenId : id;
  const wasThere = user && meant !== undefined && (await store.deleteSession(database, user.id, meant));
  if (!wasThere) throw new ApiError("notFound");
  access.forget();
  return { wasCurrent: meant === session?.tokenId };
}

/** Of a session that may be over already. */
export async function signOut({ database, access }: Pick<Hub, "database" | "access">, token: string): Promise<void> {
  await store.deleteSessionByDigest(database, digestOf(token));
  access.forget();
}

/** What is told of a session. @param current the one that signs the request. */
export function sessionReply({ id, created, expiry, client }: store.SessionFacts, current: Identity | null) {
  return { id, created, expiry, client, isCurrent: id === current?.tokenId };
}
