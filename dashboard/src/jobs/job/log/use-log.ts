import { useEffect, useMemo, useSyncExternalStore } from "react";
import { hub } from "../../../hub.ts";
import type { JobPlace } from "../job.queries.ts";
import { type LogFilter, type LogLine, LogSieve } from "./log-lines.ts";
import { LogReader } from "./log-reader.ts";

/** The log of an attempt, read as far as it goes. @param length how long it is by now. */
export function useLog({ project, job, key }: JobPlace, attempt: number, length: number): LogReader {
  const reader = useMemo(
    () =>
      new LogReader((page, signal) =>
        hub.projects.projectsJobsLog({ project, job, attempt, ...page, ...(key && { key }) }, { signal }),
      ),
    [project, job, key, attempt],
  );
  useEffect(() => reader.want(length), [reader, length]);
  useEffect(() => () => reader.stop(), [reader]);
  useSyncExternalStore(reader.watch, () => reader.version);
  return reader;
}

/** The lines of it that pass. The array is always the same one: its length tells whether there are more. */
export function useSieve(reader: LogReader, { level, search }: LogFilter): readonly LogLine[] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reader has other lines.
  const sieve = useMemo(() => new LogSieve({ level, search }), [reader, level, search]);
  return sieve.take(reader.lines);
}
