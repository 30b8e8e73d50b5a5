import { queryOptions } from "@tanstack/react-query";
import { hub } from "../hub.ts";
import { pagesQuery } from "../parts/pages.ts";

export const tokensQuery = pagesQuery(["tokens"], (page, signal) => hub.tokens.tokensList(page, { signal }));
export const sessionsQuery = pagesQuery(["sessions"], (page, signal) => hub.sessions.sessionsList(page, { signal }));

/** With the address, which `users/me` does not have. */
export function profileQuery(user: number) {
  return queryOptions({
    queryKey: ["users", user],
    queryFn: ({ signal }) => hub.users.usersRead({ id: user }, { signal }),
  });
}
