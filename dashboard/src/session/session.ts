/** Who one is, and what one may do. */

import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { hub, type Me, type Project } from "../hub.ts";

export const meQuery = queryOptions({
  queryKey: ["users", "me"],
  queryFn: ({ signal }) => hub.users.usersMe({}, { signal }),
  staleTime: 60_000,
});

/** Only on pages behind the sign-in. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Each may do what those before it may. */
export const PROJECT_ROLES = ["READER", "REVIEWER", "EDITOR", "AUTHOR", "MANAGER", "OWNER"] as const;
export const ACCOUNT_ROLES = ["MEMBER", "MANAGER", "OWNER"] as const;

export type ProjectRole = (typeof PROJECT_ROLES)[number];
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** Whether one has this role on the project, or a higher one. Staff have all. */
export function mayOnProject({ role }: Pick<Project, "role">, least: ProjectRole): boolean {
  return role !== null && PROJECT_ROLES.indexOf(role) >= PROJECT_ROLES.indexOf(least);
}

/** Whether one has this role on the account, or a higher one. Staff have all. */
export function mayOnAccount(me: Me, { role }: { readonly role: AccountRole | null }, least: AccountRole): boolean {
  return me.isStaff || (role !== null && ACCOUNT_ROLES.indexOf(role) >= ACCOUNT_ROLES.indexOf(least));
}
