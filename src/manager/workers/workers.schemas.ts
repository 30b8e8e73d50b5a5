/** Schemas of what is told of workers: their own events, and what inspection finds out. */

import { type Static, Type } from "typebox";
import { AnyObject, Json, Named, Nullable } from "../http/schemas.ts";

const MAX_INT4 = 2 ** 31 - 1;
const Methods = (description: string) =>
  Nullable(Type.Array(Type.String({ minLength: 1, maxLength: 512 }), { maxItems: 10_000, description }));
const count = (maximum: number) => Nullable(Type.Integer({ minimum: 0, maximum }));

/** As it comes off the wire: the names are Celery's, and what is not known is left alone. */
export const WorkerEventModel = Named(
  "WorkerEvent",
  Type.Object(
    {
      hostname: Type.String({ minLength: 1, maxLength: 512, description: "Node name, such as `name@host`." }),
      timestamp: Type.Optional(
        Nullable(Type.Number({ minimum: 0, maximum: 1e11, description: "Seconds since the epoch, by the worker's clock." })),
      ),
      utcoffset: Type.Optional(Nullable(Type.Integer({ minimum: -24, maximum: 24, description: "Hours west of UTC." }))),
      pid: Type.Optional(count(Number.MAX_SAFE_INTEGER)),
      clock: Type.Optional(count(Number.MAX_SAFE_INTEGER)),
      freq: Type.Optional(Nullable(Type.Number({ minimum: 0, maximum: 86_400, description: "Seconds between heartbeats." }))),
      active: Type.Optional(count(MAX_INT4)),
      processed: Type.Optional(count(Number.MAX_SAFE_INTEGER)),
      loadavg: Type.Optional(Nullable(Type.Array(Type.Number(), { maxItems: 10 }))),
      sw_ident: Type.Optional(Nullable(Type.String({ maxLength: 128 }))),
      sw_ver: Type.Optional(Nullable(Type.String({ maxLength: 120 }))),
      sw_sys: Type.Optional(Nullable(Type.String({ maxLength: 64 }))),
      queues: Type.Optional(
        Nullable(
          Type.Array(Type.String({ maxLength: 512 }), {
            maxItems: 1_000,
            description: "Names of the queues that it takes from. Our own workers tell them.",
          }),
        ),
      ),
      methods: Type.Optional(Methods("Methods that it runs. Our own workers tell them.")),
    },
    { additionalProperties: true },
  ),
);
export type WorkerEventBody = Static<typeof WorkerEventModel>;

export const WorkerUpdateModel = Named(
  "WorkerUpdate",
  Type.Object({
    stats: Type.Optional(
      AnyObject("What `inspect stats` tells. `broker.virtual_host` names the account; `/` is the hub's own."),
    ),
    queues: Type.Optional(
      Nullable(
        Type.Array(Json({ description: "An object with a `name`, as `inspect active_queues` tells, or the name." }), {
          maxItems: 1_000,
        }),
      ),
    ),
    methods: Type.Optional(Methods("Names of the tasks that it runs, as `inspect registered` tells: jobs of these go to it.")),
  }),
);
export type WorkerUpdateBody = Static<typeof WorkerUpdateModel>;

export const HostnameParams = Type.Object({ hostname: Type.String({ description: "Node name of the worker." }) });
export const Nothing = Type.Object({});
