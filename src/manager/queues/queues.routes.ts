/** The queues of an account, which its workers bring into being, and where the broker has them. */

import { Type } from "typebox";
import { ApiError } from "../../core/errors.ts";
import { accountOf } from "../access/access.service.ts";
import { AccountParams } from "../accounts/accounts.schemas.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import type { App } from "../http/types.ts";
import { parseId } from "../http/validation.ts";
import { HUB_ACCOUNT } from "../workers/hub-account.ts";
import { brokerQueueName } from "../workers/queue-name.ts";
import { BrokerModel, QueueModel, QueueParams, QueuesPage } from "./queues.schemas.ts";
import { findQueue, listQueues, queueNames } from "./queues.store.ts";

const TAGS = ["accounts"];

export async function queuesRoutes(app: App): Promise<void> {
  const { database, broker, now } = app.hub;
  const present = () => new Date(now()).toISOString();

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
    async (request) => pageOf(request, await listQueues(database, accountOf(request).id, request.query, present())),
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
    async (request) => {
      const { queue } = request.params;
      const found = await findQueue(database, accountOf(request).id, parseId(queue), queue, present());
      if (!found) throw new ApiError("notFound");
      return found;
    },
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
    async (request) => {
      const { id, name } = accountOf(request);
      const isHub = name === HUB_ACCOUNT;
      const queues = await queueNames(database, id);
      return {
        account: id,
        transport: broker.transport,
        virtualHost: broker.transport === "amqp" ? (isHub ? "/" : name) : null,
        prefix: isHub ? null : brokerQueueName("", { id, isHub }),
        queues: queues.map((queue) => brokerQueueName(queue, { id, isHub })),
      };
    },
  );
}
