import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { HUB_ACCOUNT } from "../accounts/accounts.queries.ts";
import { hub, type InlineResponse20011 } from "../hub.ts";
import { live } from "../live/live.ts";
import { patchedPage } from "./jobs.feed.ts";
import { parseFilter } from "./jobs.filter.ts";

const PAGE = 100;

/** The jobs that a filter means, newest first, page by page. What it costs does not depend on how many there are. */
export function jobsQuery(project: number, text: string) {
  return infiniteQueryOptions({
    queryKey: ["projects", project, "jobs", "list", text],
    queryFn: async ({ pageParam: cursor, signal }) => {
      const { filter } = parseFilter(text, Date.now());
      const { answer, told } = await live.read(() =>
        hub.projects.projectsJobsList({ project, limit: PAGE, cursor, ...filter }, { signal }),
      );
      return patchedPage(answer, told);
    },
    initialPageParam: "newest",
    getNextPageParam: ({ next }: InlineResponse20011) => next && new URL(next).searchParams.get("cursor"),
    placeholderData: keepPreviousData,
    // The live feed keeps it current, and has it read again when it begins.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnMount: () => (live.state === "connecting" ? false : "always"),
  });
}

type Suggested = Parameters<typeof hub.projects.projectsJobsSuggestions>[0]["field"];

const SUGGESTIONS = 10;

export function suggestionsQuery(project: number, field: Suggested, prefix: string) {
  return queryOptions({
    queryKey: ["projects", project, "jobs", "suggestions", field, prefix],
    queryFn: ({ signal }) => hub.projects.projectsJobsSuggestions({ project, field, prefix, limit: SUGGESTIONS }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Names of users and queues do not change while one looks. */
const NAMES_FRESH_MS = 600_000;

export function userNameQuery(id: number) {
  return queryOptions({
    queryKey: ["users", id],
    queryFn: ({ signal }) => hub.users.usersRead({ id }, { signal }),
    staleTime: NAMES_FRESH_MS,
    retry: false,
  });
}

/** Of the account, or one that the hub has for all: that is told only to those who may look at the hub's own. */
export function queueNameQuery(account: number, queue: number) {
  const read = (of: string, signal: AbortSignal) => hub.accounts.accountsQueuesRead({ account: of, queue }, { signal });
  return queryOptions({
    queryKey: ["accounts", account, "queues", queue],
    queryFn: ({ signal }) => read(String(account), signal).catch(() => read(HUB_ACCOUNT, signal)),
    staleTime: NAMES_FRESH_MS,
    retry: false,
  });
}
