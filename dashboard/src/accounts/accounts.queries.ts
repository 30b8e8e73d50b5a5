import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type AccountRetrieve, hub } from "../hub.ts";
import { pagesQuery } from "../parts/pages.ts";

/** The account that the hub itself has, with the workers that serve every project. */
export const HUB_ACCOUNT = "hub";

/** @param account its id or name. */
export function accountQuery(account: string) {
  return queryOptions({
    queryKey: ["accounts", account],
    queryFn: ({ signal }) => hub.accounts.accountsRead({ account }, { signal }),
    staleTime: 60_000,
  });
}

/** Those that one is a member of; for staff, all. */
export const accountsQuery = pagesQuery(["accounts", "list"], (page, signal) => hub.accounts.accountsList(page, { signal }));

export function accountUsersQuery(account: string) {
  return pagesQuery(["accounts", account, "users"], (page, signal) =>
    hub.accounts.accountsUsersList({ account, ...page }, { signal }),
  );
}

export function teamsQuery(account: string) {
  return pagesQuery(["accounts", account, "teams"], (page, signal) =>
    hub.accounts.accountsTeamsList({ account, ...page }, { signal }),
  );
}

const accountRoute = getRouteApi("/signed-in/accounts/$account");

/** The account of the page's address. Only on pages below `/accounts/$account`. */
export function useAccount(): AccountRetrieve {
  const { account } = accountRoute.useParams();
  return useSuspenseQuery(accountQuery(account)).data;
}

const MOST_CHOICES = 100;

/** The first of them, to choose from. */
export const accountChoicesQuery = queryOptions({
  queryKey: ["accounts", "choices"],
  queryFn: ({ signal }) => hub.accounts.accountsList({ limit: MOST_CHOICES }, { signal }),
  staleTime: 60_000,
});

export function teamChoicesQuery(account: string) {
  return queryOptions({
    queryKey: ["accounts", account, "teams", "choices"],
    queryFn: ({ signal }) => hub.accounts.accountsTeamsList({ account, limit: MOST_CHOICES }, { signal }),
  });
}
