import type { LinkProps } from "@tanstack/react-router";

type Way = Pick<LinkProps, "to" | "params" | "search">;

/** The jobs of a project that a filter lets through, such as `status:failed`. Nowhere without a project. */
export function jobsLink(project: number | null, filter: string): Way | undefined {
  return project === null ? undefined : { to: "/projects/$project/jobs", params: { project }, search: { q: filter } };
}
