/** The OpenAPI document at /api/schema, made from the schemas of the routes, and a page to read and try it at /api/docs. */

import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { VERSION } from "../../service/version.ts";
import type { App } from "../http/types.ts";
import { finishDocument } from "./document.ts";
import { describeOperation } from "./operation.ts";

const DESCRIPTION = `Submit jobs, watch them, cancel them, and find the truth about them afterwards.

**Signing requests.** \`Authorization: Token T\`, or Basic with the token as user name and an empty password. A browser that is signed in to this hub
needs neither: try the operations on this page.

**Paths** are answered with and without their trailing slash. **Keys** of requests may be in camelCase or snake_case; those of replies are in camelCase. What is
inside of your own data (\`params\`, \`result\`, \`error\`, \`log\`, …) is never renamed.

**Errors** have the shape \`{"message": "…", "errors": [{"field": "…", "message": "…"}]}\`, \`errors\` where fields are at fault.

**Lists** take \`limit\` and \`offset\`, come newest first, and have the addresses of the pages before and after.

**Times** are ISO 8601 with a zone. In requests any zone will do; without one it is UTC.`;

const TAGS = [
  { name: "jobs", description: "Jobs of all projects, for the overseer." },
  { name: "projects", description: "Projects, their jobs, and who may do what on them." },
  { name: "accounts", description: "Accounts, their users and teams, and the workers and queues that belong to them." },
  { name: "invites", description: "Links that let somebody join an account, a team or a project." },
  { name: "workers", description: "Workers as they report themselves, for the overseer." },
  { name: "tokens", description: "Tokens that sign requests." },
  { name: "users", description: "Users, and who you are." },
  { name: "status", description: "Whether the hub is well." },
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
    theme: { title: "Jobhub API" },
    uiConfig: {
      deepLinking: true,
      persistAuthorization: true,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      docExpansion: "list",
    },
  });
  app.get("/api/schema", { schema: { hide: true } }, async () => app.swagger());
}
