/** What has been read of the hub. Keys are the words of the operation's path: `["projects", 1, "jobs", …]`. */

import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { AnswerError, isPassing } from "./hub.ts";

/** For this long what was read counts as current, unless the live feed says otherwise. */
const FRESH_MS = 10_000;
const MOST_RETRIES = 2;

/** @param onSignedOut called when the hub does not know us any more. */
export function createQueries(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof AnswerError && error.status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => isPassing(error) && failures < MOST_RETRIES,
        retryDelay: (failures, error) => retryAfterMs(error) ?? 500 * 2 ** failures,
        // The browser may think that it has no network while the hub is on the same machine.
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}

function retryAfterMs(error: unknown): number | null {
  return error instanceof AnswerError ? error.retryAfterMs : null;
}
