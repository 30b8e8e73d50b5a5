/** Who presents a token. What was looked up is remembered for a short while, so that a busy overseer costs no queries. */

import type { Service } from "../../core/lifecycle.ts";
import type { Database, Listening } from "../../database/connect.ts";
import { findIdentity, IDENTITIES_CHANGED, type Identity } from "./auth.store.ts";
import { digestOf, digestText, hasDigest } from "./token.ts";

/** Bounds how long a revoked token may work while the notification of its end is lost with the database connection. */
const FRESH_MS = 10_000;
const MAX_REMEMBERED = 10_000;
const LONGEST_TOKEN = 200;

interface Remembered {
  readonly identity: Identity;
  readonly until: number;
}

export class Identities implements Service {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #remembered = new Map<string, Remembered>();
  /** Raised when what was read before may no longer hold, so that a reader who was slow remembers nothing. */
  #generation = 0;
  #listening: Promise<Listening> | undefined;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
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
    const identity = await findIdentity(this.#database, digestOf(token));
    if (!identity || !hasDigest(token, identity.digest)) return null;
    if (generation === this.#generation) this.#remember(key, identity);
    return identity;
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
