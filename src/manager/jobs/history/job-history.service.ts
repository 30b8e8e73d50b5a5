/** What became of a job: its statuses, and its attempts. */

import { ApiError } from "../../../core/errors.ts";
import type { Hub } from "../../hub.ts";
import { findJobOfProject } from "../jobs.store.ts";
import { attemptsOf, firstLine, parseHistory } from "../record/jobs.history.ts";
import { countLogs, findHistory } from "./job-history.store.ts";

/** @throws {ApiError} a 404 if the project has no such job. */
export async function readTimeline({ database }: Pick<Hub, "database">, project: number, id: number) {
  const [job, stored] = await Promise.all([findJobOfProject(database, project, id), findHistory(database, id)]);
  if (!job || !stored) throw new ApiError("notFound");
  const changes = parseHistory(stored.history || firstLine(job));
  const attempts = attemptsOf(job, changes, stored.attemptErrors ?? {});
  // The job's own row knows the length of its current log.
  const logs = attempts.length > 1 ? await countLogs(database, id) : [];
  const lengths = new Map(logs.map(({ attempt, entries }) => [attempt, entries]));
  lengths.set(job.retries, job.logLength);
  return {
    queue: stored.queue,
    changes,
    attempts: attempts.map((attempt) => ({ ...attempt, logLength: lengths.get(attempt.attempt) ?? 0 })),
  };
}
