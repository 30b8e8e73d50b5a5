import { keepPreviousData, queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { hub, type Project } from "../hub.ts";
import { pagesQuery } from "../parts/pages.ts";

export function projectQuery(project: number) {
  return queryOptions({
    queryKey: ["projects", project],
    queryFn: ({ signal }) => hub.projects.projectsRead({ project }, { signal }),
    staleTime: 60_000,
  });
}

/** The first of them whose name or title has this in it. */
export function projectsQuery(search: string, limit = 20) {
  return queryOptions({
    queryKey: ["projects", { search, limit }],
    queryFn: ({ signal }) => hub.projects.projectsList({ limit, ...(search && { search }) }, { signal }),
    placeholderData: keepPreviousData,
  });
}

const projectRoute = getRouteApi("/signed-in/projects/$project");

/** The project of the page's address. Only on pages below `/projects/$project`. */
export function useProject(): Project {
  const { project } = projectRoute.useParams();
  return useSuspenseQuery(projectQuery(project)).data;
}

/** Those that one may read, with this in their name, title or description. */
export function projectPagesQuery(search: string) {
  return pagesQuery(["projects", "list", search], (page, signal) =>
    hub.projects.projectsList({ ...page, ...(search && { search }) }, { signal }),
  );
}

export function agentsQuery(project: number) {
  return pagesQuery(["projects", project, "agents"], (page, signal) =>
    hub.projects.projectsAgentsList({ project, ...page }, { signal }),
  );
}
