/** What the overseer tells of tasks that others have sent. */

import type { App } from "../http/app.ts";
import { AdoptionBody, AdoptionReply } from "./adoption.schemas.ts";
import { adoptTasks } from "./adoption.service.ts";

export async function adoptionRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.post(
    "/jobs/adopt/",
    {
      schema: {
        operationId: "jobs_adopt",
        tags: ["jobs"],
        summary: "Make jobs of tasks that others have sent.",
        description:
          "One job each, known by its task's id: what is there stays, and learns what was not known of it. In whatever order, and however " +
          "often the same is told, the jobs are the same.",
        body: AdoptionBody,
        response: { 200: AdoptionReply },
      },
    },
    (request) => adoptTasks(hub, request.body),
  );
}
