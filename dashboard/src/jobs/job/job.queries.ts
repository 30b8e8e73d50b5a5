import { queryOptions } from "@tanstack/react-query";
import { hub } from "../../hub.ts";

/** Which job, and the key of those who have no role on its project. */
export interface JobPlace {
  readonly project: number;
  readonly job: number;
  readonly key?: string;
}

/** Without its log, which is read in parts. */
export function jobQuery({ project, job, key }: JobPlace) {
  return queryOptions({
    queryKey: ["projects", project, "jobs", job],
    queryFn: ({ signal }) => hub.projects.projectsJobsRead({ project, job, log: false, ...(key && { key }) }, { signal }),
  });
}

/** Every change of its status, and every attempt. */
export function timelineQuery({ project, job, key }: JobPlace) {
  return queryOptions({
    queryKey: ["projects", project, "jobs", job, "timeline"],
    queryFn: ({ signal }) => hub.projects.projectsJobsTimeline({ project, job, ...(key && { key }) }, { signal }),
  });
}
