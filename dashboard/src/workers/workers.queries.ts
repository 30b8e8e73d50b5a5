import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { hub, type WorkerControl } from "../hub.ts";
import { pagesQuery } from "../parts/pages.ts";

const REFRESH_MS = 3_000;
const LIVE = { refetchInterval: REFRESH_MS, staleTime: REFRESH_MS } as const;

/** Those that are there, or those that were. */
export function workersQuery(account: string, active: boolean) {
  return {
    ...pagesQuery(["accounts", account, "workers", { active }], (page, signal) =>
      hub.accounts.accountsWorkersList({ account, active, ...page }, { signal }),
    ),
    ...LIVE,
  };
}

export function workerQuery(account: string, worker: number) {
  return queryOptions({
    queryKey: ["accounts", account, "workers", worker],
    queryFn: ({ signal }) => hub.accounts.accountsWorkersRead({ account, worker }, { signal }),
    ...LIVE,
  });
}

const HEARTBEATS = 100;

export function heartbeatsQuery(account: string, worker: number) {
  return queryOptions({
    queryKey: ["accounts", account, "workers", worker, "heartbeats"],
    queryFn: ({ signal }) => hub.accounts.accountsWorkersHeartbeatsList({ account, worker, limit: HEARTBEATS }, { signal }),
    placeholderData: keepPreviousData,
    ...LIVE,
  });
}

export const INSPECTIONS = [
  "stats",
  "active",
  "reserved",
  "scheduled",
  "registered",
  "revoked",
  "activeQueues",
  "conf",
] as const;
export type Inspection = (typeof INSPECTIONS)[number];

/** What the worker itself answers, now. */
export function inspectionQuery(account: string, worker: number, what: Inspection) {
  return queryOptions({
    queryKey: ["accounts", account, "workers", worker, "inspect", what],
    queryFn: ({ signal }) => hub.accounts.accountsWorkersInspect({ account, worker, what }, { signal }),
    staleTime: 0,
  });
}

export type ControlOrder = WorkerControl;
