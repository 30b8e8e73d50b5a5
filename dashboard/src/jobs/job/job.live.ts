/** What is shown of a job, kept as the live feed tells it. */

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import type { Job } from "../../hub.ts";
import { type LiveJob, useLive } from "../../live/live.ts";
import { type JobPlace, jobQuery, mergeJob, timelineQuery } from "./job.queries.ts";

/** Also of its children, wherever they were read. */
export function useLiveJob(place: JobPlace): void {
  const queries = useQueryClient();
  useLive({
    onJobs: (jobs) => {
      for (const job of jobs) hear(queries, place, job);
    },
    onReset: () => void queries.invalidateQueries({ queryKey: jobQuery(place).queryKey }),
  });
}

function hear(queries: QueryClient, place: JobPlace, told: LiveJob): void {
  const at = { ...place, job: told.id };
  const known = queries.getQueryData(jobQuery(at).queryKey);
  if (known) {
    const now = mergeJob(known, told);
    queries.setQueryData(jobQuery(at).queryKey, now);
    if (isNewChapter(known, now)) void queries.invalidateQueries({ queryKey: timelineQuery(at).queryKey });
  } else if (told.parent === place.job) {
    void queries.invalidateQueries({ queryKey: jobQuery(place).queryKey, exact: true });
  }
}

function isNewChapter(before: Job, after: Job): boolean {
  return before.status !== after.status || before.retries !== after.retries || before.began !== after.began;
}
