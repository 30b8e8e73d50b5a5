import { Type } from "typebox";
import { ProjectParams } from "../access/access.schemas.ts";
import { projectOf } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { NoContent } from "../http/schemas.ts";
import { AgentCreate, AgentModel, AgentParams, AgentsPage, AgentUpdate } from "./agents.schemas.ts";
import * as service from "./agents.service.ts";

const TAGS = ["projects"];

export async function agentsRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/projects/:project/agents/",
    {
      schema: {
        operationId: "projects_agents_list",
        tags: TAGS,
        summary: "List the users and teams that have a role on a project.",
        params: ProjectParams,
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: AgentsPage },
      },
    },
    async (request) => pageOf(request, await service.listAgents(hub, projectOf(request), request.query)),
  );

  app.post(
    "/projects/:project/agents/",
    {
      schema: {
        operationId: "projects_agents_create",
        tags: TAGS,
        summary: "Give a user or a team a role on a project.",
        description: "A team's role counts for its members. Of several roles the highest counts.",
        params: ProjectParams,
        body: AgentCreate,
        response: { 201: AgentModel },
      },
    },
    async (request, reply) => reply.code(201).send(await service.createAgent(hub, projectOf(request), request.body)),
  );

  app.get(
    "/projects/:project/agents/:agent/",
    {
      schema: {
        operationId: "projects_agents_read",
        tags: TAGS,
        summary: "Get a user or team that has a role on a project.",
        params: AgentParams,
        response: { 200: AgentModel },
      },
    },
    async (request) => service.readAgent(hub, projectOf(request), request.params.agent),
  );

  app.patch(
    "/projects/:project/agents/:agent/",
    {
      schema: {
        operationId: "projects_agents_partial_update",
        tags: TAGS,
        summary: "Change the role of a user or team on a project.",
        description: "A project keeps at least one user as OWNER: else a 409.",
        params: AgentParams,
        body: AgentUpdate,
        response: { 200: AgentUpdate },
      },
    },
    async (request) => service.updateAgent(hub, projectOf(request), request.params.agent, request.body.role),
  );

  app.delete(
    "/projects/:project/agents/:agent/",
    {
      schema: {
        operationId: "projects_agents_delete",
        tags: TAGS,
        summary: "Take the role of a user or team on a project.",
        description: "A project keeps at least one user as OWNER: else a 409.",
        params: AgentParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await service.deleteAgent(hub, projectOf(request), request.params.agent);
      return reply.code(204).send(null);
    },
  );
}
