/** What the overseer tells of workers. */

import type { App } from "../http/app.ts";
import { HostnameParams, Nothing, WorkerEventModel, WorkerUpdateModel } from "./workers.schemas.ts";
import { recordEvent, updateWorker, type WorkerEventType } from "./workers.service.ts";

const TAGS = ["workers"];

const EVENTS: readonly { type: WorkerEventType; summary: string }[] = [
  { type: "online", summary: "A worker has started." },
  { type: "heartbeat", summary: "A worker is alive." },
  { type: "offline", summary: "A worker has stopped." },
];

export async function workersRoutes(app: App): Promise<void> {
  const { hub } = app;

  for (const { type, summary } of EVENTS) {
    app.post(
      `/workers/${type}/`,
      {
        schema: {
          operationId: `workers_${type}`,
          tags: TAGS,
          summary,
          description: "Takes the event as it comes off the wire. It may come late, twice, and out of order.",
          body: WorkerEventModel,
          response: { 200: Nothing },
        },
      },
      async (request) => {
        await recordEvent(hub, type, request.body);
        return {};
      },
    );
  }

  app.patch(
    "/workers/:hostname/",
    {
      schema: {
        operationId: "workers_partial_update",
        tags: TAGS,
        summary: "Update a worker.",
        description: "Takes what inspection tells: the queues that it takes tasks from appear, with their zones.",
        params: HostnameParams,
        body: WorkerUpdateModel,
        response: { 200: Nothing },
      },
    },
    async (request) => {
      await updateWorker(hub, request.params.hostname, request.body);
      return {};
    },
  );
}
