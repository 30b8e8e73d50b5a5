import { useMutation, useQueryClient } from "@tanstack/react-query";
import { hub, type Job } from "../../hub.ts";
import { type JobPlace, jobQuery } from "./job.queries.ts";

export async function cancelJob({ project, job, key }: JobPlace): Promise<Job> {
  return hub.projects.projectsJobsCancel({ project, job, ...(key && { key }) });
}

/** @returns the new job. */
export async function retryJob({ project, job }: JobPlace): Promise<Job> {
  return hub.projects.projectsJobsRetry({ project, job });
}

export async function deleteJob({ project, job }: JobPlace): Promise<void> {
  await hub.projects.projectsJobsDelete({ project, job });
}

const KEY_BYTES = 24;

/** Another key in place of the one that was given away. */
export function useNewKey(place: JobPlace) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => hub.projects.projectsJobsPartialUpdate({ ...place, data: { key: randomKey() } }),
    onSuccess: ({ key }) =>
      queries.setQueryData(jobQuery(place).queryKey, (known: Job | undefined) => known && { ...known, key }),
  });
}

/** 32 characters, as the hub makes them. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}
