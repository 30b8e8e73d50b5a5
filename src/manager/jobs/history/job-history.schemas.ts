/** Schemas of what became of a job. */

import { Type } from "typebox";
import { STATUS_NAMES } from "../../../core/status.ts";
import { Choice, Json, Named, Nullable, Time } from "../../http/schemas.ts";

const ATTEMPT = Type.Integer({ minimum: 0, description: "Number of the attempt, from 0." });
const WORKER = Nullable(Type.String({ description: "Node name of the worker." }));

const StatusChange = Named(
  "JobStatusChange",
  Type.Object({
    time: Time({ description: "When it came to this status, by the worker's word for its start and its end." }),
    status: Choice(STATUS_NAMES),
    attempt: ATTEMPT,
    worker: WORKER,
  }),
);

const Attempt = Named(
  "JobAttempt",
  Type.Object({
    attempt: ATTEMPT,
    status: Choice(STATUS_NAMES, { description: "The last one of the attempt." }),
    worker: WORKER,
    began: Nullable(Time()),
    ended: Nullable(Time({ description: "When it had an outcome, or the next attempt opened." })),
    runtime: Nullable(Type.Number({ description: "Seconds." })),
    error: Json({ description: "Why it failed, if it did: `type`, `message` and `trace` as a rule." }),
    logLength: Type.Integer({ description: "Entries in its log, which `?attempt=` of the log reads." }),
  }),
);

export const TimelineModel = Named(
  "JobTimeline",
  Type.Object({
    queue: Nullable(Type.String({ description: "Name of the queue that it was last put on." })),
    changes: Type.Array(StatusChange, { description: "Each change of its status, oldest first." }),
    attempts: Type.Array(Attempt, { description: "Each time that it was tried, oldest first." }),
  }),
);
