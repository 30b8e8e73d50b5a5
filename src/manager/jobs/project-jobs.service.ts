/** What people do with the jobs of a project. */

import type { FastifyRequest } from "fastify";
import { ApiError, badField } from "../../core/errors.ts";
import { DEFAULT_MAX_ATTEMPTS } from "../../core/job.ts";
import type { JsonValue } from "../../core/json.ts";
import { projectOf, signedIn } from "../access/access.service.ts";
import { randomText } from "../auth/token.ts";
import type { PageWanted } from "../http/cursors.ts";
import { originOf, type PageQuery } from "../http/pages.ts";
import type { Hub } from "../hub.ts";
import { hasProjectRole } from "../permissions.ts";
import type { JobCreator, JobOrder } from "./dispatch/jobs.creator.ts";
import { COMPOUND_METHODS } from "./jobs.reader.ts";
import { type JobEditBody, MAX_BULK_METHODS, type NewJobBody } from "./jobs.schemas.ts";
import type { Jobs } from "./jobs.service.ts";
import * as store from "./jobs.store.ts";
import { listIds } from "./lists/jobs.list.ts";
import { type JobsWanted, selectionOf } from "./lists/jobs.selection.ts";
import { cancelChange, editChange } from "./record/jobs.change.ts";
import { type JobRecord, taskIdOf } from "./record/jobs.record.ts";

export interface ProjectJobs extends Jobs {
  readonly hub: Hub;
  readonly creator: JobCreator;
}

/** Who asks for jobs, and in which project. */
export interface Submitter {
  readonly project: number;
  readonly userId: number;
  /** Whether the role on the project is AUTHOR or above: others run code at arm's length. */
  readonly isTrusted: boolean;
  readonly origin: string;
}

export function submitterOf(request: FastifyRequest): Submitter {
  const { id: project, role } = projectOf(request);
  return { project, userId: signedIn(request).id, isTrusted: hasProjectRole(role, "AUTHOR"), origin: originOf(request) };
}

const MAX_PARAMS = 2 ** 20;
const KEY_LENGTH = 32;

export async function createJob({ creator, reader }: ProjectJobs, by: Submitter, body: NewJobBody) {
  return reader.full(await creator.create(orderOf(by, body, "")), by.origin);
}

/** @throws a 400 for too many methods: for each is looked up who runs it. */
export async function createJobs({ creator }: ProjectJobs, by: Submitter, bodies: readonly NewJobBody[]) {
  const methods = new Set(bodies.map(({ method }) => method));
  if (methods.size > MAX_BULK_METHODS) throw badField("jobs", `must have at most ${MAX_BULK_METHODS} different methods`);
  const ids = await creator.createAll(bodies.map((body, i) => orderOf(by, body, `jobs.${i}.`)));
  return { count: ids.length, ids };
}

/** A job that executes a node. @throws {ApiError} a 400 if there is none. */
export async function executeNode(jobs: ProjectJobs, by: Submitter, node: JsonValue | null) {
  if (node === null) throw new ApiError("badRequest", "The body must be the node to execute.");
  return createJob(jobs, by, { method: "execute", params: { node } });
}

export function orderOf({ project, userId, isTrusted }: Submitter, body: NewJobBody, prefix: string): JobOrder {
  const { method, params = {}, description = null, secrets = null, key, maxAttempts } = body;
  if (COMPOUND_METHODS.has(method)) throw badField(`${prefix}method`, `${method} jobs cannot be run yet`);
  if (JSON.stringify(params).length > MAX_PARAMS) throw badField(`${prefix}params`, "must have at most 1 MB");
  return {
    project,
    creator: userId,
    isTrusted,
    key: key ?? randomText(KEY_LENGTH),
    description,
    method,
    params,
    maxAttempts: maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
    secrets: secrets && Object.keys(secrets).length > 0 ? secrets : null,
    rerunOf: null,
    operation: null,
  };
}

export async function listJobs({ hub, reader }: ProjectJobs, wanted: JobsWanted, page: PageWanted, origin: string) {
  const list = await listIds(hub.database, await selectionOf(hub.database, wanted), page);
  const jobs = new Map((await store.findJobs(hub.database, list.ids)).map((job) => [job.id, job]));
  const results = await reader.listed(
    list.ids.flatMap((id) => jobs.get(id) ?? []),
    origin,
  );
  return { list, results };
}

export interface JobWanted {
  readonly project: number;
  readonly id: number;
  readonly withLog: boolean;
}

export async function readJob({ hub, reader }: ProjectJobs, { project, id, withLog }: JobWanted, origin: string) {
  return reader.full(await findJob(hub, project, id), origin, withLog);
}

export async function editJob(
  { hub, reader, writer }: ProjectJobs,
  project: number,
  id: number,
  edit: JobEditBody,
  origin: string,
) {
  await findJob(hub, project, id);
  const { description, key } = edit;
  return reader.full(await writer.change(editChange(id, { description, key })), origin);
}

/** A page of the log of an attempt, by default the current one, oldest first. */
export async function readLog(
  { hub }: ProjectJobs,
  project: number,
  id: number,
  { attempt: wanted, ...page }: PageQuery & { readonly attempt?: number },
) {
  const job = await findJob(hub, project, id);
  const attempt = wanted ?? job.retries;
  const [results, { logLength }] = await Promise.all([
    store.findLog(hub.database, { id, attempt }, page),
    attempt === job.retries ? job : store.measureLog(hub.database, { id, attempt }),
  ]);
  return { count: logLength, results };
}

/** May be repeated: while the worker has not confirmed it, it is told again. A job that has ended stays as it is. */
export async function cancelJob({ hub, reader, writer }: ProjectJobs, project: number, id: number, origin: string) {
  await findJob(hub, project, id);
  const { broker } = hub;
  const isUnconfirmed = (job: JobRecord) => job.status === "CANCELLED";
  if (broker.transactional) {
    const job = await writer.changeWith(cancelChange(id), async (changed, tx) => {
      if (isUnconfirmed(changed)) await broker.revoke([taskIdOf(changed)], tx);
    });
    return reader.full(job, origin);
  }
  const job = await writer.change(cancelChange(id));
  if (isUnconfirmed(job)) await broker.revoke([taskIdOf(job)]);
  return reader.full(job, origin);
}

/** @throws a 404 */
export async function findJob({ database }: Hub, project: number, id: number): Promise<JobRecord> {
  const job = await store.findJobOfProject(database, project, id);
  if (!job) throw new ApiError("notFound");
  return job;
}
