import { Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { accountOf, signedIn } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { accountUsersRoutes } from "./account-users.routes.ts";
import * as schemas from "./accounts.schemas.ts";
import * as service from "./accounts.service.ts";

const TAGS = ["accounts"];

export async function accountsRoutes(app: App): Promise<void> {
  const { hub } = app;
  app.register(accountUsersRoutes);

  app.get(
    "/accounts/",
    {
      schema: {
        operationId: "accounts_list",
        tags: TAGS,
        summary: "List accounts that you are a user of.",
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: schemas.AccountsPage },
      },
    },
    async (request) => pageOf(request, await service.listAccounts(hub, signedIn(request), request.query)),
  );

  app.post(
    "/accounts/",
    {
      schema: {
        operationId: "accounts_create",
        tags: TAGS,
        summary: "Create an account, and become its OWNER.",
        body: schemas.AccountCreate,
        response: { 201: schemas.AccountCreate },
      },
    },
    async (request, reply) => reply.code(201).send(await service.createAccount(hub, signedIn(request), request.body)),
  );

  app.get(
    "/accounts/:account/",
    {
      schema: {
        operationId: "accounts_read",
        tags: TAGS,
        summary: "Get an account, with its users and teams.",
        params: AccountParams,
        response: { 200: schemas.AccountRetrieve },
      },
    },
    async (request) => service.readAccount(hub, signedIn(request), accountOf(request)),
  );

  app.patch(
    "/accounts/:account/",
    {
      schema: {
        operationId: "accounts_partial_update",
        tags: TAGS,
        summary: "Change an account.",
        description:
          "Its name is also that of its virtual host at the broker: workers that use this must follow a change of it.",
        params: AccountParams,
        body: schemas.AccountUpdate,
        response: { 200: schemas.AccountUpdate },
      },
    },
    async (request) => service.updateAccount(hub, signedIn(request), accountOf(request), request.body),
  );

  app.patch(
    "/accounts/:account/update_plan/",
    {
      schema: {
        operationId: "accounts_update_plan",
        tags: TAGS,
        summary: "Put an account on another plan.",
        params: AccountParams,
        body: schemas.PlanUpdate,
        response: { 200: schemas.Plan },
      },
    },
    async (request) => service.updatePlan(hub, signedIn(request), request.params.account, request.body.plan),
  );
}
