import { queryOptions, replaceEqualDeep } from "@tanstack/react-query";
import { hub, type Job } from "../../hub.ts";

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
    structuralSharing: (known, read) => newest(known as Job | undefined, read as Job),
  });
}

/** An answer may come after what the live feed has told since it was asked for. */
function newest(known: Job | undefined, read: Job): Job {
  return known && Date.parse(known.updated) > Date.parse(read.updated) ? known : replaceEqualDeep(known, read);
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
