/** Schemas of the adoption of tasks. */

import { type Static, Type } from "typebox";
import { AnyObject, Formed, Json, Named, Nullable, Reference, Time } from "../http/schemas.ts";

const TaskId = Formed("[^0-9]", "more than a number, which is a task of the hub itself", {
  minLength: 1,
  maxLength: 256,
  description: "As its sender has named it: a UUID, with Celery. A number is a task of the hub itself.",
});

export const AdoptionBody = Named(
  "Adoption",
  Type.Object({
    project: Reference("Id of the project that they go to."),
    tasks: Type.Array(
      Named(
        "AdoptedTask",
        Type.Object({
          taskId: TaskId,
          method: Type.Optional(
            Nullable(
              Type.String({ minLength: 1, maxLength: 512, description: "Name of the task; null where that is not known yet." }),
            ),
          ),
          params: Type.Optional(AnyObject("What to show of its arguments.")),
          args: Type.Optional(
            Nullable(
              Type.Array(Json(), { maxItems: 10_000, description: "Its arguments by position; null if they are not known." }),
            ),
          ),
          kwargs: Type.Optional(AnyObject("Its arguments by name; null if they are not known.")),
          queue: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 512 }))),
          created: Type.Optional(Nullable(Time({ description: "When it was sent, or first heard of." }))),
        }),
      ),
      { maxItems: 1_000 },
    ),
  }),
);
export type AdoptionRequest = Static<typeof AdoptionBody>;
export type AdoptedTask = AdoptionRequest["tasks"][number];

export const AdoptionReply = Named(
  "AdoptedJobs",
  Type.Object({
    jobs: Type.Array(
      Named("AdoptedJob", Type.Object({ taskId: Type.String(), id: Type.Integer({ description: "Of its job." }) })),
    ),
  }),
);
