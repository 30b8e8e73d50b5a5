import { ApiError } from "../../core/errors.ts";
import type { AccountAccess } from "../access/access.service.ts";
import { isHubAccount } from "../accounts/hub-account.ts";
import type { PageQuery } from "../http/pages.ts";
import { parseId } from "../http/validation.ts";
import type { Hub } from "../hub.ts";
import { brokerQueueName } from "../workers/queue-name.ts";
import type { QueueFacts } from "./queues.schemas.ts";
import * as store from "./queues.store.ts";

export function listQueues({ database, now }: Hub, { id }: AccountAccess, page: PageQuery) {
  return store.listQueues(database, id, page, new Date(now()).toISOString());
}

/** By id or name. @throws a 404 */
export async function readQueue({ database, now }: Hub, { id }: AccountAccess, queue: string): Promise<QueueFacts> {
  const found = await store.findQueue(database, id, parseId(queue), queue, new Date(now()).toISOString());
  if (!found) throw new ApiError("notFound");
  return found;
}

/** Where the broker has the queues of an account. */
export async function readBroker({ database, broker }: Hub, account: AccountAccess) {
  const { transport } = broker;
  const owner = { id: account.id, isHub: isHubAccount(account) };
  const queues = await store.queueNames(database, owner.id);
  return {
    account: owner.id,
    transport,
    virtualHost: transport === "amqp" ? (owner.isHub ? "/" : account.name) : null,
    prefix: owner.isHub ? null : brokerQueueName("", owner),
    queues: queues.map((queue) => brokerQueueName(queue, owner)),
  };
}
