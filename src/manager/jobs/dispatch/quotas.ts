/**
 * Quotas of accounts, by their tier: how many jobs are active, are made within a clock hour, and how many minutes they run within a
 * calendar month, both in UTC. Asked before jobs are made, in the same transaction: jobs for an account with a quota are made by
 * one transaction at a time, so that no two take the same place. An account without quotas costs nothing.
 */

import { ApiError } from "../../../core/errors.ts";
import type { Queryable } from "../../../database/connect.ts";
import type { Tier } from "./dispatch.store.ts";
import type { Route } from "./dispatch.ts";
import { findUsage, lockAccounts, type Usage } from "./quotas.store.ts";

type Account = NonNullable<Route["account"]>;

/** Whose job it is to be. */
type Owned = Pick<Route, "account">;

export function hasQuota({ account }: Owned): boolean {
  if (!account) return false;
  const { maxActiveJobs, maxJobsPerHour, maxJobMinutesPerMonth } = account.tier;
  return maxActiveJobs !== null || maxJobsPerHour !== null || maxJobMinutesPerMonth !== null;
}

/**
 * Which of some new jobs are over a quota: an error each, or null, in order. From here on the transaction has to make those that are not.
 * @param now in milliseconds since the epoch.
 */
export async function checkQuotas(tx: Queryable, routes: readonly Owned[], now: number): Promise<(ApiError | null)[]> {
  const accounts = new Map(routes.flatMap(({ account }) => (account ? [[account.id, account]] : [])));
  const limited = [...new Set(routes.filter(hasQuota).flatMap(({ account }) => account?.id ?? []))];
  if (limited.length === 0) return routes.map(() => null);
  await lockAccounts(tx, limited);
  const clock = new Clock(now);
  const usages = await findUsage(tx, limited, clock);
  const places = new Map(
    usages.map((usage) => [usage.account, new Places(accounts.get(usage.account) as Account, usage, clock)]),
  );
  return routes.map(({ account }) => (account && places.get(account.id)?.take()) ?? null);
}

/** When the hour and the month began, and when the next ones do. */
class Clock {
  readonly now: string;
  readonly hour: string;
  readonly month: string;
  readonly nextHour: string;
  readonly nextMonth: string;

  constructor(now: number) {
    const date = new Date(now);
    const at = (hours: number, month: number, day = date.getUTCDate()) =>
      new Date(Date.UTC(date.getUTCFullYear(), month, day, hours)).toISOString();
    this.now = date.toISOString();
    this.hour = at(date.getUTCHours(), date.getUTCMonth());
    this.nextHour = at(date.getUTCHours() + 1, date.getUTCMonth());
    this.month = at(0, date.getUTCMonth(), 1);
    this.nextMonth = at(0, date.getUTCMonth() + 1, 1);
  }

  secondsUntil(time: string): number {
    return Math.max(1, Math.ceil((Date.parse(time) - Date.parse(this.now)) / 1000));
  }
}

/** What is left of the quotas of one account while new jobs take of it. */
class Places {
  readonly #account: Account;
  readonly #clock: Clock;
  readonly #minutes: number;
  #activeJobs: number;
  #jobs: number;

  constructor(account: Account, { activeJobs, jobs, seconds }: Usage, clock: Clock) {
    this.#account = account;
    this.#clock = clock;
    this.#activeJobs = activeJobs;
    this.#jobs = jobs;
    this.#minutes = seconds / 60;
  }

  /** Takes a place for one job. Answers why there is none. */
  take(): ApiError | null {
    const { maxActiveJobs, maxJobsPerHour, maxJobMinutesPerMonth } = this.#account.tier;
    if (maxActiveJobs !== null && this.#activeJobs >= maxActiveJobs) {
      return this.#refusal("maxActiveJobs", `${maxActiveJobs} active jobs`, "when one of them ends", null);
    }
    const { nextHour, nextMonth } = this.#clock;
    if (maxJobsPerHour !== null && this.#jobs >= maxJobsPerHour) {
      return this.#refusal("maxJobsPerHour", `${maxJobsPerHour} new jobs an hour`, `at ${nextHour}`, nextHour);
    }
    if (maxJobMinutesPerMonth !== null && this.#minutes >= maxJobMinutesPerMonth) {
      return this.#refusal(
        "maxJobMinutesPerMonth",
        `${maxJobMinutesPerMonth} job minutes a month`,
        `at ${nextMonth}`,
        nextMonth,
      );
    }
    this.#activeJobs += 1;
    this.#jobs += 1;
    return null;
  }

  #refusal(quota: keyof Tier, what: string, when: string, freeAt: string | null): ApiError {
    const message = `The account ${this.#account.name} has used up its quota of ${what}. It frees up ${when}.`;
    const retryAfter = freeAt === null ? null : this.#clock.secondsUntil(freeAt);
    return new ApiError("overQuota", message, [{ field: quota, message: `is ${this.#account.tier[quota]}` }], retryAfter);
  }
}
