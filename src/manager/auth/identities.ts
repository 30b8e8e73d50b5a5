/** Who presents a token. What was looked up is remembered for a short while, so that a busy overseer costs no queries. */

import type { Service } from "../../core/lifecycle.ts";
import type { Database, Listening } from "../../database/connect.ts";
import { findIdentity, IDENTITIES_CHANGED, type Identity, prolongSession } from "./auth.store.ts";
import { digestOf, digestText, hasDigest } from "./token.ts";

/** Bounds how long a revoked token may work while the notification of its end is lost with the database connection. */
const FRESH_MS = 10_000;
const MAX_REMEMBERED = 10_000;
const LONGEST_TOKEN = 200;

/** How long a session lasts from when it was used last, unless configured. */
export const SESSION_MS = 14 * 24 * 60 * 60_000;
/** The part of its time that must have passed before it is lengthened: not every use is written down. */
const PROLONG_AFTER = 0.01;

interface Remembered {
  readonly identity: Identity;
  readonly until: number;
}

export class Identities implements Service {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #sessionMs: number;
  readonly #remembered = new Map<string, Remembered>();
  /** Raised when what was read before may no longer hold, so that a reader who was slow remembers nothing. */
  #generation = 0;
  #listening: Promise<Listening> | undefined;

  constructor(database: Database, now: () => number, sessionMs = SESSION_MS) {
    this.#database = database;
    this.#now = now;
    this.#sessionMs = sessionMs;
  }

  async start(): Promise<void> {
    this.#listening ??= this.#database.listen(
      [IDENTITIES_CHANGED],
      () => this.forget(),
      () => this.forget(),
    );
    await this.#listening;
  }

  async stop(): Promise<void> {
    const listening = await this.#listening?.catch(() => undefined);
    await listening?.stop();
    this.forget();
  }

  forget(): void {
    this.#generation += 1;
    this.#remembered.clear();
  }

  /** Null if the token is nobody's, or has expired. */
  async find(token: string): Promise<Identity | null> {
    if (token.length > LONGEST_TOKEN) return null;
    const key = digestText(token);
    const identity = this.#recall(key) ?? (await this.#lookUp(token, key));
    return identity && !this.#hasExpired(identity) ? identity : null;
  }

  #recall(key: string): Identity | undefined {
    const there = this.#remembered.get(key);
    return there && there.until > this.#now() ? there.identity : undefined;
  }

  async #lookUp(token: string, key: string): Promise<Identity | null> {
    const generation = this.#generation;
    const found = await findIdentity(this.#database, digestOf(token));
    if (!found || !hasDigest(token, found.digest)) return null;
    const identity = this.#hasExpired(found) ? found : await this.#prolonged(found);
    if (generation === this.#generation) this.#remember(key, identity);
    return identity;
  }

  /** The same; of a session, with the time from now on that it lasts. */
  async #prolonged(identity: Identity): Promise<Identity> {
    const { kind, digest, expiry } = identity;
    if (kind !== "session" || expiry === null) return identity;
    const until = this.#now() + this.#sessionMs;
    if (until - Date.parse(expiry) < this.#sessionMs * PROLONG_AFTER) return identity;
    const later = new Date(until).toISOString();
    await prolongSession(this.#database, digest, later);
    return { ...identity, expiry: later };
  }

  #remember(key: string, identity: Identity): void {
    this.#remembered.delete(key);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= MAX_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(key, { identity, until: this.#now() + FRESH_MS });
  }

  #hasExpired({ expiry }: Identity): boolean {
    return expiry !== null && Date.parse(expiry) <= this.#now();
  }
}
