/**
 * How many requests one caller may send in a minute: a user, or an address from which nobody is signed in. Reading one job, its log and its feed,
 * and connecting to it, is counted apart and may be much more; so are invites, which may be few. Staff are not counted: the overseer pays nothing. Each manager counts for
 * itself, in memory.
 */

import rateLimit, { type errorResponseBuilderContext } from "@fastify/rate-limit";
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from "fastify";
import { ApiError } from "../../core/errors.ts";
import type { App } from "../http/app.ts";
import { addressOf, inWords } from "./guesses.ts";

/** Requests in a minute, and of invites in an hour; 0 for any number. */
export interface ThrottleLimits {
  readonly user: number;
  readonly userJob: number;
  readonly anonymous: number;
  readonly anonymousJob: number;
  readonly invites: number;
}

/** A user's dashboard in twenty tabs stays far below. Each invite may be a mail to anybody, with words of the user's own. */
export const THROTTLE_LIMITS: ThrottleLimits = {
  user: 12_000,
  userJob: 60_000,
  anonymous: 1_200,
  anonymousJob: 12_000,
  invites: 100,
};

/** What is about one job, or costs next to nothing. */
const LOOSE = new Set([
  "projects_jobs_read",
  "projects_jobs_log",
  "projects_jobs_timeline",
  "projects_jobs_live",
  "projects_jobs_connect_read",
  "projects_jobs_connect_create",
  "status_read",
]);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Callers that are remembered, of each kind. */
const MAX_CALLERS = 20_000;

type Throttle = onRequestAsyncHookHandler | null;

export class Throttles {
  readonly #byLimit: Readonly<Record<keyof ThrottleLimits, Throttle>>;
  readonly #app: App;

  private constructor(app: App, limits: ThrottleLimits) {
    this.#app = app;
    const user = ({ user }: FastifyRequest) => String(user?.id);
    this.#byLimit = {
      user: throttle(app, limits.user, user, "requests in a minute by one user"),
      userJob: throttle(app, limits.userJob, user, "requests in a minute about jobs by one user"),
      anonymous: throttle(app, limits.anonymous, addressOf, "requests in a minute from one address that are not signed in"),
      anonymousJob: throttle(
        app,
        limits.anonymousJob,
        addressOf,
        "requests in a minute about jobs from one address that are not signed in",
      ),
      invites: throttle(app, limits.invites, user, "invites in an hour by one user", HOUR_MS),
    };
  }

  static async add(app: App, limits: Partial<ThrottleLimits> = {}): Promise<Throttles> {
    await app.register(rateLimit, {
      global: false,
      enableDraftSpec: true,
      cache: MAX_CALLERS,
      addHeaders: { "retry-after": false },
    });
    return new Throttles(app, { ...THROTTLE_LIMITS, ...limits });
  }

  /** Counts a request, by who sends it as far as that is known, and tells the caller what is left. @throws a 429 if it is one too many. */
  async count(request: FastifyRequest, reply: FastifyReply, operation: string): Promise<void> {
    await this.#byLimit[limitFor(operation, request.user !== null)]?.call(this.#app, request, reply);
  }
}

function limitFor(operation: string, isSignedIn: boolean): keyof ThrottleLimits {
  if (operation === "invites_create" && isSignedIn) return "invites";
  return `${isSignedIn ? "user" : "anonymous"}${LOOSE.has(operation) ? "Job" : ""}`;
}

function throttle(
  app: App,
  max: number,
  keyGenerator: (request: FastifyRequest) => string,
  what: string,
  timeWindow = MINUTE_MS,
): Throttle {
  if (max === 0) return null;
  return app.rateLimit({
    max,
    timeWindow,
    keyGenerator,
    errorResponseBuilder: (_request, context) => refusal(context, what),
  }) as onRequestAsyncHookHandler;
}

function refusal({ max, ttl }: errorResponseBuilderContext, what: string): ApiError {
  const seconds = Math.max(1, Math.ceil(ttl / 1000));
  return new ApiError("tooManyRequests", `More than ${max} ${what}. Try again in ${inWords(seconds)}.`, [], seconds);
}
