/** Signing a browser in and out. */

import { Type } from "typebox";
import { signedIn } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { ErrorReply, Named, NoContent, Nullable, Page, Time } from "../http/schemas.ts";
import { clearSessionCookie, setSessionCookie } from "./cookie.ts";
import { endSession, sessionReply, signIn } from "./sessions.service.ts";
import { listSessions } from "./sessions.store.ts";

const Session = Named(
  "Session",
  Type.Object({
    id: Type.String(),
    created: Time(),
    expiry: Nullable(Time({ description: "When it ends, unless it is used before." })),
    client: Nullable(Type.String({ description: "What the browser calls itself." })),
    isCurrent: Type.Boolean({ description: "Whether it is the one that signs this request, or was made by it." }),
  }),
);

const SignIn = Named(
  "SignIn",
  Type.Object({
    username: Type.Optional(Type.String({ minLength: 1, maxLength: 150 })),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
    token: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: "The last part of a sign-in link." })),
  }),
);

export async function sessionsRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.post(
    "/sessions/",
    {
      schema: {
        operationId: "sessions_create",
        tags: ["sessions"],
        summary: "Sign a browser in.",
        description:
          "Takes a `username` and a `password`, or a `token`, or the `code` of a sign-in link. The session is in the cookie that comes with the " +
          "reply. It signs requests from pages of this hub: what changes something must have `Sec-Fetch-Site: same-origin` or the hub's " +
          "`Origin`, which browsers see to by themselves.",
        body: SignIn,
        response: { 201: Session, 401: ErrorReply, 403: ErrorReply },
      },
    },
    async (request, reply) => {
      const session = await signIn(hub, request, request.body);
      setSessionCookie(request, reply, session.token);
      return reply.code(201).send({ ...sessionReply(session, null), isCurrent: true });
    },
  );

  app.get(
    "/sessions/",
    {
      schema: {
        operationId: "sessions_list",
        tags: ["sessions"],
        summary: "List the browsers in which you are signed in.",
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: Page("SessionsPage", Session) },
      },
    },
    async (request) => {
      const now = new Date(hub.now()).toISOString();
      const { count, results } = await listSessions(hub.database, signedIn(request).id, { ...request.query, now });
      return pageOf(request, { count, results: results.map((session) => sessionReply(session, request.session)) });
    },
  );

  app.delete(
    "/sessions/:session/",
    {
      schema: {
        operationId: "sessions_delete",
        tags: ["sessions"],
        summary: "Sign a browser out.",
        params: Type.Object({ session: Type.String({ description: "Id of a session, or `current`: this browser's own." }) }),
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const { wasCurrent } = await endSession(hub, request, request.params.session);
      if (wasCurrent) clearSessionCookie(reply);
      return reply.code(204).send(null);
    },
  );
}
