import { Type } from "typebox";
import { ProjectParams } from "../../access/access.schemas.ts";
import { projectOf } from "../../access/access.service.ts";
import type { App } from "../../http/app.ts";
import { Choice, Named, Nullable } from "../../http/schemas.ts";
import { SUGGESTED, suggest } from "./job-suggestions.service.ts";

const Suggestions = Named(
  "Suggestions",
  Type.Object({
    results: Type.Array(
      Named(
        "Suggestion",
        Type.Object({
          value: Type.String({ description: "As the filter takes it." }),
          jobs: Nullable(Type.Integer({ description: "How many jobs have it, where that is known." })),
        }),
      ),
    ),
  }),
);

const MAX_SUGGESTIONS = 50;

export async function jobSuggestionsRoutes(app: App): Promise<void> {
  app.get(
    "/projects/:project/jobs/suggestions/",
    {
      schema: {
        operationId: "projects_jobs_suggestions",
        tags: ["projects"],
        summary: "Suggest values for a filter of jobs.",
        description:
          "Those that jobs of the project have, by their beginning: the most frequent first where that is known. Params are those of the newest " +
          "jobs: first their names; with `name:`, their values.",
        params: ProjectParams,
        querystring: Type.Object({
          field: Choice(SUGGESTED, { description: "The filter." }),
          prefix: Type.String({ default: "", maxLength: 256, description: "What is typed already." }),
          limit: Type.Integer({
            minimum: 1,
            default: 20,
            "x-clamp": MAX_SUGGESTIONS,
            description: "Most suggestions. More than 50 counts as 50.",
          }),
        }),
        response: { 200: Suggestions },
      },
    },
    async (request) => ({ results: await suggest(app.hub.database, { project: projectOf(request).id, ...request.query }) }),
  );
}
