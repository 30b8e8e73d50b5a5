/**
 * How many requests one caller may send in a minute: a user, or an address from which nobody is signed in. Reading one job, its log and its feed,
 * and connecting to it, is counted apart and may be much more. Staff are not counted: the overseer pays nothing. Each manager counts for
 * itself, in memory.
 */

import rateLimit, { type errorResponseBuilderContext } from "@fastify/rate-limit";
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from "fastify";
import { ApiError } from "../../core/errors.ts";
import type { App } from "../http/types.ts";
import { addressOf, inWords } from "./guesses.ts";

/** Requests in a minute; 0 for any number. */
export interface ThrottleLimits {
  readonly user: number;
  readonly userJob: number;
  readonly anonymous: number;
  readonly anonymousJob: number;
}

/** A user's dashboard in twenty tabs stays far below. */
export const THROTTLE_LIMITS: ThrottleLimits = { user: 12_000, userJob: 60_000, anonymous: 1_200, anonymousJob: 12_000 };

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

const WINDOW_MS = 60_000;
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
      user: throttle(app, limits.user, user, "by one user"),
      userJob: throttle(app, limits.userJob, user, "about jobs by one user"),
      anonymous: throttle(app, limits.anonymous, addressOf, "from one address that are not signed in"),
      anonymousJob: throttle(app, limits.anonymousJob, addressOf, "about jobs from one address that are not signed in"),
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
    const limit = this.#byLimit[`${request.user ? "user" : "anonymous"}${LOOSE.has(operation) ? "Job" : ""}`];
    await limit?.call(this.#app, request, reply);
  }
}

function throttle(app: App, max: number, keyGenerator: (request: FastifyRequest) => string, whose: string): Throttle {
  if (max === 0) return null;
  return app.rateLimit({
    max,
    timeWindow: WINDOW_MS,
    keyGenerator,
    errorResponseBuilder: (_request, context) => refusal(context, whose),
  }) as onRequestAsyncHookHandler;
}

function refusal({ max, ttl }: errorResponseBuilderContext, whose: string): ApiError {
  const seconds = Math.max(1, Math.ceil(ttl / 1000));
  const message = `More than ${max} requests in a minute ${whose}. Try again in ${inWords(seconds)}.`;
  return new ApiError("tooManyRequests", message, [], seconds);
}
