/** What accounts may use, and whose jobs go first. */

import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { NoContent } from "../http/schemas.ts";
import { TierCreate, TierModel, TierParams, TiersPage, TierUpdate } from "./tiers.schemas.ts";
import * as service from "./tiers.service.ts";
import { listTiers } from "./tiers.store.ts";

const TAGS = ["tiers"];

export async function tiersRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/tiers/",
    {
      schema: {
        operationId: "tiers_list",
        tags: TAGS,
        summary: "List tiers.",
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: TiersPage },
      },
    },
    async (request) => pageOf(request, await listTiers(hub.database, request.query)),
  );

  app.post(
    "/tiers/",
    {
      schema: {
        operationId: "tiers_create",
        tags: TAGS,
        summary: "Create a tier.",
        description: "Limits that are not given are none. An account is put on it by its plan.",
        body: TierCreate,
        response: { 201: TierModel },
      },
    },
    async (request, reply) => reply.code(201).send(await service.createTier(hub, request.body)),
  );

  app.patch(
    "/tiers/:tier/",
    {
      schema: {
        operationId: "tiers_partial_update",
        tags: TAGS,
        summary: "Change a tier.",
        description: "What is set counts from the next job on. Jobs that are there stay.",
        params: TierParams,
        body: TierUpdate,
        response: { 200: TierModel },
      },
    },
    async (request) => service.updateTier(hub, request.params.tier, request.body),
  );

  app.delete(
    "/tiers/:tier/",
    {
      schema: {
        operationId: "tiers_delete",
        tags: TAGS,
        summary: "Delete a tier.",
        description: "While accounts are on it, and of that of new accounts, it is refused with a 409.",
        params: TierParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await service.deleteTier(hub, request.params.tier);
      return reply.code(204).send(null);
    },
  );
}
