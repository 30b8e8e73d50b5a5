/** Schemas of what is asked for in a list of jobs. */

import { type Static, Type } from "typebox";
import { CATEGORIES, STATUS_NAMES } from "../../../core/status.ts";
import { CURSOR_QUERY } from "../../http/cursors.ts";
import { PAGE_QUERY } from "../../http/pages.ts";
import { Choice, Named, Time } from "../../http/schemas.ts";
import { MethodName } from "../jobs.schemas.ts";

/** Which jobs a list is of, and what many are done with. */
const FILTER = {
  method: Type.Optional(MethodName()),
  status: Type.Optional(Choice([...CATEGORIES, ...STATUS_NAMES], { description: "A status, or a category of them." })),
  creator: Type.Optional(
    Choice(["me", "other", "anon"], { description: "Who made it: oneself, somebody else, or nobody known." }),
  ),
  createdBy: Type.Optional(
    Type.String({ maxLength: 150, description: "Name of the user who made it, in place of `creator`." }),
  ),
  createdAfter: Type.Optional(Time({ description: "Made then, or later." })),
  createdBefore: Type.Optional(Time({ description: "Made earlier than then." })),
  queue: Type.Optional(Type.String({ maxLength: 512, description: "Name of its queue, or id." })),
  worker: Type.Optional(Type.String({ maxLength: 64, description: "Name of the worker that has it, or had it." })),
  errorType: Type.Optional(Type.String({ maxLength: 256, description: "The `type` of its error." })),
  taskId: Type.Optional(
    Type.String({ maxLength: 256, description: "What the broker calls its task: a UUID, if somebody else has sent it." }),
  ),
  param: Type.Optional(
    Type.Array(Type.String({ maxLength: 1_000 }), {
      maxItems: 8,
      description:
        "Params that it has, as `name:value`; of a nested one, `outer.inner:value`. Numbers and booleans as they are written. " +
        "In a query, given once for each.",
    }),
  ),
  search: Type.Optional(
    Type.String({
      maxLength: 256,
      description:
        "Words, or their beginnings, all of which are in the description, the method or the main argument; or the id.",
    }),
  ),
};

export const JobsQuery = Type.Object({
  ...PAGE_QUERY,
  ...FILTER,
  offset: Type.Integer({
    ...PAGE_QUERY.offset,
    description:
      "How many results to pass over. With filters other than `method` and `status` up to 10000: beyond it, follow `next`.",
  }),
  ...CURSOR_QUERY,
});

export const JobsFilter = Named("JobsFilter", Type.Object(FILTER));
export type JobsFilterBody = Static<typeof JobsFilter>;
