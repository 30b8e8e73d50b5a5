/** Lists of jobs, and what the live feed says of them. */

import type { InfiniteData } from "@tanstack/react-query";
import type { InlineResponse20011 } from "../hub.ts";
import type { JobRow } from "./jobs.queries.ts";

export type JobPages = InfiniteData<InlineResponse20011, unknown>;

export function rowsOf(pages: JobPages | undefined): JobRow[] {
  return pages?.pages.flatMap(({ results }) => results) ?? [];
}

/** The pages with the jobs as they are now. Only rows that have changed are new objects; without any, so is nothing. */
export function patched(pages: JobPages, jobs: readonly JobRow[]): JobPages {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  let hasChanged = false;
  const next = pages.pages.map((page) => {
    if (!page.results.some(({ id }) => byId.has(id))) return page;
    hasChanged = true;
    return { ...page, results: page.results.map((row) => newer(row, byId.get(row.id))) };
  });
  return hasChanged ? { ...pages, pages: next } : pages;
}

type Listed = InlineResponse20011["results"][number];

function newer(row: Listed, job: JobRow | undefined): Listed {
  return job && job.updated >= row.updated ? { ...row, ...job } : row;
}

/** Those that would be among the rows if these were read again, and are not. */
export function missingFrom(rows: readonly JobRow[], hasMore: boolean, jobs: readonly JobRow[]): JobRow[] {
  const there = new Set(rows.map(({ id }) => id));
  const last = hasMore ? (rows.at(-1)?.id ?? 0) : 0;
  return jobs.filter(({ id }) => id > last && !there.has(id));
}
