/** The operations of those who submit jobs to a project and watch them. */

import type { JsonValue } from "../../core/json.ts";
import { ProjectParams } from "../access/access.schemas.ts";
import { projectOf, underSameKey } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { neighboursOf } from "../http/cursors.ts";
import { originOf, pageOf } from "../http/pages.ts";
import {
  Executable,
  Ignored,
  JobEdit,
  JobModel,
  JobQuery,
  JobsPage,
  KeyQuery,
  LogPage,
  LogQuery,
  NewJob,
  NewJobIds,
  NewJobs,
  ProjectJobParams,
} from "./jobs.schemas.ts";
import { JobsQuery } from "./lists/job-filters.schemas.ts";
import {
  cancelJob,
  createJob,
  createJobs,
  editJob,
  executeNode,
  listJobs,
  type ProjectJobs,
  readJob,
  readLog,
  submitterOf,
} from "./project-jobs.service.ts";

const TAGS = ["projects"];

/** Longest body of a request for many jobs, in bytes. */
const BULK_BODY_LIMIT = 64 * 2 ** 20;

export async function projectJobsRoutes(app: App, jobs: ProjectJobs): Promise<void> {
  app.post(
    "/projects/:project/jobs/",
    {
      schema: {
        operationId: "projects_jobs_create",
        tags: TAGS,
        summary: "Create a job.",
        description: "The job is put on a queue, and a worker runs it.",
        params: ProjectParams,
        body: NewJob,
        response: { 201: JobModel },
      },
    },
    async (request, reply) => reply.code(201).send(await createJob(jobs, submitterOf(request), request.body)),
  );

  app.post(
    "/projects/:project/jobs/bulk/",
    {
      bodyLimit: BULK_BODY_LIMIT,
      schema: {
        operationId: "projects_jobs_bulk_create",
        tags: TAGS,
        summary: "Create many jobs.",
        description: "All of them, or none if one of them is not valid.",
        params: ProjectParams,
        body: NewJobs,
        response: { 201: NewJobIds },
      },
    },
    async (request, reply) => reply.code(201).send(await createJobs(jobs, submitterOf(request), request.body.jobs)),
  );

  app.post(
    "/projects/:project/jobs/execute/",
    {
      schema: {
        operationId: "projects_jobs_execute",
        tags: TAGS,
        summary: "Execute a node.",
        description: "Creates a job whose method is `execute`. The body is the node, which becomes the param of that name.",
        params: ProjectParams,
        body: Executable,
        response: { 201: JobModel },
      },
    },
    async (request, reply) => {
      const node = request.body as JsonValue | null;
      return reply.code(201).send(await executeNode(jobs, submitterOf(request), node ?? null));
    },
  );

  app.get(
    "/projects/:project/jobs/",
    {
      schema: {
        operationId: "projects_jobs_list",
        tags: TAGS,
        summary: "List the jobs of a project.",
        description:
          "Newest first, without their logs. Jobs that are added meanwhile move what is at an `offset`, not what follows a `cursor`: " +
          "begin with `cursor=newest`, and follow `next`.",
        params: ProjectParams,
        querystring: JobsQuery,
        response: { 200: JobsPage },
      },
    },
    async (request) => {
      const { cursor, limit, offset, ...by } = request.query;
      const wanted = { project: projectOf(request).id, userId: request.user?.id ?? null, by };
      const page = { limit, offset, cursor };
      const { list, results } = await listJobs(jobs, wanted, page, originOf(request));
      const { count, isCountExact, mostOffset } = list;
      return { count, isCountExact, ...neighboursOf(request, list, page, mostOffset), results };
    },
  );

  app.get(
    "/projects/:project/jobs/:job/",
    {
      schema: {
        operationId: "projects_jobs_read",
        tags: TAGS,
        summary: "Read a job.",
        params: ProjectJobParams,
        querystring: JobQuery,
        response: { 200: JobModel },
      },
    },
    async (request) => {
      const wanted = { project: projectOf(request).id, id: request.params.job, withLog: request.query.log };
      return underSameKey(request, await readJob(jobs, wanted, originOf(request)));
    },
  );

  app.patch(
    "/projects/:project/jobs/:job/",
    {
      schema: {
        operationId: "projects_jobs_partial_update",
        tags: TAGS,
        summary: "Change what is said of a job.",
        description:
          "Sets `description` and `key`. Other fields of a job may be sent along, as they were read, and stay as they are: what becomes of a " +
          "job is for its worker to say.",
        params: ProjectJobParams,
        body: JobEdit,
        response: { 200: JobModel },
      },
    },
    (request) => editJob(jobs, projectOf(request).id, request.params.job, request.body, originOf(request)),
  );

  app.get(
    "/projects/:project/jobs/:job/log/",
    {
      schema: {
        operationId: "projects_jobs_log",
        tags: TAGS,
        summary: "Read the log of a job.",
        description: "The entries of the current attempt, or of an earlier one, oldest first.",
        params: ProjectJobParams,
        querystring: LogQuery,
        response: { 200: LogPage },
      },
    },
    async (request) => pageOf(request, await readLog(jobs, projectOf(request).id, request.params.job, request.query)),
  );

  app.patch(
    "/projects/:project/jobs/:job/cancel/",
    {
      schema: {
        operationId: "projects_jobs_cancel",
        tags: TAGS,
        summary: "Cancel a job.",
        description: "May be repeated. A job that has ended stays as it is. What the body says is ignored.",
        params: ProjectJobParams,
        querystring: KeyQuery,
        body: Ignored,
        "x-ignores-body": true,
        response: { 200: JobModel },
      },
    },
    async (request) => {
      const { job } = request.params;
      return underSameKey(request, await cancelJob(jobs, projectOf(request).id, job, originOf(request)));
    },
  );
}
