/** Schemas of queues. Their names and fields are those that clients of the API generation know. */

import { type Static, Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { Choice, Named, Nullable, Page, Time } from "../http/schemas.ts";

const QUEUE = {
  id: Type.Integer(),
  name: Type.String({
    minLength: 1,
    maxLength: 512,
    description: "`<zone>[:<priority>][:untrusted][:interrupt]`; all that follows is told by it.",
  }),
  zone: Type.Integer({ description: "Id of its zone." }),
  priority: Type.Integer({ minimum: 0, maximum: 9, description: "The least priority of jobs that it is meant for." }),
  untrusted: Type.Boolean({ description: "Whether it is for jobs that run untrusted code." }),
  interrupt: Type.Boolean({ description: "Whether it is for jobs that may be interrupted, and started again." }),
  depth: Type.Integer({ minimum: 0, description: "Jobs that wait in it." }),
  oldestWaiting: Nullable(Time({ description: "When the job came that has waited the longest." })),
  enteredPerMinute: Type.Number({ description: "Jobs that came to it, over the last five minutes." }),
  leftPerMinute: Type.Number({ description: "Jobs that workers took from it, or that were cancelled." }),
  workers: Type.Array(Type.Integer(), { description: "Ids of the workers that take from it now." }),
};

export const QueueModel = Named("Queue", Type.Object(QUEUE));
export type QueueFacts = Static<typeof QueueModel>;

/** Among those of all accounts. */
export const HubQueue = Named(
  "HubQueue",
  Type.Object({
    ...QUEUE,
    account: Type.Integer({ description: "Id of the account that it belongs to." }),
    accountName: Type.String(),
  }),
);
export type HubQueueFacts = Static<typeof HubQueue>;
export const QueuesPage = Page("InlineResponse2001", QueueModel);

export const QueueParams = Type.Object({
  ...AccountParams.properties,
  queue: Type.String({ description: "Id or name of the queue." }),
});

export const BrokerModel = Named(
  "AccountBroker",
  Type.Object({
    account: Type.Integer(),
    transport: Choice(["postgres", "amqp"], { description: "How workers and the hub talk to each other." }),
    virtualHost: Nullable(
      Type.String({ description: "The virtual host of RabbitMQ whose workers are the account's. Null without RabbitMQ." }),
    ),
    prefix: Nullable(
      Type.String({
        description:
          "What the names of the account's queues begin with, for a worker that shares the broker with those of other accounts: " +
          "its `JOBHUB_QUEUES` are this and a zone. Null for the hub's own account, whose names are plain.",
      }),
    ),
    queues: Type.Array(Type.String(), { description: "What the broker calls the queues that the account has." }),
  }),
);
