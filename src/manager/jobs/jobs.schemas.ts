/** Schemas of jobs. Their names, fields and limits are those that clients of the API generation know. */

import {
  type Static,
  type TArrayOptions,
  type TNumberOptions,
  type TSchema,
  type TSchemaOptions,
  type TStringOptions,
  Type,
} from "typebox";
import { DEFAULT_MAX_ATTEMPTS, type LogEntry, METHODS } from "../../core/job.ts";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import { STATUS_NAMES } from "../../core/status.ts";
import { ProjectParams } from "../access/access.schemas.ts";
import { PAGE_QUERY } from "../http/pages.ts";
import {
  Choice,
  DocumentedAs,
  FieldFault,
  Formed,
  Id,
  Json,
  Named,
  Nullable,
  Page,
  READ_ONLY,
  Reference,
  Time,
} from "../http/schemas.ts";
import { MOST_COUNTED } from "./dispatch/jobs.places.store.ts";

const MAX_INT4 = 2 ** 31 - 1;
/** No log is longer: positions must not overflow. */
const MAX_LOG_OFFSET = 10 ** 9;
const MAX_DESCRIPTION = 10_000;
const MAX_BULK_UPDATES = 1_000;
const MAX_BULK_JOBS = 10_000;
export const MAX_BULK_METHODS = 100;

const Text = (options: TStringOptions = {}) => Nullable(Type.String(options));
const Integer = (options: TNumberOptions = {}) => Nullable(Type.Integer(options));

function List<T extends TSchema>(items: T, options: TArrayOptions = {}) {
  return Type.Unsafe<readonly Static<T>[]>(Type.Array(items, options));
}

function JsonData(options: TSchemaOptions = {}) {
  return Type.Unsafe<JsonValue>({ ...Json(options) });
}

/** Other names than those of the API generation are in projects alone that ask for them. */
export const MethodName = (options: object = {}) =>
  Formed("^[!-~]+$", "letters, digits and signs of ASCII, with no space", {
    minLength: 1,
    maxLength: 256,
    description: `${METHODS.join(", ")}; or the name of a task that a worker of Celery has registered.`,
    ...options,
  });

const ENTRY = Json({ description: "Of our own workers: `time`, `level` and `message`." });

const Key = Type.String({
  minLength: 1,
  maxLength: 64,
  description: "Opens this one job to whoever presents it as `?key=`.",
});
const Description = Text({ maxLength: MAX_DESCRIPTION });
const MaxAttempts = (options: object = {}) =>
  Type.Integer({
    minimum: 1,
    maximum: 100,
    description: `How often it is started at most, when its workers die under it. Default ${DEFAULT_MAX_ATTEMPTS}.`,
    ...options,
  });

/** What the server says of a job, and clients may only send back. */
const TOLD = {
  id: Type.Integer(READ_ONLY),
  statusMessage: Text({ minLength: 1, ...READ_ONLY }),
  summaryString: Type.String({ minLength: 1, ...READ_ONLY }),
  runtimeFormatted: Type.String({ minLength: 1, ...READ_ONLY }),
  url: Text({ description: "Outside WebSocket address of the job's server, while it is active and has one.", ...READ_ONLY }),
  created: Time(READ_ONLY),
  updated: Time(READ_ONLY),
  method: MethodName(READ_ONLY),
  params: Type.Unsafe<JsonObject>({ type: "object", additionalProperties: true, ...READ_ONLY }),
  creator: Integer(READ_ONLY),
  queue: Integer(READ_ONLY),
  logLength: Type.Integer({ description: "Entries in the log of the current attempt.", ...READ_ONLY }),
  maxAttempts: MaxAttempts(READ_ONLY),
  taskId: Type.String({
    description: "What the broker calls its task: its id, or the name that someone else has sent it by.",
    ...READ_ONLY,
  }),
  rerunOf: Integer({ description: "Id of the job that it is run again of. That may be deleted by now.", ...READ_ONLY }),
};

