/** The OpenAPI document at /api/schema, made from the schemas of the routes, and a page to read and try it at /api/docs. */

import { readFileSync } from "node:fs";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyRequest } from "fastify";
import { VERSION } from "../../service/version.ts";
import type { App } from "../http/app.ts";
import { originOf } from "../http/pages.ts";
import { ORIGIN } from "./curl.ts";
import { finishDocument } from "./document.ts";
import { describeOperation } from "./operation.ts";

const DESCRIPTION = `Submit jobs, watch them, cancel them, and find the truth about them afterwards.

Every operation has an example for the command line, with the values of a new hub. They take your token from the shell:

\`\`\`sh
TOKEN=$(cat .jobhub/admin-token)
curl ${ORIGIN}/api/users/me/ -H "Authorization: Token $TOKEN"
\`\`\`

**Signing.** \`Authorization: Token T\`, or Basic with the token as user name and an empty password. A browser that is signed in to this hub needs neither:
change the values of an operation here, and execute it.

**Paths** are answered with and without their trailing slash. **Keys** of requests may be in camelCase or snake_case; those of replies are in camelCase.
What is inside of your own data (\`params\`, \`result\`, \`error\`, \`log\`, …) is never renamed.

**Errors** have the shape \`{"message": "…", "errors": [{"field": "…", "message": "…"}]}\`, with \`errors\` where fields are at fault. Besides those that an
operation tells, any request may be answered with a 413 or 415 for its body, or a 414 for its address.

**Lists** take \`limit\` and \`offset\`, come newest first, and have the addresses of the pages before and after.

**Times** are ISO 8601 with a zone. In requests any zone will do; without one it is UTC.

**Clients** can be generated from [the schema](/api/schema) of this page; one for TypeScript comes with the hub.`;

/** In the order of the page: what people use first, then what is for the hub's own parts. */
const TAGS = [
  { name: "projects", description: "Projects, their jobs, and who may do what on them." },
  { name: "accounts", description: "Accounts, their users and teams, and the workers and queues that belong to them." },
  { name: "invites", description: "Links that let somebody join an account, a team or a project." },
  { name: "tokens", description: "Tokens that sign requests." },
  { name: "users", description: "Users, their passwords, and who you are." },
  { name: "sessions", description: "Browsers that are signed in." },
  { name: "status", description: "Whether the hub is well." },
  { name: "jobs", description: "Jobs of all projects, for the overseer." },
  { name: "workers", description: "Workers as they report themselves, for the overseer." },
  { name: "tiers", description: "What accounts may use, and whose jobs go first, for operators." },
  { name: "hub", description: "The hub as a whole, for operators." },
  { name: "broker", description: "Messages that nobody could take, and what was done about them, for operators." },
];

/** Scripts only from here; styles are also set by them. */
const POLICY = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "'self' data:",
  "connect-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
};

/** Nothing is asked of other places, not even where a browser looks for an icon by itself. */
const FAVICON = {
  filename: "icon.svg",
  rel: "icon",
  sizes: "any",
  type: "image/svg+xml",
  content:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5" fill="none" stroke="#0d7a5f" stroke-width="4"/></svg>',
};

/** Describes the routes that are registered from now on. */
export async function addDocs(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.0.3",
      info: { title: "Jobhub", version: VERSION, description: DESCRIPTION },
      servers: [{ url: "/api" }],
      tags: TAGS,
      components: {
        securitySchemes: {
          Token: { type: "apiKey", in: "header", name: "Authorization", description: "`Token` and a space, then the token." },
        },
      },
      security: [{ Token: [] }],
    },
    transform: describeOperation,
    transformObject: finishDocument,
  });
  await app.register(swaggerUi, {
    routePrefix: "/api/docs",
    staticCSP: POLICY,
    transformSpecification: (document, request) => withOrigin(document, request),
    transformSpecificationClone: false,
    theme: {
      title: "Jobhub API",
      css: ["colors.css", "contents.css", "swagger.css"].map(asset),
      js: [asset("docs.js")],
      favicon: [FAVICON],
    },
    uiConfig: {
      layout: "BaseLayout",
      deepLinking: true,
      persistAuthorization: true,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      docExpansion: "list",
      defaultModelExpandDepth: 2,
      defaultModelsExpandDepth: 0,
    },
  });
  app.get("/api/schema", { schema: { hide: true } }, async (request) => withOrigin(app.swagger(), request));
}

/** The document with the address by which the caller knows this hub. */
function withOrigin(document: object, request: FastifyRequest): Record<string, unknown> {
  return JSON.parse(JSON.stringify(document).replaceAll(ORIGIN, originOf(request)));
}

function asset(filename: string): { filename: string; content: string } {
  return { filename, content: readFileSync(new URL(`page/${filename}`, import.meta.url), "utf8") };
}
