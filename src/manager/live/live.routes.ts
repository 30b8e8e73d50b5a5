/** The live feed of a project's jobs. */

import { Type } from "typebox";
import { ProjectParams } from "../access/access.schemas.ts";
import { projectOf } from "../access/access.service.ts";
import { ruleOf } from "../access/access.ts";
import type { App } from "../http/app.ts";
import { originOf } from "../http/pages.ts";
import { Reference } from "../http/schemas.ts";
import { JobReader } from "../jobs/jobs.reader.ts";
import { KeyQuery } from "../jobs/jobs.schemas.ts";
import { addressOf } from "../throttles/guesses.ts";
import { EventStream, eventText } from "./event-stream.ts";
import { LiveFeed } from "./live.feed.ts";

const LiveQuery = Type.Object({
  job: Type.Optional(Reference("Only this job.")),
  ...KeyQuery.properties,
});

const OPERATION = "projects_jobs_live";

export async function liveRoutes(app: App): Promise<void> {
  const { hub } = app;
  const feed = new LiveFeed(hub, new JobReader(hub));
  app.addHook("onReady", () => feed.start());
  // Before the server waits for its connections to end.
  app.addHook("preClose", () => feed.stop());

  app.get(
    "/projects/:project/jobs/live/",
    {
      exposeHeadRoute: false,
      schema: {
        operationId: OPERATION,
        tags: ["projects"],
        summary: "Watch the jobs of a project.",
        description:
          "Server-sent events: first `ready`, then a `job` for each change, with the job as in lists, but without `log`. After a `reset`, " +
          "something may have been missed: read the list again. Whoever has the `key` of a `job` may watch that one. The feed ends when one may " +
          "watch no longer.",
        params: ProjectParams,
        querystring: LiveQuery,
        response: { 200: { description: "The events.", content: { "text/event-stream": { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      const caller = request.user ? `user ${request.user.id}` : `address ${addressOf(request)}`;
      const leave = await feed.watch(caller, () => {
        reply.hijack();
        return {
          project: projectOf(request).id,
          job: request.query.job ?? null,
          key: request.query.key ?? null,
          origin: originOf(request),
          stream: new EventStream(reply.raw, hub.now),
        };
      });
      // Of a client that has left meanwhile no `close` is to come.
      if (reply.raw.destroyed) return leave();
      const release = hub.openRequests.hold(hub.access.passOf(request, ruleOf(OPERATION)), () => reply.raw.end());
      reply.raw.once("close", release).once("close", leave);
      reply.raw.write(eventText("ready"));
    },
  );
}
