/** The rows of a list of jobs, kept current by the live feed without a row that moves while one looks at it. */

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useLive } from "../../live/live.ts";
import { useMe } from "../../session/session.ts";
import { type JobPages, type JobRow, missingFrom, patched, rowsOf } from "../jobs.feed.ts";
import { parseFilter } from "../jobs.filter.ts";
import { mayMatch } from "../jobs.matching.ts";
import { jobsQuery } from "../jobs.queries.ts";

export interface JobsList {
  readonly query: ReturnType<typeof useJobsQuery>;
  readonly rows: readonly JobRow[];
  /** How many there are; null while that is not known. */
  readonly count: number | null;
  readonly isCountExact: boolean;
  /** Jobs that belong into the list and are not among the rows yet. */
  readonly fresh: number;
  /** Reads the list again from its beginning. */
  readonly refresh: () => void;
  /** How many have changed since it was frozen; null if it is not. */
  readonly held: number | null;
  readonly toggleFreeze: () => void;
}

/** More than these are not counted. */
const MOST_FRESH = 10_000;

function useJobsQuery(project: number, text: string) {
  return useInfiniteQuery(jobsQuery(project, text));
}

export function useJobsList(project: number, text: string): JobsList {
  const queries = useQueryClient();
  const query = useJobsQuery(project, text);
  const { queryKey } = jobsQuery(project, text);
  const rows = useMemo(() => rowsOf(query.data), [query.data]);
  const fresh = useFresh(text, rows, query.hasNextPage);
  const [held, setHeld] = useState<ReadonlyMap<number, JobRow> | null>(null);
  const take = (jobs: readonly JobRow[]) => {
    queries.setQueryData(queryKey, (pages: JobPages | undefined) => pages && patched(pages, jobs));
    fresh.add(jobs);
  };
  useLive({
    onJobs: (jobs) => (held ? setHeld(new Map([...held, ...jobs.map((job) => [job.id, job] as const)])) : take(jobs)),
    onReset: () => void query.refetch(),
  });
  const refresh = () => {
    setHeld(null);
    // One page again, however many there were.
    queries.setQueryData(queryKey, (pages: JobPages | undefined) => pages && firstOf(pages));
    void query.refetch();
  };
  const toggleFreeze = () => {
    if (held) take([...held.values()]);
    setHeld(held ? null : new Map());
  };
  // A list without rows has none that could jump.
  const isBare = query.isSuccess && rows.length === 0;
  useEffect(() => {
    if (isBare && fresh.count > 0) void query.refetch();
  }, [isBare, fresh.count, query.refetch]);
  const { count = null, isCountExact = true } = query.data?.pages[0] ?? {};
  return { query, rows, count, isCountExact, fresh: fresh.count, refresh, held: held?.size ?? null, toggleFreeze };
}

function firstOf({ pages, pageParams }: JobPages): JobPages {
  return { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) };
}

/** Counts the jobs that belong into the list, until it is read again. */
function useFresh(text: string, rows: readonly JobRow[], hasMore: boolean) {
  const { id: userId } = useMe();
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const there = useMemo(() => new Set(rows.map(({ id }) => id)), [rows]);
  // Another filter, another list.
  const [counted, setCounted] = useState(text);
  if (counted !== text) {
    setCounted(text);
    setIds(new Set());
  }
  const add = (jobs: readonly JobRow[]) => {
    const { filter } = parseFilter(text, Date.now());
    const found = missingFrom(rows, hasMore, jobs).filter((job) => mayMatch(job, filter, userId) && !ids.has(job.id));
    if (found.length > 0 && ids.size < MOST_FRESH) setIds(new Set([...ids, ...found.map(({ id }) => id)]));
  };
  const count = useMemo(() => [...ids].filter((id) => !there.has(id)).length, [ids, there]);
  return { add, count };
}
