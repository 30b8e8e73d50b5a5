import { Type } from "typebox";
import { signedIn } from "../access/access.service.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { Id } from "../http/schemas.ts";
import type { App } from "../http/types.ts";
import { Me, UserModel, UsersPage } from "./users.schemas.ts";
import { readUser, userReply } from "./users.service.ts";
import { listUsers } from "./users.store.ts";

export async function usersRoutes(app: App): Promise<void> {
  const { database } = app.hub;

  app.get(
    "/users/me/",
    { schema: { operationId: "users_me", tags: ["users"], summary: "Get yourself.", response: { 200: Me } } },
    async (request) => signedIn(request),
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
      const { count, users } = await listUsers(database, request.query);
      return pageOf(request, count, users.map(userReply));
    },
  );

  app.get(
    "/users/:id/",
    {
      schema: {
        operationId: "users_read",
        tags: ["users"],
        summary: "Get a user.",
        params: Type.Object({ id: Id("Id of the user.") }),
        response: { 200: UserModel },
      },
    },
    async (request) => readUser(database, request.params.id),
  );
}
