/** The zones of an account: where its workers are, for its projects to choose from. */

import { Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { accountOf } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { NoContent } from "../http/schemas.ts";
import { ZoneCreate, ZoneModel, ZoneParams, ZonesPage } from "./zones.schemas.ts";
import { createZone, deleteZone, readZone } from "./zones.service.ts";
import { listZones } from "./zones.store.ts";

const TAGS = ["accounts"];

export async function zonesRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/accounts/:account/zones/",
    {
      schema: {
        operationId: "accounts_zones_list",
        tags: TAGS,
        summary: "List the zones of an account.",
        params: AccountParams,
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: ZonesPage },
      },
    },
    async (request) => pageOf(request, await listZones(hub.database, accountOf(request).id, request.query)),
  );

  app.post(
    "/accounts/:account/zones/",
    {
      schema: {
        operationId: "accounts_zones_create",
        tags: TAGS,
        summary: "Create a zone.",
        description: "Workers make theirs by themselves: this is for those that are yet to come.",
        params: AccountParams,
        body: ZoneCreate,
        response: { 201: ZoneModel },
      },
    },
    async (request, reply) => reply.code(201).send(await createZone(hub, accountOf(request), request.body.name)),
  );

  app.get(
    "/accounts/:account/zones/:zone/",
    {
      schema: {
        operationId: "accounts_zones_read",
        tags: TAGS,
        summary: "Get a zone.",
        params: ZoneParams,
        response: { 200: ZoneModel },
      },
    },
    async (request) => readZone(hub, accountOf(request), request.params.zone),
  );

  app.delete(
    "/accounts/:account/zones/:zone/",
    {
      schema: {
        operationId: "accounts_zones_delete",
        tags: TAGS,
        summary: "Delete a zone, with its queues.",
        description: "While workers take from them, or jobs wait there, it is refused with a 409.",
        params: ZoneParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await deleteZone(hub, accountOf(request), request.params.zone);
      return reply.code(204).send(null);
    },
  );
}
