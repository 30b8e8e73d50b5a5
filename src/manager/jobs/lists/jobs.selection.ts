/** What clients ask for in a list, as the parts that find it. */

import { badField } from "../../../core/errors.ts";
import { type Category, isStatus, type Status, statusesOf } from "../../../core/status.ts";
import type { Queryable } from "../../../database/connect.ts";
import { parseId } from "../../http/validation.ts";
import { findUserByName } from "../../users/users.store.ts";
import type { JobsFilterBody } from "./job-filters.schemas.ts";
import type { JobSelection } from "./jobs.list.ts";
import { parseSearch } from "./jobs.search.ts";
import { findQueuesNamed } from "./jobs.traits.store.ts";
import { parseParam } from "./jobs.traits.ts";

export interface JobsWanted {
  readonly project: number;
  /** Who asks; null for somebody who is not signed in. */
  readonly userId: number | null;
  readonly by: JobsFilterBody;
}

/** @throws a 400 for a param that is none. */
export async function selectionOf(db: Queryable, { project, userId, by }: JobsWanted): Promise<JobSelection> {
  const {
    method,
    status,
    search,
    createdAfter = null,
    createdBefore = null,
    queue,
    worker = null,
    errorType = null,
    taskId = null,
  } = by;
  const creator = await creatorOf(db, userId, by);
  const queues = queue === undefined ? null : await queuesOf(db, project, queue);
  const params = (by.param ?? []).map(parseParam);
  return {
    filter: { project, methods: method ? [method] : null, statuses: status ? statusesFor(status) : null, ...creator },
    traits: { createdAfter, createdBefore, queues, worker, errorType, taskId, params },
    search: search === undefined ? null : parseSearch(search),
  };
}

/** Jobs of somebody by name are found as those of oneself are. */
async function creatorOf(db: Queryable, userId: number | null, { creator, createdBy }: JobsFilterBody) {
  if (createdBy === undefined) return { creator: creator ?? null, userId };
  if (creator !== undefined) throw badField("createdBy", "is in place of creator: give one of the two");
  return { creator: "me" as const, userId: (await findUserByName(db, createdBy))?.id ?? null };
}

async function queuesOf(db: Queryable, project: number, queue: string): Promise<number[]> {
  const id = parseId(queue);
  return id === null ? findQueuesNamed(db, project, queue) : [id];
}

function statusesFor(status: Status | Category): readonly Status[] {
  return isStatus(status) ? [status] : statusesOf(status);
}
