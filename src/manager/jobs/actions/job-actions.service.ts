/**
 * What is done with many jobs: cancel, run again, delete. Chosen by a filter, they are taken from the newest on, some hundreds for each
 * request, and the answer says where the next one goes on: none of them keeps the hub from other work, and what is broken off goes on where it
 * stopped. A batch is one transaction, and repeating it does no harm.
 */

import { ApiError, badField } from "../../../core/errors.ts";
import { isEnded } from "../../../core/status.ts";
import { sendAgain } from "../../adoption/adoption.service.ts";
import { orConflict } from "../../http/conflicts.ts";
import { cursorBefore, NEWEST, parseCursor } from "../../http/cursors.ts";
import { COMPOUND_METHODS } from "../jobs.reader.ts";
import { findJobsOfProject } from "../jobs.store.ts";
import { type JobList, listIds } from "../lists/jobs.list.ts";
import { selectionOf } from "../lists/jobs.selection.ts";
import { findJob, orderOf, type ProjectJobs, type Submitter } from "../project-jobs.service.ts";
import { cancelChange } from "../record/jobs.change.ts";
import { type JobRecord, taskIdOf } from "../record/jobs.record.ts";
import type { JobsChoiceBody, JobsRetryBody } from "./job-actions.schemas.ts";
import { deleteJobs, findRunAgain } from "./job-actions.store.ts";

/** Jobs of one transaction. */
const BATCH = 200;
/** Lines of logs that are deleted in one transaction, but for those of the last job. */
const LINES = 100_000;

/** What became of a batch, newest jobs first. */
interface Batch {
  readonly done: number;
  /** Of new jobs. */
  readonly ids?: readonly number[];
  /** The last job that had its turn, if not all had. */
  readonly stoppedAt?: number;
}

type Act = (ids: readonly number[]) => Promise<Batch>;

export function cancelJobs(jobs: ProjectJobs, by: Submitter, choice: JobsChoiceBody) {
  return actOn(jobs, by, choice, (ids) => cancelBatch(jobs, by.project, ids));
}

export function retryJobs(jobs: ProjectJobs, by: Submitter, { operation, ...choice }: JobsRetryBody) {
  return actOn(jobs, by, choice, (ids) => retryBatch(jobs, by, ids, operation ?? null));
}

export function deleteJobsOf(jobs: ProjectJobs, by: Submitter, choice: JobsChoiceBody) {
  return actOn(jobs, by, choice, async (ids) => {
    const { deleted, reached } = await deleteJobs(jobs.hub.database, by.project, ids, LINES);
    const isAll = reached === null || reached === Math.min(...ids);
    return { done: deleted, ...(!isAll && { stoppedAt: reached }) };
  });
}

/** One job, as a new one. @throws a 404, or a 409 while it is active. */
export async function retryJob(jobs: ProjectJobs, by: Submitter, id: number) {
  const { hub, creator, reader } = jobs;
  const job = await findJob(hub, by.project, id);
  if (!canRunAgain(job))
    throw new ApiError("conflict", "Only a job that has ended, and is not made of others, can be run again.");
  if (job.taskId === null) return reader.full(await creator.create(orderAgain(by, job, null)), by.origin);
  const sent = await sendAgain(hub, { ...job, project: by.project }, by.userId);
  return reader.full(await findJob(hub, by.project, sent), by.origin);
}

/** @throws a 404, or a 409 while it is active. */
export async function deleteJob({ hub }: ProjectJobs, project: number, id: number): Promise<void> {
  const { deleted, reached } = await deleteJobs(hub.database, project, [id], LINES);
  if (reached === null) throw new ApiError("notFound");
  if (deleted === 0) throw new ApiError("conflict", "The job is active. Cancel it first.");
}

async function actOn(jobs: ProjectJobs, by: Submitter, choice: JobsChoiceBody, act: Act) {
  if ((choice.ids === undefined) === (choice.filter === undefined)) throw badField("ids", "give either ids or a filter");
  return choice.ids ? actOnChosen(choice.ids, choice.dryRun ?? false, act) : actOnMatching(jobs, by, choice, act);
}

