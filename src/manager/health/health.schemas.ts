/** Schemas of how the hub is. */

import { Type } from "typebox";
import { Choice, Named, Nullable, Time } from "../http/schemas.ts";
import { WorkerSumsModel } from "../statistics/statistics.schemas.ts";

const Problem = Named(
  "HubProblem",
  Type.Object({
    code: Type.String({ description: "Which one it is; does not change." }),
    level: Choice(["warning", "error"], { description: "An error keeps jobs from being run." }),
    message: Type.String({ description: "What is wrong." }),
    advice: Type.String({ description: "What to do." }),
  }),
);

const Table = Named(
  "DatabaseTable",
  Type.Object({
    name: Type.String({ description: "With its schema." }),
    bytes: Type.Integer({ description: "With its indexes." }),
    rows: Type.Integer({ description: "About how many, as PostgreSQL last counted." }),
  }),
);

const Database = Named(
  "HubDatabase",
  Type.Object({
    version: Type.String({ description: "Of PostgreSQL." }),
    started: Time({ description: "When the server started." }),
    bytes: Type.Integer({ description: "Size of the hub's database." }),
    connections: Type.Integer({ description: "Connections to the server that are open." }),
    maxConnections: Type.Integer({ description: "So many it takes." }),
    tables: Type.Array(Table, { description: "The largest first." }),
  }),
);

const BrokerState = Named(
  "HubBroker",
  Type.Object({
    transport: Choice(["postgres", "amqp"]),
    answers: Type.Boolean({ description: "Whether it answered within two seconds." }),
    setAside: Nullable(Type.Integer({ description: "Messages that nobody could take. Null if it did not answer." })),
  }),
);

const Waiting = Named(
  "HubWaiting",
  Type.Object({
    jobs: Type.Integer({ description: "Jobs in all queues." }),
    unserved: Type.Integer({ description: "Of these, those in queues that no worker takes from." }),
  }),
);

export const HubModel = Named(
  "HubHealth",
  Type.Object({
    time: Time({ description: "The time at this manager." }),
    problems: Type.Array(Problem, { description: "What is wrong, the worst first. Empty if all is well." }),
    version: Type.String({ description: "Of Jobhub." }),
    node: Type.String({ description: "Version of Node.js that this manager runs on." }),
    uptime: Type.Number({ description: "Seconds since this manager's process started." }),
    database: Database,
    broker: BrokerState,
    workers: WorkerSumsModel,
    overseers: Type.Array(
      Named(
        "Overseer",
        Type.Object({
          hostname: Type.String(),
          pid: Type.Integer(),
          version: Nullable(Type.String()),
          started: Time(),
          updated: Time({ description: "When it was last heard of." }),
        }),
      ),
      { description: "Those that are there now." },
    ),
    oldestUnconfirmed: Nullable(
      Named(
        "UnconfirmedJob",
        Type.Object({
          id: Type.Integer(),
          project: Nullable(Type.Integer()),
          since: Time({ description: "Since when it waits for the broker to take it." }),
        }),
      ),
    ),
    waiting: Waiting,
  }),
);

export const OverseerEvent = Named(
  "OverseerEvent",
  Type.Object({
    hostname: Type.String({ minLength: 1, maxLength: 256 }),
    pid: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
    version: Type.Optional(Nullable(Type.String({ maxLength: 64 }))),
    stopping: Type.Optional(Type.Boolean({ description: "Whether it goes now. Default false." })),
  }),
);
