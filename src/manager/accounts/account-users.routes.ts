import { Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { accountOf } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { NoContent } from "../http/schemas.ts";
import * as service from "./account-users.service.ts";
import { AccountUserCreate, AccountUserModel, AccountUserParams, AccountUsersPage } from "./accounts.schemas.ts";

const TAGS = ["accounts"];

export async function accountUsersRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/accounts/:account/users/",
    {
      schema: {
        operationId: "accounts_users_list",
        tags: TAGS,
        summary: "List the users of an account.",
        params: AccountParams,
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: AccountUsersPage },
      },
    },
    async (request) => pageOf(request, await service.listAccountUsers(hub, accountOf(request), request.query)),
  );

  app.post(
    "/accounts/:account/users/",
    {
      schema: {
        operationId: "accounts_users_create",
        tags: TAGS,
        summary: "Add a user to an account.",
        params: AccountParams,
        body: AccountUserCreate,
        response: { 201: AccountUserCreate },
      },
    },
    async (request, reply) => reply.code(201).send(await service.createAccountUser(hub, accountOf(request), request.body)),
  );

  app.get(
    "/accounts/:account/users/:user/",
    {
      schema: {
        operationId: "accounts_users_read",
        tags: TAGS,
        summary: "Get a user of an account.",
        params: AccountUserParams,
        response: { 200: AccountUserModel },
      },
    },
    async (request) => service.readAccountUser(hub, accountOf(request), request.params.user),
  );

  app.patch(
    "/accounts/:account/users/:user/",
    {
      schema: {
        operationId: "accounts_users_partial_update",
        tags: TAGS,
        summary: "Change the role of a user of an account.",
        description: "An account keeps at least one OWNER, a personal account its person as one: else a 409.",
        params: AccountUserParams,
        body: AccountUserModel,
        response: { 200: AccountUserModel },
      },
    },
    async (request) => service.updateAccountUser(hub, accountOf(request), request.params.user, request.body.role),
  );

  app.delete(
    "/accounts/:account/users/:user/",
    {
      schema: {
        operationId: "accounts_users_delete",
        tags: TAGS,
        summary: "Remove a user from an account.",
        description:
          "The user also leaves the account's teams. An account keeps at least one OWNER, a personal account its person: else a 409.",
        params: AccountUserParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await service.deleteAccountUser(hub, accountOf(request), request.params.user);
      return reply.code(204).send(null);
    },
  );
}
