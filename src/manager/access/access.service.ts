/** Decides whether a request may go on, by the rule of its operation, and tells the handler on what standing. */

import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { ApiError } from "../../core/errors.ts";
import type { Database } from "../../database/connect.ts";
import type { User } from "../auth/auth.store.ts";
import { headerToken, requireSameOrigin, sessionToken } from "../auth/credentials.ts";
import type { Identities } from "../auth/identities.ts";
import { digestOf } from "../auth/token.ts";
import { parseId } from "../http/validation.ts";
import { type AccountRole, hasAccountRole, hasProjectRole, type ProjectRole, type Rule } from "../permissions.ts";
import { addressOf, type Guesses } from "../throttles/guesses.ts";
import * as store from "./access.store.ts";
import { ProjectLookup } from "./project-lookup.ts";

export type { ProjectAccess } from "./access.store.ts";

export interface AccountAccess {
  readonly id: number;
  readonly name: string;
  readonly role: AccountRole | null;
}

/** What a request of a project names in its address. */
interface Place {
  readonly project: string;
  /** Also of what is about one job by its query, as the live feed may be. */
  readonly job: string;
  readonly key: unknown;
  /** From where it comes. */
  readonly address: string;
}

/** What let a request in, to be asked for again while it stays open. */
export interface Pass {
  readonly token: string | null;
  readonly place: Place;
  readonly rule: Rule;
}

export class Access {
  readonly #database: Database;
  readonly #projects: ProjectLookup;
  readonly #identities: Identities;
  readonly #guesses: Guesses;

  constructor(database: Database, identities: Identities, guesses: Guesses) {
    this.#database = database;
    this.#projects = new ProjectLookup(database);
    this.#identities = identities;
    this.#guesses = guesses;
  }

  /** Of a request whose user is known. @throws the 401, 403 or 404 that the rule asks for. */
  async check(request: FastifyRequest, rule: Rule): Promise<void> {
    if (rule.who === "open" || rule.who === "anyone") return;
    if (rule.who === "project") {
      request.project = await this.#projectOf(request.user, placeOf(request), rule);
      return;
    }
    const user = signedIn(request);
    if (rule.who === "account") request.account = await this.account(user, param(request, "account"), rule.role);
    if (rule.who === "staff" && !user.isStaff) throw new ApiError("notAllowed");
  }

  /** Who sends a request; null for nobody. A cookie that has run out is the same as none. @throws a 401 for a bad token. */
  async identify(request: FastifyRequest): Promise<User | null> {
    const token = headerToken(request);
    if (token !== null) {
      const identity = await this.#identities.find(token);
      if (!identity) throw new ApiError("badToken");
      request.token = token;
      return identity.user;
    }
    const session = sessionToken(request);
    const identity = session === null ? null : await this.#identities.find(session);
    if (identity?.kind !== "session") return null;
    requireSameOrigin(request);
    request.session = identity;
    request.token = session;
    return identity.user;
  }

  /** Of a request that was let in by the rule. */
  passOf(request: FastifyRequest, rule: Rule): Pass {
    return { token: request.token, place: placeOf(request), rule };
  }

  /** Whether the same would be let in now. */
  async stillHolds({ token, place, rule }: Pass): Promise<boolean> {
    const identity = token === null ? null : await this.#identities.find(token);
    if (rule.who !== "project") return identity !== null;
    try {
      await this.#projectOf(identity?.user ?? null, place, rule);
      return true;
    } catch (error) {
      if (error instanceof ApiError) return false;
      throw error;
    }
  }

  /** A token was deleted here: it stops at once, before the database tells everybody. */
  forget(): void {
    this.#identities.forget();
  }

  /** @throws a 404 if the user may not know of it, a 403 if the role is too low. */
  async account(user: User, account: string, least: AccountRole): Promise<AccountAccess> {
    if (account.includes("\0")) throw new ApiError("notFound");
    const id = parseId(account);
    const grant = await store.accountGrant(this.#database, user.id, id, account);
    const role = user.isStaff ? "OWNER" : (grant?.accountRole ?? null);
    if (!grant || role === null) throw new ApiError("notFound");
    if (!hasAccountRole(role, least)) throw new ApiError("notAllowed");
    return { id: grant.id, name: grant.name, role };
  }

  /** By id, name, or `account/name`. @throws a 404 if the user may not know of it, a 403 if the role is too low. */
  async project(user: User, project: string, least: ProjectRole): Promise<store.ProjectAccess> {
    return allow(user, await this.#projects.find(user, project), least);
  }

  async #projectOf(user: User | null, place: Place, rule: Rule & { who: "project" }): Promise<store.ProjectAccess> {
    const found = await this.#projects.find(user, place.project);
    if (rule.jobKey && place.key !== undefined && place.key !== "") return this.#projectByJobKey(place, found);
    return allow(user, found, rule.role);
  }

  async #projectByJobKey(
    { job: jobId, key, address }: Place,
    found: readonly store.ProjectAccess[],
  ): Promise<store.ProjectAccess> {
    const tries = `job ${jobId} from ${address}`;
    this.#guesses.require(tries);
    const id = parseId(jobId);
    const ids = found.map((project) => project.id);
    // Also of no project: how long it takes shall not tell whether one is there.
    const job = id === null ? null : await store.jobKey(this.#database, ids, id);
    const project = found.find((candidate) => candidate.id === job?.projectId);
    if (job && project && typeof key === "string" && isSame(key, job.key)) return project;
    // Counted when it is known to be wrong: a page may load many things at once with a key that is right.
    this.#guesses.count(tries, 1);
    throw new ApiError("notFound");
  }
}

/** To whoever is not signed in, a project that is not there and one that is not public look the same: a 401. */
function allow(user: User | null, found: readonly store.ProjectAccess[], least: ProjectRole): store.ProjectAccess {
  const [project, another] = found.filter(({ role }) => role !== null);
  if (another) {
    const message = "Several projects have this name: give account/name (the / as %2F), or the id.";
    throw new ApiError("badRequest", message, [{ field: "project", message }]);
  }
  if (project && hasProjectRole(project.role, least)) return project;
  if (!user) throw new ApiError("notAuthenticated");
  throw new ApiError(project ? "notAllowed" : "notFound");
}

function placeOf(request: FastifyRequest): Place {
  const { key, job } = request.query as { key?: unknown; job?: unknown };
  return {
    project: param(request, "project"),
    job: param(request, "job") || String(job ?? ""),
    key,
    address: addressOf(request),
  };
}

function param(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string>)[name] ?? "";
}

/** In constant time, whatever the lengths. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digestOf(a), digestOf(b));
}

/** The user of a request whose operation asks for one. */
export function signedIn(request: FastifyRequest): User {
  if (!request.user) throw new ApiError("notAuthenticated");
  return request.user;
}

/** The project of a request whose operation asks for a role on one. */
export function projectOf(request: FastifyRequest): store.ProjectAccess {
  if (!request.project) throw new Error("The rule of this operation is not about a project.");
  return request.project;
}

/**
 * The same job, if it has the key by which the request was let in, or something else let it in. The key may have been changed since, and
 * must not come with the answer. @throws a 404
 */
export function underSameKey<T extends { readonly key: string }>({ query }: FastifyRequest, job: T): T {
  const { key } = query as { key?: string };
  if (key !== undefined && key !== job.key) throw new ApiError("notFound");
  return job;
}

/** The account of a request whose operation asks for a role on one. */
export function accountOf(request: FastifyRequest): AccountAccess {
  if (!request.account) throw new Error("The rule of this operation is not about an account.");
  return request.account;
}
