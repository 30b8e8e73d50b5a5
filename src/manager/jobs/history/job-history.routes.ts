/** What became of a job. */

import { projectOf } from "../../access/access.service.ts";
import type { App } from "../../http/app.ts";
import { KeyQuery, ProjectJobParams } from "../jobs.schemas.ts";
import { TimelineModel } from "./job-history.schemas.ts";
import { readTimeline } from "./job-history.service.ts";

export async function jobHistoryRoutes(app: App): Promise<void> {
  app.get(
    "/projects/:project/jobs/:job/timeline/",
    {
      schema: {
        operationId: "projects_jobs_timeline",
        tags: ["projects"],
        summary: "Tell what became of a job.",
        description: "Every change of its status, and every attempt. What came late or twice is there once, in its place.",
        params: ProjectJobParams,
        querystring: KeyQuery,
        response: { 200: TimelineModel },
      },
    },
    (request) => readTimeline(app.hub, projectOf(request).id, request.params.job),
  );
}
