import { Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { accountOf } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { NoContent } from "../http/schemas.ts";
import * as schemas from "./teams.schemas.ts";
import * as service from "./teams.service.ts";

const TAGS = ["accounts"];

export async function teamsRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/accounts/:account/teams/",
    {
      schema: {
        operationId: "accounts_teams_list",
        tags: TAGS,
        summary: "List the teams of an account.",
        params: AccountParams,
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: schemas.TeamsPage },
      },
    },
    async (request) => pageOf(request, await service.listTeams(hub, accountOf(request), request.query)),
  );

  app.post(
    "/accounts/:account/teams/",
    {
      schema: {
        operationId: "accounts_teams_create",
        tags: TAGS,
        summary: "Create a team.",
        params: AccountParams,
        body: schemas.TeamCreate,
        response: { 201: schemas.TeamCreate },
      },
    },
    async (request, reply) => reply.code(201).send(await service.createTeam(hub, accountOf(request), request.body)),
  );

  app.get(
    "/accounts/:account/teams/:team/",
    {
      schema: {
        operationId: "accounts_teams_read",
        tags: TAGS,
        summary: "Get a team, with its members.",
        params: schemas.TeamParams,
        response: { 200: schemas.TeamModel },
      },
    },
    async (request) => service.readTeam(hub, accountOf(request), request.params.team),
  );

  app.patch(
    "/accounts/:account/teams/:team/",
    {
      schema: {
        operationId: "accounts_teams_partial_update",
        tags: TAGS,
        summary: "Change a team.",
        params: schemas.TeamParams,
        body: schemas.TeamUpdate,
        response: { 200: schemas.TeamUpdate },
      },
    },
    async (request) => service.updateTeam(hub, accountOf(request), request.params.team, request.body),
  );

  app.delete(
    "/accounts/:account/teams/:team/",
    {
      schema: {
        operationId: "accounts_teams_delete",
        tags: TAGS,
        summary: "Delete a team.",
        description: "Its roles on projects go with it. Its members stay users of the account.",
        params: schemas.TeamParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await service.deleteTeam(hub, accountOf(request), request.params.team);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/accounts/:account/teams/:team/members/",
    {
      schema: {
        operationId: "accounts_teams_members_create",
        tags: TAGS,
        summary: "Add a user to a team.",
        description: "May be repeated. Whoever is not a user of the account becomes a MEMBER of it.",
        params: schemas.TeamParams,
        body: schemas.TeamMember,
        response: { 201: schemas.TeamMember },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await service.addMember(hub, accountOf(request), request.params.team, request.body)),
  );

  app.delete(
    "/accounts/:account/teams/:team/members/:user/",
    {
      schema: {
        operationId: "accounts_teams_members_delete",
        tags: TAGS,
        summary: "Remove a user from a team.",
        description: "The user stays one of the account.",
        params: schemas.TeamMemberParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await service.removeMember(hub, accountOf(request), request.params.team, request.params.user);
      return reply.code(204).send(null);
    },
  );
}
