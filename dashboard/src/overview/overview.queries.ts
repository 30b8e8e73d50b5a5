import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { hub } from "../hub.ts";
import type { Window } from "./overview.search.ts";

/** The hub itself is a second or two behind. */
const REFRESH_MS = 3_000;
const LIVE = { refetchInterval: REFRESH_MS, staleTime: REFRESH_MS, placeholderData: keepPreviousData } as const;

export function projectStatisticsQuery(project: number, window: Window) {
  return queryOptions({
    queryKey: ["projects", project, "statistics", window],
    queryFn: ({ signal }) => hub.projects.projectsStatisticsRead({ project, window }, { signal }),
    ...LIVE,
  });
}

export function accountStatisticsQuery(account: string, window: Window) {
  return queryOptions({
    queryKey: ["accounts", account, "statistics", window],
    queryFn: ({ signal }) => hub.accounts.accountsStatisticsRead({ account, window }, { signal }),
    ...LIVE,
  });
}

export function hubStatisticsQuery(window: Window) {
  return queryOptions({
    queryKey: ["hub", "statistics", window],
    queryFn: ({ signal }) => hub.hub.hubStatisticsRead({ window }, { signal }),
    ...LIVE,
  });
}
