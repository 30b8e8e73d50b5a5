import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { hub } from "../hub.ts";

const FEW = 6;
const NAMES_FRESH_MS = 30_000;
const NAMES = 100;

/** The newest jobs of the project that have these words, or this id. */
export function foundJobsQuery(project: number, search: string) {
  return queryOptions({
    queryKey: ["projects", project, "jobs", "found", search],
    queryFn: ({ signal }) => hub.projects.projectsJobsList({ project, search, limit: FEW, cursor: "newest" }, { signal }),
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
