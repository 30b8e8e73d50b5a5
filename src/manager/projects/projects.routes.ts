import { ProjectParams } from "../access/access.schemas.ts";
import { projectOf, signedIn } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { neighboursOf } from "../http/cursors.ts";
import { NoContent } from "../http/schemas.ts";
import { ProjectCreate, ProjectModel, ProjectsPage, ProjectsQuery, ProjectUpdate } from "./projects.schemas.ts";
import * as service from "./projects.service.ts";

export async function projectsRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/projects/",
    {
      schema: {
        operationId: "projects_list",
        tags: ["projects"],
        summary: "List projects that you may read.",
        description:
          "Newest first. Projects that are added meanwhile move what is at an `offset`, not what follows a `cursor`: begin with " +
          "`cursor=newest`, and follow `next`.",
        querystring: ProjectsQuery,
        response: { 200: ProjectsPage },
      },
    },
    async (request) => {
      const { page, count, results } = await service.listProjects(hub, request.user, request.query);
      return { count, ...neighboursOf(request, page, request.query), results };
    },
  );

  app.post(
    "/projects/",
    {
      schema: {
        operationId: "projects_create",
        tags: ["projects"],
        summary: "Create a project.",
        body: ProjectCreate,
        response: { 201: ProjectCreate },
      },
    },
    async (request, reply) => reply.code(201).send(await service.createProject(hub, signedIn(request), request.body)),
  );

  app.get(
    "/projects/:project/",
    {
      schema: {
        operationId: "projects_read",
        tags: ["projects"],
        summary: "Get a project.",
        params: ProjectParams,
        response: { 200: ProjectModel },
      },
    },
    async (request) => service.readProject(hub, projectOf(request)),
  );

  app.patch(
    "/projects/:project/",
    {
      schema: {
        operationId: "projects_partial_update",
        tags: ["projects"],
        summary: "Change a project.",
        description: "To another account it goes without the roles that teams have on it, and without its zone.",
        params: ProjectParams,
        body: ProjectUpdate,
        response: { 200: ProjectUpdate },
      },
    },
    async (request) => service.updateProject(hub, signedIn(request), projectOf(request), request.body),
  );

  app.delete(
    "/projects/:project/",
    {
      schema: {
        operationId: "projects_delete",
        tags: ["projects"],
        summary: "Delete a project, with its jobs and files.",
        description: "While jobs of it are active it is refused with a 409 that names them: cancel them first.",
        params: ProjectParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await service.deleteProject(hub, projectOf(request));
      return reply.code(204).send(null);
    },
  );
}
