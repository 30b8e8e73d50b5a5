/** The operations on many jobs at once, and those that run one again or delete it. */

import { ProjectParams } from "../../access/access.schemas.ts";
import { projectOf } from "../../access/access.service.ts";
import type { App } from "../../http/app.ts";
import { NoContent } from "../../http/schemas.ts";
import { Ignored, JobModel, ProjectJobParams } from "../jobs.schemas.ts";
import { type ProjectJobs, submitterOf } from "../project-jobs.service.ts";
import { JobsChoice, JobsDone, JobsRetry } from "./job-actions.schemas.ts";
import { cancelJobs, deleteJob, deleteJobsOf, retryJob, retryJobs } from "./job-actions.service.ts";

const TAGS = ["projects"];
const IN_BATCHES =
  "By `ids`, all at once; by `filter`, as lists have them, some hundreds for each request, from the newest on: repeat it with the " +
  "`cursor` of the answer until that is null. Ask with `dryRun` first for how many there are, and begin with its `cursor`.";

export async function jobActionsRoutes(app: App, jobs: ProjectJobs): Promise<void> {
  app.post(
    "/projects/:project/jobs/bulk/cancel/",
    {
      schema: {
        operationId: "projects_jobs_bulk_cancel",
        tags: TAGS,
        summary: "Cancel many jobs.",
        description: `Those that have ended stay as they are. ${IN_BATCHES}`,
        params: ProjectParams,
        body: JobsChoice,
        response: { 200: JobsDone },
      },
    },
    (request) => cancelJobs(jobs, submitterOf(request), request.body),
  );

  app.post(
    "/projects/:project/jobs/bulk/retry/",
    {
      schema: {
        operationId: "projects_jobs_bulk_retry",
        tags: TAGS,
        summary: "Run many jobs again.",
        description: `Each that has ended, as a new job with the same method, params and description, and without its secrets. ${IN_BATCHES}`,
        params: ProjectParams,
        body: JobsRetry,
        response: { 200: JobsDone },
      },
    },
    (request) => retryJobs(jobs, submitterOf(request), request.body),
  );

  app.post(
    "/projects/:project/jobs/bulk/delete/",
    {
      schema: {
        operationId: "projects_jobs_bulk_delete",
        tags: TAGS,
        summary: "Delete many jobs.",
        description: `Those that have ended, with their logs. ${IN_BATCHES}`,
        params: ProjectParams,
        body: JobsChoice,
        response: { 200: JobsDone },
      },
    },
    (request) => deleteJobsOf(jobs, submitterOf(request), request.body),
  );

  app.post(
    "/projects/:project/jobs/:job/retry/",
    {
      schema: {
        operationId: "projects_jobs_retry",
        tags: TAGS,
        summary: "Run a job again.",
        description:
          "As a new job with the same method, params and description, and without its secrets, which are gone. A job that is active is " +
          "refused with a 409. What the body says is ignored.",
        params: ProjectJobParams,
        body: Ignored,
        "x-ignores-body": true,
        response: { 201: JobModel },
      },
    },
    async (request, reply) => reply.code(201).send(await retryJob(jobs, submitterOf(request), request.params.job)),
  );

  app.delete(
    "/projects/:project/jobs/:job/",
    {
      schema: {
        operationId: "projects_jobs_delete",
        tags: TAGS,
        summary: "Delete a job.",
        description: "With its log. A job that is active is refused with a 409: cancel it first.",
        params: ProjectJobParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await deleteJob(jobs, projectOf(request).id, request.params.job);
      return reply.code(204).send(null);
    },
  );
}
