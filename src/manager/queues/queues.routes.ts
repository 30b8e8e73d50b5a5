/** The queues of an account, which its workers bring into being, and where the broker has them. */

import { Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { accountOf } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { BrokerModel, QueueModel, QueueParams, QueuesPage } from "./queues.schemas.ts";
import { listQueues, readBroker, readQueue } from "./queues.service.ts";

const TAGS = ["accounts"];

export async function queuesRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/accounts/:account/queues/",
    {
      schema: {
        operationId: "accounts_queues_list",
        tags: TAGS,
        summary: "List the queues of an account.",
        params: AccountParams,
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: QueuesPage },
      },
    },
    async (request) => pageOf(request, await listQueues(hub, accountOf(request), request.query)),
  );

  app.get(
    "/accounts/:account/queues/:queue/",
    {
      schema: {
        operationId: "accounts_queues_read",
        tags: TAGS,
        summary: "Get a queue.",
        params: QueueParams,
        response: { 200: QueueModel },
      },
    },
    (request) => readQueue(hub, accountOf(request), request.params.queue),
  );

  app.get(
    "/accounts/:account/broker",
    {
      schema: {
        operationId: "accounts_broker_list",
        tags: TAGS,
        summary: "Tell how workers of an account take jobs.",
        description: "Without addresses and credentials: those are the operator's to give.",
        params: AccountParams,
        response: { 200: BrokerModel },
      },
    },
    (request) => readBroker(hub, accountOf(request)),
  );
}
