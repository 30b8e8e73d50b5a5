/** What has happened to jobs, and how they are now: of a project, of an account, or of the whole hub. */

import { Chart } from "../charts/chart.tsx";
import { formatDuration, formatShort } from "../format.ts";
import type { ProjectStatistics, Spread, Statistics } from "../hub.ts";
import sections from "../parts/section.module.css";
import { overviewText } from "../text/overview.ts";
import { Failures, QueueDepths } from "./overview.bars.tsx";
import { MethodSums } from "./overview.methods.tsx";
import type { Window } from "./overview.search.ts";
import { StatusCounts, Totals } from "./overview.tiles.tsx";

export type Serving = Pick<Statistics, "workers" | "queues">;

interface OverviewProps {
  readonly statistics: ProjectStatistics;
  readonly window: Window;
  /** Workers and queues, for those who may see them. */
  readonly serving: Serving | null;
  /** Whose jobs the counts lead to. Null if they are of several projects. */
  readonly project: number | null;
}

export function Overview({ statistics, window, serving, project }: OverviewProps) {
  const { totals, series, seconds, failures, methods, statuses } = statistics;
  const times = series.map(({ time }) => time);
  const outcome = (id: "finished" | "failed" | "cancelled") =>
    ({ id, label: overviewText[id], tone: id, values: series.map((span) => span[id]), whole: totals[id] }) as const;
  return (
    <>
      <StatusCounts statuses={statuses} project={project} />
      <Totals totals={totals} window={window} workers={serving?.workers ?? null} />
      <Chart
        title={overviewText.throughput}
        kind="columns"
        times={times}
        seconds={seconds}
        series={[outcome("finished"), outcome("failed"), outcome("cancelled")]}
        whole={overviewText.inWindow[window]}
        format={formatShort}
        empty={overviewText.noThroughput}
      />
      <div className={sections.columns}>
        <Spreads title={overviewText.wait} empty={overviewText.noWait} of="wait" statistics={statistics} window={window} />
        <Spreads title={overviewText.run} empty={overviewText.noRun} of="run" statistics={statistics} window={window} />
        <Failures failures={failures} project={project} />
        {serving && <QueueDepths queues={serving.queues} />}
      </div>
      <MethodSums methods={methods} project={project} />
    </>
  );
}

interface SpreadsProps {
  readonly title: string;
  readonly empty: string;
  readonly of: "wait" | "run";
  readonly statistics: ProjectStatistics;
  readonly window: Window;
}

const TONES = { p50: "half", p95: "most", p99: "nearlyAll" } as const;

function Spreads({ title, empty, of, statistics: { series, totals, seconds }, window }: SpreadsProps) {
  const line = (id: "p50" | "p95" | "p99") => ({
    id,
    label: overviewText[id],
    tone: TONES[id],
    values: series.map((span) => percentile(span[of], id)),
    whole: percentile(totals[of], id),
  });
  return (
    <Chart
      title={title}
      kind="lines"
      times={series.map(({ time }) => time)}
      seconds={seconds}
      series={[line("p50"), line("p95"), line("p99")]}
      whole={overviewText.inWindow[window]}
      format={(value) => formatDuration(value * 1000)}
      empty={empty}
    />
  );
}

function percentile(spread: Spread | null, id: "p50" | "p95" | "p99"): number | null {
  return spread?.[id] ?? null;
}
