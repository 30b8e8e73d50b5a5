/** Schemas of workers and their heartbeats. Their names and fields are those that clients of the API generation know. */

import { type Static, Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { PAGE_QUERY } from "../http/pages.ts";
import { Id, Json, Named, Nullable, Page, Time } from "../http/schemas.ts";

export const WorkerModel = Named(
  "Worker",
  Type.Object({
    id: Type.Integer(),
    active: Type.Boolean({ description: "Whether it has not finished, and not missed its last five heartbeats." }),
    created: Time({ description: "When it was first heard of." }),
    started: Nullable(Time({ description: "By its own clock." })),
    updated: Nullable(Time({ description: "When it was last heard of." })),
    finished: Nullable(Time()),
    hostname: Type.String({ minLength: 1, maxLength: 512, description: "Node name, such as `name@host`." }),
    utcoffset: Nullable(Type.Integer({ description: "Hours west of UTC." })),
    pid: Nullable(Type.Integer({ description: "Process id on its host." })),
    freq: Nullable(Type.Number({ description: "Seconds between its heartbeats." })),
    software: Nullable(Type.String({ maxLength: 256 })),
    os: Nullable(Type.String({ maxLength: 64 })),
    details: Json({ description: "What inspection told of it, as it came." }),
    signature: Nullable(Type.String({ maxLength: 512, description: "All that it is known by, in one." })),
    queues: Type.Array(Type.Integer(), { description: "Ids of the queues that it takes jobs from." }),
    methods: Nullable(
      Type.Array(Type.String(), { description: "Names of the methods that it runs. Null if it has not said." }),
    ),
    version: Nullable(Type.String({ description: "Of its software." })),
    slots: Nullable(Type.Integer({ description: "Jobs that it runs at once at most. Null if it has not said." })),
    heartbeat: Nullable(Time({ description: "Of its last heartbeat, by its own clock; what follows is from there." })),
    running: Nullable(Type.Integer({ description: "Jobs that it ran then." })),
    processed: Nullable(Type.Integer({ description: "Jobs that it had run since it started." })),
    load: Nullable(Type.Array(Type.Number(), { description: "Load of its host over the last 1, 5 and 15 minutes." })),
  }),
);
export type WorkerFacts = Static<typeof WorkerModel>;
export const WorkersPage = Page("InlineResponse2004", WorkerModel);

export const HeartbeatsPage = Page(
  "InlineResponse2005",
  Named(
    "WorkerHeartbeat",
    Type.Object({
      time: Time({ description: "By the worker's clock." }),
      clock: Type.Integer({ description: "Its logical clock." }),
      active: Type.Integer({ description: "Jobs that it runs." }),
      processed: Type.Integer({ description: "Jobs that it has run since it started." }),
      load: Json({ description: "Load of its host over the last 1, 5 and 15 minutes." }),
    }),
  ),
);

export const WorkersQuery = Type.Object({
  ...PAGE_QUERY,
  active: Type.Optional(Type.Boolean({ description: "Those that are, or are not." })),
});
export const WorkerParams = Type.Object({ ...AccountParams.properties, worker: Id("Id of the worker.") });
