import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { hub } from "../hub.ts";
import { pagesQuery } from "../parts/pages.ts";

const MOST_CHOICES = 10;

/** Those with this in their names. */
export function usersQuery(search: string) {
  return pagesQuery(["users", "list", search], (page, signal) =>
    hub.users.usersList({ ...page, ...(search && { search }) }, { signal }),
  );
}

/** The first of them, to choose from. */
export function userChoicesQuery(search: string) {
  return queryOptions({
    queryKey: ["users", "choices", search],
    queryFn: ({ signal }) => hub.users.usersList({ limit: MOST_CHOICES, ...(search && { search }) }, { signal }),
    placeholderData: keepPreviousData,
  });
}
