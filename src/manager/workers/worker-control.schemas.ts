/** Schemas of remote control. */

import { type Static, Type } from "typebox";
import { Choice, Formed, Json, Named, Nullable } from "../http/schemas.ts";

/** What can be asked, by the name that Celery has for it. */
export const INSPECTIONS = {
  stats: "stats",
  active: "active",
  reserved: "reserved",
  scheduled: "scheduled",
  registered: "registered",
  revoked: "revoked",
  activeQueues: "active_queues",
  conf: "conf",
} as const;
export type Inspection = keyof typeof INSPECTIONS;

export const InspectionQuery = Type.Object({
  what: Choice(Object.keys(INSPECTIONS) as Inspection[], { default: "stats", description: "What to ask for." }),
});

const Hostname = Type.String({ description: "Node name of the worker." });

export const InspectionModel = Named(
  "WorkerInspection",
  Type.Object({
    hostname: Hostname,
    what: Type.String(),
    answer: Json({ description: "What the worker says, in the words of Celery's `inspect`." }),
  }),
);

const ACTIONS = [
  "grow",
  "shrink",
  "autoscale",
  "addQueue",
  "cancelQueue",
  "rateLimit",
  "timeLimit",
  "drain",
  "shutdown",
] as const;

const count = (description: string) => Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 1_000, description })));
const seconds = (description: string) => Type.Optional(Nullable(Type.Number({ minimum: 0, maximum: 31_536_000, description })));

export const ControlModel = Named(
  "WorkerControl",
  Type.Object({
    action: Choice(ACTIONS, {
      description:
        "`drain`: take no more, and finish what runs; it stays. `shutdown`: the same, and end. `autoscale`: Celery's workers that were " +
        "started with it.",
    }),
    n: count("Of `grow` and `shrink`: by how many; 1 if it is not given."),
    min: count("Of `autoscale`."),
    max: count("Of `autoscale`."),
    queue: Type.Optional(
      Nullable(Type.String({ minLength: 1, maxLength: 255, description: "Of `addQueue` and `cancelQueue`." })),
    ),
    method: Type.Optional(
      Nullable(Type.String({ minLength: 1, maxLength: 512, description: "Of `rateLimit` and `timeLimit`: for which jobs." })),
    ),
    rate: Type.Optional(
      Nullable(
        Formed("^\\d{1,9}(\\.\\d{1,6})?(/[smh])?$", "a rate, such as 10/s, 5/m or 100/h", {
          description: "Of `rateLimit`: `10/s`, `5/m`, `100/h`; 0 for none.",
        }),
      ),
    ),
    soft: seconds("Of `timeLimit`: seconds until the job is told to stop."),
    hard: seconds("Of `timeLimit`: seconds until it is stopped."),
  }),
);
export type ControlOrder = Static<typeof ControlModel>;

export const ControlReply = Named(
  "WorkerControlReply",
  Type.Object({ hostname: Hostname, action: Type.String(), answer: Type.String({ description: "What the worker says." }) }),
);