async function actOnChosen(chosen: readonly number[], dryRun: boolean, act: Act) {
  const ids = [...new Set(chosen)].sort((a, b) => b - a);
  const answer = { count: ids.length, isCountExact: true, done: 0, skipped: 0, cursor: null, ids: [] as number[] };
  if (dryRun) return answer;
  for (let left = ids; left.length > 0; ) {
    const { done, ids: made = [], stoppedAt = left[BATCH - 1] ?? 0 } = await act(left.slice(0, BATCH));
    left = left.filter((id) => id < stoppedAt);
    answer.done += done;
    answer.ids.push(...made);
  }
  return { ...answer, skipped: ids.length - answer.done };
}

/** New jobs have higher ids than the cursor: those that come meanwhile, such as the ones that are run again, are not among them. */
async function actOnMatching(
  { hub }: ProjectJobs,
  by: Submitter,
  { filter = {}, cursor = NEWEST, dryRun }: JobsChoiceBody,
  act: Act,
) {
  if (parseCursor(cursor).fromOldest) throw badField("cursor", "must be from an answer of this operation");
  const selection = await selectionOf(hub.database, { project: by.project, userId: by.userId, by: filter });
  const list = await listIds(hub.database, selection, { limit: BATCH, offset: 0, cursor });
  const { count, isCountExact } = list;
  const answer = { count, isCountExact, done: 0, skipped: 0, ids: [] as number[] };
  if (dryRun) return { ...answer, cursor: startOf(list) };
  const { done, ids = [], stoppedAt } = list.ids.length > 0 ? await act(list.ids) : { done: 0 };
  const turns = stoppedAt === undefined ? list.ids.length : list.ids.filter((id) => id >= stoppedAt).length;
  const goesOnAt = stoppedAt ?? list.goesOnAt;
  return { ...answer, done, skipped: turns - done, ids: [...ids], cursor: goesOnAt === null ? null : cursorBefore(goesOnAt) };
}

/** Where to begin with the jobs that there are now. Null if there are none. */
function startOf({ ids, goesOnAt }: JobList): string | null {
  const newest = ids[0] ?? goesOnAt;
  return newest === null ? null : cursorBefore(newest + 1);
}

async function cancelBatch({ hub, writer }: ProjectJobs, project: number, chosen: readonly number[]): Promise<Batch> {
  const { broker, database } = hub;
  const changes = (await findJobsOfProject(database, project, chosen)).map(({ id }) => cancelChange(id));
  const cancelledOf = (jobs: readonly JobRecord[]) =>
    jobs.flatMap(({ id, taskId, status }) => (status === "CANCELLED" ? [taskIdOf({ id, taskId })] : []));
  if (broker.transactional) {
    const jobs = await writer.changeAllWith(changes, (changed, tx) => broker.revoke(cancelledOf(changed), tx));
    return { done: cancelledOf(jobs).length };
  }
  const outcomes = await writer.changeMany(changes);
  const cancelled = cancelledOf(outcomes.flatMap((outcome) => (outcome instanceof Error ? [] : outcome)));
  await broker.revoke(cancelled);
  return { done: cancelled.length };
}

async function retryBatch(
  { hub, creator }: ProjectJobs,
  by: Submitter,
  chosen: readonly number[],
  operation: string | null,
): Promise<Batch> {
  const jobs = await findJobsOfProject(hub.database, by.project, chosen);
  const earlier =
    operation === null ? new Map<number, number>() : await findRunAgain(hub.database, by.project, chosen, operation);
  const orders = jobs
    .filter((job) => canRunAgain(job) && job.taskId === null && !earlier.has(job.id))
    .map((job) => orderAgain(by, job, operation));
  const made = orders.length === 0 ? [] : await orConflict(creator.createAll(orders), "jobs_run_again", "operation", RUNNING);
  const ids = [...earlier.values(), ...made];
  return { done: ids.length, ids };
}

const RUNNING = "another request runs the same jobs again for it: repeat this one when that has been answered";

function canRunAgain({ status, method }: JobRecord): boolean {
  return isEnded(status) && !COMPOUND_METHODS.has(method);
}

/** Its secrets are gone, and the key is another one. */
function orderAgain(by: Submitter, { id, method, params, description, maxAttempts }: JobRecord, operation: string | null) {
  return { ...orderOf(by, { method, params, description, maxAttempts }, ""), rerunOf: id, operation };
}
