import type { FastifyRequest } from "fastify";
import { signedIn } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { originOf, pageOf } from "../http/pages.ts";
import { NoContent } from "../http/schemas.ts";
import { InviteModel, InviteParams, InvitesPage, InvitesQuery } from "./invites.schemas.ts";
import * as service from "./invites.service.ts";

const TAGS = ["invites"];

export async function invitesRoutes(app: App): Promise<void> {
  const { hub } = app;
  // Whoever gets the mail shall not be led to what its sender says is this hub.
  const linkOrigin = (request: FastifyRequest) => hub.config.publicUrl ?? originOf(request);

  app.get(
    "/invites/",
    {
      schema: {
        operationId: "invites_list",
        tags: TAGS,
        summary: "List the invites that you have sent.",
        querystring: InvitesQuery,
        response: { 200: InvitesPage },
      },
    },
    async (request) => pageOf(request, await service.listInvites(hub, signedIn(request), request.query, linkOrigin(request))),
  );

  app.post(
    "/invites/",
    {
      schema: {
        operationId: "invites_create",
        tags: TAGS,
        summary: "Invite somebody.",
        description:
          "Makes a link, and mails it if this hub sends mail. Whoever follows it and is signed in joins what it says: the link works once, for 30 days, and as long as you may let anybody in.",
        body: InviteModel,
        response: { 201: InviteModel },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await service.createInvite(hub, signedIn(request), request.body, linkOrigin(request))),
  );

  app.delete(
    "/invites/:id/",
    {
      schema: {
        operationId: "invites_delete",
        tags: TAGS,
        summary: "Take an invite back.",
        params: InviteParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await service.deleteInvite(hub, signedIn(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
