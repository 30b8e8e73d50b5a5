/** Lists of jobs, and what the live feed says of them. */

import type { InfiniteData } from "@tanstack/react-query";
import type { InlineResponse20011 } from "../hub.ts";
import type { LiveJob } from "../live/live.ts";

/** As the live feed tells it. */
export type JobRow = LiveJob;

type JobPage = InlineResponse20011;
export type JobPages = InfiniteData<JobPage, unknown>;

export function rowsOf(pages: JobPages | undefined): JobRow[] {
  return pages?.pages.flatMap(({ results }) => results) ?? [];
}

/** The pages with the jobs as they are now. Only rows that have changed are new objects; without any, so is nothing. */
export function patched(pages: JobPages, jobs: readonly JobRow[]): JobPages {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const next = pages.pages.map((page) => patchedPage(page, byId));
  return next.some((page, i) => page !== pages.pages[i]) ? { ...pages, pages: next } : pages;
}

export function patchedPage(page: JobPage, jobs: ReadonlyMap<number, JobRow>): JobPage {
  if (!page.results.some(({ id }) => jobs.has(id))) return page;
  return { ...page, results: page.results.map((row) => newer(row, jobs.get(row.id))) };
}

type Listed = JobPage["results"][number];

function newer(row: Listed, job: JobRow | undefined): Listed {
  return job && job.updated >= row.updated ? { ...row, ...job } : row;
}

/** Those that would be among the rows if these were read again, and are not. */
export function missingFrom(rows: readonly JobRow[], hasMore: boolean, jobs: readonly JobRow[]): JobRow[] {
  const there = new Set(rows.map(({ id }) => id));
  const last = hasMore ? (rows.at(-1)?.id ?? 0) : 0;
  return jobs.filter(({ id }) => id > last && !there.has(id));
}
