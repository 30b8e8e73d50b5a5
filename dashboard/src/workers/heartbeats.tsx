import { useQuery } from "@tanstack/react-query";
import { Chart } from "../charts/chart.tsx";
import type { WorkerHeartbeat } from "../hub.ts";
import { Loaded } from "../parts/loaded.tsx";
import { workersText } from "../text/workers.ts";
import { heartbeatsQuery } from "./workers.queries.ts";

/** What the worker's last heartbeats told: the jobs that it ran, and the load of its host. */
export function Heartbeats({ account, worker }: { readonly account: string; readonly worker: number }) {
  const query = useQuery(heartbeatsQuery(account, worker));
  return <Loaded query={query}>{({ results }) => <OfHeartbeats beats={[...results].reverse()} />}</Loaded>;
}

function OfHeartbeats({ beats }: { readonly beats: readonly WorkerHeartbeat[] }) {
  const times = beats.map(({ time }) => time);
  const seconds = secondsBetween(times);
  const load = (place: number) => beats.map((beat) => loadOf(beat)[place] ?? null);
  const last = beats.at(-1);
  const line = (place: number, label: string, tone: "half" | "most" | "nearlyAll") =>
    ({ id: label, label, tone, values: load(place), whole: last ? (loadOf(last)[place] ?? null) : null }) as const;
  return (
    <div>
      <Chart
        title={workersText.running}
        kind="columns"
        times={times}
        seconds={seconds}
        whole={workersText.now}
        series={[
          {
            id: "active",
            label: workersText.jobs,
            tone: "half",
            values: beats.map(({ active }) => active),
            whole: last?.active ?? null,
          },
        ]}
        format={String}
        empty={workersText.noJobs}
      />
      <Chart
        title={workersText.load}
        kind="lines"
        times={times}
        seconds={seconds}
        whole={workersText.now}
        series={[
          line(0, workersText.minute, "half"),
          line(1, workersText.minutes5, "most"),
          line(2, workersText.minutes15, "nearlyAll"),
        ]}
        format={(value) => value.toFixed(value < 10 ? 1 : 0)}
        empty={workersText.noLoad}
      />
    </div>
  );
}

function loadOf({ load }: WorkerHeartbeat): readonly number[] {
  return Array.isArray(load) ? load.map(Number) : [];
}

function secondsBetween(times: readonly string[]): number {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || times.length < 2) return 1;
  return (Date.parse(last) - Date.parse(first)) / 1000 / (times.length - 1);
}
