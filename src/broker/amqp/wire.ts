/**
 * Names on RabbitMQ, with the arguments that Celery declares them with: another durability or argument would be refused to
 * whoever comes second.
 */

import type { Channel, Cmd, MethodParams } from "rabbitmq-client";

type Exchange = MethodParams[Cmd.ExchangeDeclare];
type Queue = MethodParams[Cmd.QueueDeclare] & { readonly queue: string };

/** Events of tasks and workers. */
export const EVENTS: Exchange = { exchange: "celeryev", type: "topic", durable: true };
/** Remote control: every node gets every request. */
export const CONTROL: Exchange = { exchange: "celery.pidbox", type: "fanout", durable: false };
/** Answers to remote control. */
export const ANSWERS: Exchange = { exchange: "reply.celery.pidbox", type: "direct", durable: false };

/** What nobody could take: for people to look at, and to put back. */
export const DEAD_QUEUE: Queue = { queue: "jobhub.dead", durable: true };

/** Holds one message, which tells the runs of the broker apart. */
export const EPOCH_QUEUE: Queue = { queue: "jobhub.epoch", durable: true, arguments: { "x-max-length": 1 } };

/**
 * All events, for the overseers. Ours survive a restart of the broker; Celery's workers mark theirs as transient, and those that
 * wait here then are gone. A quorum queue would keep them, but one that was declared shortly before a crash can be left
 * unusable by it, which is worse.
 */
export const OVERSEER_QUEUE: Queue = { queue: "jobhub.overseer", durable: true };

/** Results that workers send back, and the outcomes that wait for one. One overseer at a time has it. */
export const RESULTS_QUEUE: Queue = {
  queue: "jobhub.results",
  durable: true,
  arguments: { "x-single-active-consumer": true },
};

/** All that outlives its users. Whoever sends declares it too: an event without a queue would be dropped. */
export async function declareHub(channel: Channel): Promise<void> {
  await channel.exchangeDeclare(CONTROL);
  await channel.exchangeDeclare(EVENTS);
  await channel.queueDeclare(DEAD_QUEUE);
  await channel.queueDeclare(OVERSEER_QUEUE);
  await channel.queueBind({ queue: OVERSEER_QUEUE.queue, exchange: EVENTS.exchange, routingKey: "#" });
  await channel.queueDeclare(RESULTS_QUEUE);
}

export function taskQueue(queue: string): Queue {
  return { queue, durable: true };
}

export function mailboxQueue(node: string): Queue {
  return passing(`${node}.celery.pidbox`);
}

export function answersQueue(id: string): Queue {
  return passing(`${id}.reply.celery.pidbox`);
}

/** Gone with who listens to it. */
function passing(queue: string): Queue {
  return { queue, durable: false, autoDelete: true, arguments: { "x-expires": 10_000, "x-message-ttl": 300_000 } };
}

/** Queues that hold no tasks. */
export function isTaskQueue(name: string): boolean {
  return !/^(jobhub\.(overseer|results|dead|epoch)|celeryev\..*|amq\..*|.*\.celery\.pidbox)$/.test(name);
}
