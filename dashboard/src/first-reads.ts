/**
 * What the first page will need, asked for at once: by itself each of these would wait for the one before. The pages find what has come,
 * or is on its way, in the cache; whatever fails is told by the page that asks for it.
 */

import type { QueryClient } from "@tanstack/react-query";
import { jobsQuery } from "./jobs/jobs.queries.ts";
import { readJobsSearch } from "./jobs/jobs.search.ts";
import { lastProject } from "./projects/last-project.ts";
import { projectQuery } from "./projects/projects.queries.ts";
import { parseSearch } from "./search.ts";
import { meQuery } from "./session/session.ts";

const JOBS = /^\/projects\/(\d+)\/jobs\/?$/;

export function readFirst(queries: QueryClient, { pathname, search }: Location): void {
  const project = pathname === "/" ? lastProject() : Number(JOBS.exec(pathname)?.[1]);
  if (!project) return;
  void queries.prefetchQuery(meQuery);
  void queries.prefetchQuery(projectQuery(project));
  void queries.prefetchInfiniteQuery(jobsQuery(project, readJobsSearch(parseSearch(search)).q ?? ""));
  // After them: a browser has few connections for one server, and the page is of many files.
  void import("./jobs/jobs.page.tsx");
}
