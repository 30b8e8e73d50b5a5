import { Type } from "typebox";
import { signedIn } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { ErrorReply, Named, NoContent, Nullable, Page, Time } from "../http/schemas.ts";
import { createToken, readToken, revokeToken } from "./tokens.service.ts";
import { listTokens } from "./tokens.store.ts";

const FACTS = {
  user: Type.Integer({ description: "Id of the user whose token it is." }),
  id: Type.String({ description: "The first 8 characters of the token." }),
  created: Time(),
  expiry: Nullable(Time({ description: "When it stops working; null for never." })),
};

const Token = Named("Token", Type.Object(FACTS));

const IssuedToken = Named(
  "InlineResponse201",
  Type.Object({
    ...FACTS,
    token: Type.String({ description: "The whole token: it is told this once." }),
    username: Type.String(),
    firstName: Type.String({ description: "The user name, where no first name is known." }),
    lastName: Type.String({ description: "The user name, where no last name is known." }),
  }),
);

const NewToken = Named(
  "InlineObject5",
  Type.Object({
    username: Type.Optional(Type.String({ minLength: 1, maxLength: 150 })),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
    openid: Type.Optional(Type.String({ minLength: 1, description: "OpenID Connect token. This hub takes none." })),
    expiry: Type.Optional(Nullable(Time({ description: "When the token stops working; null, the default, for never." }))),
  }),
);

const PARAMS = Type.Object({ token: Type.String({ description: "The first 8 characters of a token, or the whole of it." }) });

export async function tokensRoutes(app: App): Promise<void> {
  const { database } = app.hub;

  app.post(
    "/tokens/",
    {
      schema: {
        operationId: "tokens_create",
        tags: ["tokens"],
        summary: "Create an authentication token.",
        description: "Takes a `username` and a `password`; or, of whoever is already signed in, nothing.",
        body: NewToken,
        response: { 201: IssuedToken, 401: ErrorReply },
      },
    },
    async (request, reply) => reply.code(201).send(await createToken(app.hub, request, request.body)),
  );

  app.get(
    "/tokens/",
    {
      schema: {
        operationId: "tokens_list",
        tags: ["tokens"],
        summary: "List your authentication tokens.",
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: Page("InlineResponse20014", Token) },
      },
    },
    async (request) => pageOf(request, await listTokens(database, signedIn(request).id, request.query)),
  );

  app.get(
    "/tokens/:token/",
    {
      schema: {
        operationId: "tokens_read",
        tags: ["tokens"],
        summary: "Get details of an authentication token.",
        description: "One of your own by its id. Whoever has the whole token may ask for it without credentials.",
        params: PARAMS,
        response: { 200: Token, 401: ErrorReply },
      },
    },
    async (request) => readToken(app.hub, request, request.params.token),
  );

  app.delete(
    "/tokens/:token/",
    {
      schema: {
        operationId: "tokens_delete",
        tags: ["tokens"],
        summary: "Delete one of your authentication tokens.",
        params: PARAMS,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await revokeToken(app.hub, signedIn(request), request.params.token);
      return reply.code(204).send(null);
    },
  );
}
