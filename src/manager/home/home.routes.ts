import type { FastifyRequest } from "fastify";
import { ApiError } from "../../core/errors.ts";
import type { Access } from "../access/access.service.ts";
import type { User } from "../auth/auth.store.ts";
import type { App } from "../http/types.ts";
import { type Html, html, sendPage } from "./page.ts";

const LINKS = html`<ul>
<li><a href="/api/docs/"><span>API</span><span>read it and try it</span></a></li>
<li><a href="/api/schema"><span>OpenAPI schema</span><span>for generated clients</span></a></li>
<li><a href="/metrics"><span>Metrics</span><span>for Prometheus</span></a></li>
</ul>
`;

const SIGN_OUT = html`<form method="post" action="/sign-out"><button>Sign out</button></form>
`;

export async function homeRoutes(app: App): Promise<void> {
  app.get("/", { schema: { hide: true } }, async (request, reply) => {
    const user = await visitor(app.hub.access, request);
    return sendPage(reply, {
      title: "Jobhub",
      text: "A hub where people submit jobs and always find the truth about them.",
      more: html`${LINKS}<p>${whoIs(user)}</p>
${user ? SIGN_OUT : html``}`,
    });
  });
}

function whoIs(user: User | null): Html {
  return user
    ? html`Signed in as <strong>${user.username}</strong>.`
    : html`Not signed in. Open the sign-in link that <code>jobhub up</code> prints, or ask an administrator for one.`;
}

/** The page is there for everybody, whatever they present. */
async function visitor(access: Access, request: FastifyRequest): Promise<User | null> {
  try {
    return await access.identify(request);
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}
