import { queryOptions } from "@tanstack/react-query";
import { hub } from "../hub.ts";
import { pagesQuery } from "../parts/pages.ts";

const REFRESH_MS = 5_000;

export const healthQuery = queryOptions({
  queryKey: ["hub"],
  queryFn: ({ signal }) => hub.hub.hubRead({}, { signal }),
  refetchInterval: REFRESH_MS,
  staleTime: REFRESH_MS,
});

export const setAsideQuery = pagesQuery(["broker", "set-aside"], (page, signal) =>
  hub.broker.brokerSetAsideList(page, { signal }),
);
