import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Channel } from "rabbitmq-client";
import { EPOCH_QUEUE } from "./wire.ts";

/** Somebody else may be reading at this moment. */
const LOOKS = 3;
const PAUSE_MS = 50;

/**
 * The name of the broker's present run, by a message that does not survive its end. After a crash the broker marks everything
 * on its queues as delivered before: only a task that was published in this run has come to a worker then.
 */
export async function readEpoch(channel: Channel): Promise<string> {
  await channel.queueDeclare(EPOCH_QUEUE);
  for (let look = 1; look <= LOOKS; look += 1) {
    const message = await channel.basicGet(EPOCH_QUEUE.queue);
    if (message) {
      channel.basicNack({ deliveryTag: message.deliveryTag, requeue: true });
      if (message.messageId) return message.messageId;
    }
    if (look < LOOKS) await sleep(PAUSE_MS);
  }
  const messageId = randomUUID();
  await channel.basicPublish({ routingKey: EPOCH_QUEUE.queue, messageId, durable: false }, Buffer.alloc(0));
  return messageId;
}
