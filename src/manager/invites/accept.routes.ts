/** The page that an invite's link leads to. */

import type { FastifyReply } from "fastify";
import { ApiError } from "../../core/errors.ts";
import type { App } from "../http/app.ts";
import { html, sendPage } from "../http/plain-page.ts";
import { acceptInvite, isOpen } from "./invites.service.ts";
import { forgetInvite, rememberInvite } from "./pending.ts";

const HOME = html`<ul>
<li><a href="/"><span>Jobhub</span><span>go on</span></a></li>
</ul>
`;

export async function acceptRoutes(app: App): Promise<void> {
  const { hub } = app;

  // A HEAD, which link checkers send, must not use the invite up. Nor does a GET of theirs: they are not signed in.
  app.get<{ Params: { key: string } }>(
    "/invites/:key",
    { exposeHeadRoute: false, schema: { hide: true } },
    async (request, reply) => {
      const { key } = request.params;
      const user = await hub.access.identify(request);
      const isThere = await hub.guesses.guess(request, null, async () => (await isOpen(hub, key)) || null);
      if (!user && isThere) {
        rememberInvite(request, reply, key);
        return askToSignIn(reply);
      }
      forgetInvite(reply);
      const accepted = user && isThere && (await orRefusal(acceptInvite(hub, user, key)));
      if (!accepted) return sendPage(reply.code(404), GONE);
      if (accepted instanceof ApiError) return sendPage(reply.code(accepted.status), refused(accepted));
      if ("address" in accepted) return reply.header("cache-control", "no-store").redirect(accepted.address, 303);
      return sendPage(reply, { title: "Welcome", text: `You have joined ${accepted.joined} as ${accepted.role}.`, more: HOME });
    },
  );
}

const GONE = { title: "This invite was used, or has run out", text: "Ask for a new one." };

function refused({ message }: ApiError) {
  return { title: "This invite does not stand any more", text: message };
}

function askToSignIn(reply: FastifyReply): FastifyReply {
  return sendPage(reply.code(401).header("www-authenticate", 'Token realm="jobhub"'), {
    title: "You are invited",
    text: "Sign in with this browser, within a day, and you come back here: open the sign-in link that you have, or ask an administrator for one.",
  });
}

/** A refusal is shown on the page. */
async function orRefusal<T>(work: Promise<T>): Promise<T | ApiError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
