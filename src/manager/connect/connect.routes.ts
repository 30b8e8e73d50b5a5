/** Connecting to a job's own server, over HTTP by any method or over WebSocket. */

import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { checkOf } from "../access/access.ts";
import type { App } from "../http/app.ts";
import { Json } from "../http/schemas.ts";
import { mayTakeLong } from "../http/slow-requests.ts";
import { KeyQuery, ProjectJobParams } from "../jobs/jobs.schemas.ts";
import { Connector, OPERATION } from "./connect.service.ts";
import { parseConnectUrl } from "./connect-url.ts";
import { CONNECT_LIMITS } from "./limits.ts";
import { addHandshakes } from "./upgrades.ts";

const PATH = "/projects/:project/jobs/:job/connect";

const ConnectParams = Type.Object({
  ...ProjectJobParams.properties,
  path: Type.String({ description: "Path on the job's server. It may have several parts." }),
});

const DESCRIPTION =
  "Leads to the job's own server: over HTTP by any method, and over WebSocket. Path, query, headers and bodies are passed on both ways as they " +
  "come, but for what concerns this hub alone, such as credentials. Whoever connects is written down in the job's `users` or `anonUsers`. " +
  "Pages come with a sandbox: they cannot act as the user who opens them.";

const ANSWER = { description: "Whatever the job's server answers.", content: { "*/*": { schema: Json() } } };

/** Of every route here. */
const SCHEMA = { params: ConnectParams, querystring: KeyQuery };
const SHOWN = { ...SCHEMA, tags: ["projects"], description: DESCRIPTION };

export async function connectRoutes(app: App): Promise<void> {
  const { hub } = app;
  const connector = new Connector(hub, { ...CONNECT_LIMITS, ...hub.config.connect });
  addHandshakes(app);
  app.addHook("preClose", () => connector.stop());

  // Bodies stream, whatever they are.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));

  // Comes before the check of who may connect.
  app.addHook("onRequest", (request, _reply, done) => {
    const { pathKey } = parseConnectUrl(request.raw.url ?? "");
    if (pathKey !== null) request.query = { ...(request.query as object), key: pathKey };
    done();
  });

  const handler = (request: FastifyRequest, reply: FastifyReply) => {
    mayTakeLong(request.raw, reply.raw);
    const { job } = request.params as { job: number };
    return connector.connect(request, reply, job, parseConnectUrl(request.raw.url ?? ""));
  };

  app.route({
    method: "GET",
    url: `${PATH}/*`,
    exposeHeadRoute: false,
    schema: {
      ...SHOWN,
      operationId: "projects_jobs_connect_read",
      summary: "Connect to a job.",
      response: { 200: ANSWER },
    },
    handler,
  });
  app.route({
    method: "POST",
    url: `${PATH}/*`,
    schema: {
      ...SHOWN,
      operationId: OPERATION,
      summary: "Send something to a job.",
      body: Json({ description: "Whatever the job's server takes, in any format." }),
      response: { 201: ANSWER },
    },
    handler,
  });

  const check = checkOf(app, OPERATION);
  const hidden = { schema: { ...SCHEMA, hide: true }, onRequest: check, handler };
  app.route({ ...hidden, method: ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"], url: `${PATH}/*` });
  app.route({
    ...hidden,
    method: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    url: PATH,
    exposeHeadRoute: false,
  });
}
