/** The operations of the overseer, and of operators. */

import type { App } from "../http/app.ts";
import { originOf } from "../http/pages.ts";
import { jobActionsRoutes } from "./actions/job-actions.routes.ts";
import { JobCreator } from "./dispatch/jobs.creator.ts";
import { JobLosses } from "./dispatch/jobs.losses.ts";
import { JobPublisher } from "./dispatch/jobs.publisher.ts";
import { JobRevoker } from "./dispatch/jobs.revoker.ts";
import { VanishedJobs } from "./dispatch/jobs.vanished.ts";
import { jobHistoryRoutes } from "./history/job-history.routes.ts";
import { JobReader } from "./jobs.reader.ts";
import { JobCorrectionModel, JobParams, JobUpdateModel, JobUpdatesBody, UpdateResults } from "./jobs.schemas.ts";
import { correctJob, updateJob, updateJobs } from "./jobs.service.ts";
import { jobSuggestionsRoutes } from "./lists/job-suggestions.routes.ts";
import { projectJobsRoutes } from "./project-jobs.routes.ts";
import type { ProjectJobs } from "./project-jobs.service.ts";
import { JobCounter } from "./record/job-counter.ts";
import { JobWriter } from "./record/jobs.writer.ts";

const TAGS = ["jobs"];

export async function jobsRoutes(app: App): Promise<void> {
  const { hub } = app;
  const writer = new JobWriter(hub);
  const publisher = new JobPublisher(hub, writer);
  const jobs: ProjectJobs = { hub, writer, reader: new JobReader(hub), creator: new JobCreator(hub, writer, publisher) };
  const counter = new JobCounter(hub);
  app.addHook("onReady", () => counter.start());
  app.addHook("onClose", () => counter.stop());
  for (const service of [publisher, new JobRevoker(hub), new JobLosses(hub, writer), new VanishedJobs(hub, publisher)]) {
    app.addHook("onReady", () => service.start());
    app.addHook("onClose", () => service.stop());
  }

  app.patch(
    "/jobs/:id/",
    {
      schema: {
        operationId: "jobs_partial_update",
        tags: TAGS,
        summary: "Update a job.",
        description:
          "What an event of the queue says of a job. Events may come late, twice and in any order: a lower status never replaces a " +
          "higher one, an ended job stays ended, and what belongs to an older attempt changes nothing. Null says nothing.",
        params: JobParams,
        body: JobUpdateModel,
        response: { 200: JobUpdateModel },
      },
    },
    (request) => updateJob(jobs, request.params.id, request.body, originOf(request)),
  );

  app.put(
    "/jobs/:id/",
    {
      schema: {
        operationId: "jobs_update",
        tags: TAGS,
        summary: "Correct a job.",
        description: "Sets every field as it is given, whatever the job's status; what is not given stays.",
        params: JobParams,
        body: JobCorrectionModel,
        response: { 200: JobCorrectionModel },
      },
    },
    (request) => correctJob(jobs, request.params.id, request.body, originOf(request)),
  );

  app.patch(
    "/jobs/",
    {
      schema: {
        operationId: "jobs_bulk_update",
        tags: TAGS,
        summary: "Update many jobs.",
        description: "Many updates in one request, each on its own: one result each, in order.",
        body: JobUpdatesBody,
        response: { 200: UpdateResults },
      },
    },
    (request) => updateJobs(jobs, request.body),
  );

  await app.register((inner: App) => projectJobsRoutes(inner, jobs));
  await app.register((inner: App) => jobActionsRoutes(inner, jobs));
  await app.register(jobSuggestionsRoutes);
  await app.register(jobHistoryRoutes);
}
