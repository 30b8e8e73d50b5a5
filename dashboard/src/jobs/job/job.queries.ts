import { queryOptions } from "@tanstack/react-query";
import { hub, type Job } from "../../hub.ts";
import { type LiveJob, live } from "../../live/live.ts";

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
    queryFn: async ({ signal }) => {
      const { answer, told } = await live.read(() =>
        hub.projects.projectsJobsRead({ project, job, log: false, ...(key && { key }) }, { signal }),
      );
      const newer = told.get(job);
      return newer ? mergeJob(answer, newer) : answer;
    },
  });
}

/** What is older than what is known changes nothing. The feed does not tell of positions, children and logs. */
export function mergeJob(known: Job, told: LiveJob): Job {
  return Date.parse(told.updated) < Date.parse(known.updated) ? known : { ...known, ...told };
}

const QUEUE_MS = 5_000;

/** Kept current also while it waits: the live feed does not tell how a queue moves, and whether anybody takes from it. */
export function watchedJobQuery(place: JobPlace) {
  return queryOptions({
    ...jobQuery(place),
    refetchInterval: ({ state }) => state.data?.status === "DISPATCHED" && QUEUE_MS,
  });
}

/** Every change of its status, and every attempt. */
export function timelineQuery({ project, job, key }: JobPlace) {
  return queryOptions({
    queryKey: ["projects", project, "jobs", job, "timeline"],
    queryFn: ({ signal }) => hub.projects.projectsJobsTimeline({ project, job, ...(key && { key }) }, { signal }),
  });
}
