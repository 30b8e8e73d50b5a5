import { Type } from "typebox";
import { signedIn } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { ErrorReply, Id, NoContent } from "../http/schemas.ts";
import { Me, PasswordUpdate, UserCreate, UserModel, UsersPage, UserUpdate } from "./users.schemas.ts";
import { addUser, changePassword, changeUser, meReply, readUser, userReply } from "./users.service.ts";
import { listUsers } from "./users.store.ts";

const PARAMS = Type.Object({ id: Id("Id of the user.") });

export async function usersRoutes(app: App): Promise<void> {
  const { hub } = app;
  const { database } = hub;

  app.get(
    "/users/me/",
    { schema: { operationId: "users_me", tags: ["users"], summary: "Get yourself.", response: { 200: Me } } },
    async (request) => meReply(request),
  );

  app.get(
    "/users/",
    {
      schema: {
        operationId: "users_list",
        tags: ["users"],
        summary: "List users.",
        querystring: Type.Object({
          ...PAGE_QUERY,
          search: Type.Optional(Type.String({ description: "Part of a user name, first or last name." })),
        }),
        response: { 200: UsersPage },
      },
    },
    async (request) => {
      const { count, results } = await listUsers(database, request.query);
      const self = signedIn(request);
      return pageOf(request, { count, results: results.map((user) => userReply(user, self)) });
    },
  );

  app.post(
    "/users/",
    {
      schema: {
        operationId: "users_create",
        tags: ["users"],
        summary: "Create a user.",
        description: "With a personal account of the same name, where that can be one.",
        body: UserCreate,
        response: { 201: UserModel },
      },
    },
    async (request, reply) => reply.code(201).send(userReply(await addUser(hub, request.body), signedIn(request))),
  );

  app.get(
    "/users/:id/",
    {
      schema: {
        operationId: "users_read",
        tags: ["users"],
        summary: "Get a user.",
        params: PARAMS,
        response: { 200: UserModel },
      },
    },
    async (request) => readUser(database, signedIn(request), request.params.id),
  );

  app.patch(
    "/users/:id/",
    {
      schema: {
        operationId: "users_partial_update",
        tags: ["users"],
        summary: "Change a user, turn one away, or let one in again.",
        description:
          "What belongs to a user who is turned away stays: jobs, projects, accounts, and tokens for when the user is let in again.",
        params: PARAMS,
        body: UserUpdate,
        response: { 200: UserModel, 403: ErrorReply },
      },
    },
    async (request) => {
      const self = signedIn(request);
      return userReply(await changeUser(hub, self, request.params.id, request.body), self);
    },
  );

  app.put(
    "/users/:id/password/",
    {
      schema: {
        operationId: "users_password_update",
        tags: ["users"],
        summary: "Set a password.",
        description: "Signs the user out of all browsers but the one that asks. Tokens go on working.",
        params: PARAMS,
        body: PasswordUpdate,
        response: { 204: NoContent, 403: ErrorReply },
      },
    },
    async (request, reply) => {
      await changePassword(hub, request, request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
}
