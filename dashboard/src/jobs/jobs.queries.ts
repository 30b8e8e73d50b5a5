import { queryOptions } from "@tanstack/react-query";
import { hub, type ListedJob } from "../hub.ts";

export function jobQuery(project: number, job: number) {
  return queryOptions({
    queryKey: ["projects", project, "jobs", job],
    queryFn: ({ signal }) => hub.projects.projectsJobsRead({ project, job }, { signal }),
  });
}

export type JobRow = Omit<ListedJob, "log">;

const PAGE = 100;

export function jobsQuery(project: number) {
  return queryOptions({
    queryKey: ["projects", project, "jobs", "list"],
    queryFn: ({ signal }) => hub.projects.projectsJobsList({ project, limit: PAGE, cursor: "newest" }, { signal }),
  });
}
