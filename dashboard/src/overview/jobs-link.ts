import type { LinkProps } from "@tanstack/react-router";

/** The jobs of a project that a filter lets through, such as `status:failed`. Nowhere without a project. */
export function jobsLink(project: number | null, filter: string): Pick<LinkProps, "to" | "params" | "search"> | undefined {
  if (project === null) return undefined;
  return { to: "/projects/$project/jobs", params: { project }, search: { q: filter } } as Pick<
    LinkProps,
    "to" | "params" | "search"
  >;
}

/** A word of a filter, quoted if it has to be. */
export function filterWord(name: string, value: string): string {
  return /\s/.test(value) ? `${name}:"${value}"` : `${name}:${value}`;
}
