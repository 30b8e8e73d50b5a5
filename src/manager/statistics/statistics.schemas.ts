/** Schemas of statistics of jobs over time. */

import { type Static, Type } from "typebox";
import { STATUS_NAMES } from "../../core/status.ts";
import { Choice, Named, Nullable, Time } from "../http/schemas.ts";
import { HubQueue } from "../queues/queues.schemas.ts";

const WINDOWS = ["1h", "24h", "7d"] as const;

export const StatisticsQuery = Type.Object({
  window: Type.Unsafe<(typeof WINDOWS)[number]>(
    Choice(WINDOWS, { default: "1h", description: "In spans of a minute, a quarter of an hour, or an hour." }),
  ),
  method: Type.Optional(Type.String({ maxLength: 256, description: "`series` and `totals` are of this method alone." })),
});
export type StatisticsWanted = Static<typeof StatisticsQuery>;

const Spread = Named(
  "Spread",
  Type.Object({
    count: Type.Integer({ description: "Of how many jobs it is known." }),
    p50: Type.Number({ description: "Half of them took so many seconds or less. Off by 9 % at most, as are the others." }),
    p95: Type.Number(),
    p99: Type.Number(),
  }),
);

const SUMS = {
  made: Type.Integer(),
  began: Type.Integer({ description: "Attempts that a worker began." }),
  finished: Type.Integer({ description: "Jobs that ended well." }),
  failed: Type.Integer(),
  cancelled: Type.Integer(),
  wait: Nullable(Spread),
  run: Nullable(Spread),
};
const Sums = Named(
  "JobSums",
  Type.Object(SUMS, {
    description:
      "What happened to jobs. `wait` is of those that began, from when they were made; `run` of those that ended. Null where there was none.",
  }),
);

const STATISTICS = {
  seconds: Type.Integer({ description: "Length of a span." }),
  since: Time({ description: "When the first span begins." }),
  until: Time({ description: "When the last one ends, which goes on." }),
  series: Type.Array(Named("JobSpan", Type.Object({ time: Time({ description: "When it begins." }), ...SUMS })), {
    description: "Every span, the oldest first.",
  }),
  totals: Sums,
  methods: Type.Array(Named("MethodSums", Type.Object({ method: Type.String(), ...SUMS })), {
    description: "By method, in the order of the alphabet.",
  }),
  failures: Type.Array(
    Named(
      "JobFailures",
      Type.Object({
        method: Type.String(),
        errorType: Nullable(Type.String({ description: "`type` of the error." })),
        jobs: Type.Integer(),
      }),
    ),
    { description: "Why jobs failed, the most frequent first." },
  ),
  statuses: Type.Array(Named("StatusCount", Type.Object({ status: Choice(STATUS_NAMES), jobs: Type.Integer() })), {
    description: "How many jobs have which status now, in the order of statuses.",
  }),
};

export const WorkerSumsModel = Named(
  "WorkerSums",
  Type.Object({
    alive: Type.Integer({ description: "Workers that are there now." }),
    busy: Type.Integer({ description: "Of these, those that run a job." }),
    jobs: Type.Integer({ description: "Jobs that they run." }),
    slots: Type.Integer({ description: "Jobs that they can run at once, as far as they say." }),
  }),
);

export type WorkerSums = Static<typeof WorkerSumsModel>;

const WITH_WORKERS = {
  ...STATISTICS,
  workers: WorkerSumsModel,
  queues: Type.Array(HubQueue, { description: "The queues, the fullest first, up to 100." }),
};

export const ProjectStatistics = Named("ProjectStatistics", Type.Object(STATISTICS));
export const WholeStatistics = Named("Statistics", Type.Object(WITH_WORKERS));
