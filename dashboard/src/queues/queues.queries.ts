import { queryOptions } from "@tanstack/react-query";
import { hub } from "../hub.ts";

const REFRESH_MS = 3_000;
const MOST = 100;

export function queuesQuery(account: string) {
  return queryOptions({
    queryKey: ["accounts", account, "queues"],
    queryFn: ({ signal }) => hub.accounts.accountsQueuesList({ account, limit: MOST }, { signal }),
    refetchInterval: REFRESH_MS,
    staleTime: REFRESH_MS,
  });
}

export function zonesQuery(account: string) {
  return queryOptions({
    queryKey: ["accounts", account, "zones"],
    queryFn: ({ signal }) => hub.accounts.accountsZonesList({ account, limit: MOST }, { signal }),
  });
}

/** The names of the workers that are there, by their ids. */
export function workerNamesQuery(account: string) {
  return queryOptions({
    queryKey: ["accounts", account, "workers", "names"],
    queryFn: async ({ signal }) => {
      const { results } = await hub.accounts.accountsWorkersList({ account, active: true, limit: MOST }, { signal });
      return new Map(results.map(({ id, hostname }) => [id, hostname]));
    },
    staleTime: REFRESH_MS,
  });
}

/** What workers of the account need to know to take its jobs. */
export function brokerQuery(account: string) {
  return queryOptions({
    queryKey: ["accounts", account, "broker"],
    queryFn: ({ signal }) => hub.accounts.accountsBrokerList({ account }, { signal }),
  });
}