/** What is said of one job, and not of those in lists. */
const TOLD_OF_ONE = {
  position: Integer({
    description: `Place among the dispatched jobs of its queue, from 1. Null beyond the ${MOST_COUNTED}th.`,
    ...READ_ONLY,
  }),
  children: List(Type.Integer(), READ_ONLY),
};

/** What the overseer and operators set. */
const SET = {
  key: Key,
  description: Description,
  began: Nullable(Time()),
  ended: Nullable(Time()),
  status: Nullable(Choice(STATUS_NAMES)),
  isActive: Type.Boolean({ description: "Follows from the status; only a PUT sets it." }),
  result: JsonData(),
  error: JsonData(),
  log: Type.Unsafe<readonly LogEntry[] | string | null>({
    anyOf: [{ type: "array", items: ENTRY, nullable: true }, { type: "string" }],
    description: "The whole log so far, or from `logOffset` on. A text is one entry a line. Null in lists.",
  }),
  runtime: Nullable(Type.Number({ description: "Seconds." })),
  worker: Text({ maxLength: 64 }),
  retries: Integer({ minimum: 0, maximum: MAX_INT4, description: "Number of the attempt, from 0." }),
  callbackId: Text({ maxLength: 256 }),
  callbackMethod: Text({ maxLength: 128 }),
  project: Nullable(Reference("Id of its project.")),
  snapshot: Text({ maxLength: 256 }),
  parent: Nullable(Reference("Id of the job that it is a part of.")),
  callbackType: Integer({ minimum: -MAX_INT4, maximum: MAX_INT4 }),
  users: List(Reference(), { maxItems: 10_000 }),
  anonUsers: List(Type.String({ maxLength: 256 }), { maxItems: 10_000 }),
  urls: JsonData({ description: "Addresses of the job's server, by protocol. In answers, outside ones." }),
  progress: JsonData({ description: "How far it is, in whatever form its method has." }),
};

/** What only requests have. */
const SENT = {
  sequence: Integer({
    minimum: -1,
    maximum: MAX_INT4,
    description: "Position of this update in its attempt: of two, the `urls` and `progress` of the later one stay.",
  }),
  logOffset: Integer({
    minimum: 0,
    maximum: MAX_LOG_OFFSET,
    description: "Position of the first entry of `log` in the log of the attempt. Default 0.",
  }),
};

const update = Type.Partial(Type.Object({ ...TOLD, ...TOLD_OF_ONE, ...SET, ...SENT }));
/** Of PUT. */
export const JobCorrectionModel = Named("InlineObject3", update);
/** Of PATCH. */
export const JobUpdateModel = Named("InlineObject4", update);
export type JobUpdateBody = Static<typeof update>;

export const JobUpdatesBody = Type.Array(DocumentedAs("InlineObject4", Json()), {
  description: "Each with the `id` of its job.",
  minItems: 1,
  maxItems: MAX_BULK_UPDATES,
});

const UpdateResult = Named(
  "UpdateResult",
  Type.Object({
    id: Json({ description: "As it was given." }),
    code: Type.Integer({ description: "The HTTP status that this update alone would have been answered with." }),
    status: Type.Optional(Choice(STATUS_NAMES, { description: "Of the job, where the code is 200." })),
    message: Type.Optional(Type.String({ description: "What is wrong, in all other cases." })),
    errors: Type.Optional(List(FieldFault)),
  }),
);
export const UpdateResults = Type.Array(UpdateResult);

/** In replies: what was taken in several forms has one. */
const REPLIED = {
  ...TOLD,
  ...SET,
  status: Choice(STATUS_NAMES),
  retries: Type.Integer({ minimum: 0, description: "Number of the attempt, from 0." }),
  log: Type.Unsafe<readonly LogEntry[] | null>({
    type: "array",
    items: ENTRY,
    nullable: true,
    description: "Of the current attempt. Null if there is none, and in lists.",
  }),
};

