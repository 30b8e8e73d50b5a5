import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { hub } from "../hub.ts";

const FEW = 6;
const NAMES_FRESH_MS = 30_000;
const NAMES = 100;

/** As Celery makes them, and the hub. */
const TASK_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The newest jobs of the project that have these words, or this id, or that of their task. */
export function foundJobsQuery(project: number, search: string) {
  return queryOptions({
    queryKey: ["projects", project, "jobs", "found", search],
    queryFn: ({ signal }) => {
      const wanted = TASK_ID.test(search) ? { taskId: search } : { search };
      return hub.projects.projectsJobsList({ project, ...wanted, limit: FEW, cursor: "newest" }, { signal });
    },
    select: ({ results }) => results,
    placeholderData: keepPreviousData,
  });
}

/** Those that are alive. */
export function workerNamesQuery(account: string) {
  return queryOptions({
    queryKey: ["accounts", account, "workers", "names"],
    queryFn: ({ signal }) => hub.accounts.accountsWorkersList({ account, active: true, limit: NAMES }, { signal }),
    select: ({ results }) => results,
    staleTime: NAMES_FRESH_MS,
  });
}

export function queueNamesQuery(account: string) {
  return queryOptions({
    queryKey: ["accounts", account, "queues", "names"],
    queryFn: ({ signal }) => hub.accounts.accountsQueuesList({ account, limit: NAMES }, { signal }),
    select: ({ results }) => results,
    staleTime: NAMES_FRESH_MS,
  });
}
