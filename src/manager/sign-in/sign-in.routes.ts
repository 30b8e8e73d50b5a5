import { Type } from "typebox";
import { signedIn } from "../access/access.service.ts";
import { requireSameOrigin, sessionToken } from "../auth/credentials.ts";
import type { App } from "../http/app.ts";
import { originOf } from "../http/pages.ts";
import { sendPage } from "../http/plain-page.ts";
import { Named, Time } from "../http/schemas.ts";
import { pendingInvite } from "../invites/pending.ts";
import { clearSessionCookie, setSessionCookie } from "../sessions/cookie.ts";
import { signInByCode, signOut } from "../sessions/sessions.service.ts";
import { createCode } from "./sign-in.service.ts";

const SignInCode = Named(
  "SignInCode",
  Type.Object({
    url: Type.String({ format: "uri", description: "Opened in a browser, once, it signs that browser in." }),
    expiry: Time(),
  }),
);

/** Under /api. */
export async function signInCodesRoutes(app: App): Promise<void> {
  app.post(
    "/sign-in-codes/",
    {
      schema: {
        operationId: "sign_in_codes_create",
        tags: ["tokens"],
        summary: "Create a link that signs a browser in.",
        body: Named(
          "SignInCodeCreate",
          Type.Object({
            username: Type.Optional(Type.String({ minLength: 1, maxLength: 150, description: "Default yourself." })),
          }),
        ),
        response: { 201: SignInCode },
      },
    },
    async (request, reply) => {
      const { code, expiry } = await createCode(app.hub, signedIn(request), request.body.username);
      return reply.code(201).send({ url: `${originOf(request)}/sign-in/${code}`, expiry });
    },
  );
}

/** Pages of the browser. */
export async function signInRoutes(app: App): Promise<void> {
  // The button of a page sends a form, of which nothing is needed.
  app.addContentTypeParser("application/x-www-form-urlencoded", (_request, payload, done) => {
    payload.resume();
    done(null);
  });

  // A HEAD, which link checkers send, must not use the code up.
  app.get<{ Params: { code: string } }>(
    "/sign-in/:code",
    { exposeHeadRoute: false, schema: { hide: true } },
    async (request, reply) => {
      const session = await signInByCode(app.hub, request, request.params.code);
      if (!session)
        return sendPage(reply.code(404), { title: "This link was used, or has run out", text: "Ask for a new one." });
      setSessionCookie(request, reply, session.token);
      return reply.header("cache-control", "no-store").redirect(pendingInvite(request) ?? "/", 303);
    },
  );

  app.post("/sign-out", { schema: { hide: true } }, async (request, reply) => {
    requireSameOrigin(request);
    const session = sessionToken(request);
    if (session !== null) await signOut(app.hub, session);
    clearSessionCookie(reply);
    return reply.redirect("/", 303);
  });
}
