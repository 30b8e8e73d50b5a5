/** Schemas of what is done with many jobs at once. */

import { type Static, Type } from "typebox";
import { Named, Nullable } from "../../http/schemas.ts";
import { JobsFilter } from "../lists/job-filters.schemas.ts";

const MAX_CHOSEN = 1_000;

const CHOICE = {
  ids: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: MAX_CHOSEN, description: "The jobs." })),
  filter: Type.Optional(JobsFilter),
  dryRun: Type.Optional(Type.Boolean({ default: false, description: "Only counts the jobs, and changes nothing." })),
  cursor: Type.Optional(
    Type.String({
      maxLength: 64,
      description:
        "With a filter: where to go on, as the answer before said. What a dry run answers leaves out jobs made since then.",
    }),
  ),
};

export const JobsChoice = Named("JobsChoice", Type.Object(CHOICE));
export type JobsChoiceBody = Static<typeof JobsChoice>;

export const JobsRetry = Named(
  "JobsRetry",
  Type.Object({
    ...CHOICE,
    operation: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description:
          "A name that the client gives to the whole of its requests. Under one name no job is run again twice: a request whose answer " +
          "was lost can be repeated.",
      }),
    ),
  }),
);
export type JobsRetryBody = Static<typeof JobsRetry>;

export const JobsDone = Named(
  "JobsDone",
  Type.Object({
    count: Type.Integer({ description: "Jobs that were chosen; with a filter, those from the cursor on." }),
    isCountExact: Type.Boolean({ description: "False where there are as many at least." }),
    done: Type.Integer({ description: "Jobs that it was done with by this request." }),
    skipped: Type.Integer({ description: "Jobs that it cannot be done with, since they have ended, or have not." }),
    cursor: Nullable(Type.String({ description: "Send it with the same filter to go on. Null when all is done." })),
    ids: Type.Array(Type.Integer(), { description: "Of the new jobs, where jobs are run again." }),
  }),
);
