/** The methods that jobs of a project can have. */

import { ProjectParams } from "../access/access.schemas.ts";
import { projectOf } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { MethodList } from "./methods.schemas.ts";
import { methodsFor } from "./methods.service.ts";

export async function methodsRoutes(app: App): Promise<void> {
  app.get(
    "/projects/:project/methods/",
    {
      schema: {
        operationId: "projects_methods_list",
        tags: ["projects"],
        summary: "List the methods that workers run.",
        description: "Of the workers that are there now and take jobs of the project, with what each method takes.",
        params: ProjectParams,
        response: { 200: MethodList },
      },
    },
    async (request) => ({ methods: await methodsFor(app.hub, projectOf(request).accountId) }),
  );
}
