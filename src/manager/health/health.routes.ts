/** The hub as a whole, for operators. */

import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { HubModel, OverseerEvent } from "./health.schemas.ts";
import { hearOverseer, readHealth } from "./health.service.ts";

const TAGS = ["hub"];

export async function healthRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/hub/",
    {
      schema: {
        operationId: "hub_read",
        tags: TAGS,
        summary: "Tell how the hub is.",
        description: "What there is, what is wrong, and what to do about it.",
        response: { 200: HubModel },
      },
    },
    () => readHealth(hub),
  );

  app.post(
    "/hub/overseers/",
    {
      schema: {
        operationId: "hub_overseers_heartbeat",
        tags: TAGS,
        summary: "An overseer is alive.",
        description: "Each says so every few seconds, and when it goes.",
        body: OverseerEvent,
        response: { 200: Type.Object({}) },
      },
    },
    async (request) => {
      await hearOverseer(hub, request.body);
      return {};
    },
  );
}
