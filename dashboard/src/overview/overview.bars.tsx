import { Bars } from "../charts/bars.tsx";
import { formatCount } from "../format.ts";
import type { HubQueue, JobFailures } from "../hub.ts";
import { partOf } from "../jobs/jobs.filter.ts";
import { Duration } from "../parts/times.tsx";
import { overviewText } from "../text/overview.ts";
import { jobsLink } from "./jobs-link.ts";

const MOST_BARS = 8;

export function Failures({
  failures,
  project,
}: {
  readonly failures: readonly JobFailures[];
  readonly project: number | null;
}) {
  const bars = failures.slice(0, MOST_BARS).map(({ method, errorType, jobs }) => {
    const words = ["status:failed", partOf("method", method), ...(errorType ? [partOf("error", errorType)] : [])];
    const link = jobsLink(project, words.join(" "));
    return {
      id: `${method} ${errorType}`,
      name: (
        <>
          <strong>{method}</strong> {errorType ?? overviewText.unknownError}
        </>
      ),
      value: jobs,
      says: formatCount(jobs),
      ...(link && { link }),
    };
  });
  return <Bars title={overviewText.failures} bars={bars} tone="failed" empty={overviewText.noFailures} />;
}

/** Those in which jobs wait, the fullest first. */
export function QueueDepths({ queues }: { readonly queues: readonly HubQueue[] }) {
  const bars = queues
    .filter(({ depth }) => depth > 0)
    .slice(0, MOST_BARS)
    .map(({ id, name, account, accountName, depth, oldestWaiting }) => ({
      id: String(id),
      name: (
        <>
          <strong>{name}</strong> <span className="soft">{accountName}</span>
        </>
      ),
      value: depth,
      says: (
        <>
          {overviewText.jobs(formatCount(depth), depth === 1)}
          {oldestWaiting && (
            <>
              , {overviewText.oldest} <Duration from={oldestWaiting} to={null} />
            </>
          )}
        </>
      ),
      link: { to: "/accounts/$account/queues", params: { account: String(account) } } as const,
    }));
  return <Bars title={overviewText.queues} bars={bars} empty={overviewText.noQueues} />;
}