export const JobModel = Named("Job", Type.Object({ ...REPLIED, ...TOLD_OF_ONE }));
const ListedJob = Named("InlineResponse20011Results", Type.Object(REPLIED));
export const JobsPage = Named(
  "InlineResponse20011",
  Type.Object({
    ...Page("InlineResponse20011", ListedJob).properties,
    isCountExact: Type.Boolean({
      description:
        "False where counting would take long: then there are as many at least. Such a page may have fewer results than its limit, " +
        "or none: the list goes on as long as there is a `next`.",
    }),
  }),
);
export const LogPage = Page("JobLog", ENTRY);

/** What may be sent to change a job: of all that was read of it, what says what it is for and who may open it. The rest follows from its events. */
export const JobEdit = DocumentedAs(
  "Job",
  Type.Partial(
    Type.Object({
      ...readOnly({ ...TOLD, ...TOLD_OF_ONE, ...SET }),
      description: Description,
      key: Type.String({ ...Key, description: "Another key, in place of the one that was given away." }),
    }),
  ),
);
export type JobEditBody = Static<typeof JobEdit>;

function readOnly(fields: Record<string, TSchema>): Record<string, TSchema> {
  return Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, { ...schema, ...READ_ONLY }]));
}

/** Clients send the job that they cancel, and it does not matter. */
export const Ignored = DocumentedAs("Job", Json());

/** What is executed: a node of a document, or a whole one. */
export const Executable = Json({ description: "The node to execute, in any form that the worker's method takes." });

export const NewJob = Named(
  "NewJob",
  Type.Object({
    method: MethodName(),
    params: Type.Optional(Type.Unsafe<JsonObject>({ type: "object", additionalProperties: true })),
    description: Type.Optional(Description),
    secrets: Type.Optional(
      Type.Unsafe<Record<string, string> | null>({
        type: "object",
        nullable: true,
        additionalProperties: { type: "string", maxLength: 65_536 },
        maxProperties: 100,
        description:
          "Texts by name, given to the worker alone. They are stored encrypted until the job ends, and never answered.",
      }),
    ),
    key: Type.Optional(Key),
    maxAttempts: Type.Optional(MaxAttempts()),
  }),
);
export type NewJobBody = Static<typeof NewJob>;

export const NewJobs = Named(
  "NewJobs",
  Type.Object({
    jobs: Type.Array(NewJob, {
      minItems: 1,
      maxItems: MAX_BULK_JOBS,
      description: `With at most ${MAX_BULK_METHODS} different methods.`,
    }),
  }),
);
export const NewJobIds = Named(
  "NewJobIds",
  Type.Object({
    count: Type.Integer(),
    ids: Type.Array(Type.Integer(), { description: "In the order of the jobs." }),
  }),
);

export const JobParams = Type.Object({ id: Id("Id of the job.") });
export const ProjectJobParams = Type.Object({ ...ProjectParams.properties, job: Id("Id of the job.") });

export const KeyQuery = Type.Object({
  key: Type.Optional(Type.String({ description: "Key of the job, in place of a role on the project." })),
});
export const JobQuery = Type.Object({
  ...KeyQuery.properties,
  log: Type.Boolean({ default: true, description: "Whether its log comes with it, which may be long." }),
});

const MOST_LOG_ENTRIES = 5_000;

export const LogQuery = Type.Object({
  ...PAGE_QUERY,
  limit: Type.Integer({
    ...PAGE_QUERY.limit,
    "x-clamp": MOST_LOG_ENTRIES,
    description: `Most entries in one page. More than ${MOST_LOG_ENTRIES} counts as ${MOST_LOG_ENTRIES}.`,
  }),
  ...KeyQuery.properties,
  attempt: Type.Optional(
    Type.Integer({ minimum: 0, maximum: MAX_INT4, description: "Of this attempt. Default the current one." }),
  ),
});
