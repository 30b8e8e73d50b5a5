import { Link } from "@tanstack/react-router";
import { formatCount, formatDuration } from "../format.ts";
import type { MethodSums as MethodSum, Spread } from "../hub.ts";
import { partOf } from "../jobs/jobs.filter.ts";
import { DataTable } from "../parts/data-table.tsx";
import type { Column } from "../parts/data-table.types.ts";
import { Section } from "../parts/section.tsx";
import { overviewText } from "../text/overview.ts";
import { text } from "../text/text.ts";
import { jobsLink } from "./jobs-link.ts";

const count = (id: "made" | "finished" | "failed" | "cancelled", isWide = false): Column<MethodSum> => ({
  id,
  title: overviewText[id],
  align: "right",
  isWide,
  sort: (sums) => sums[id],
  cell: (sums) => formatCount(sums[id]),
});

const median = (id: "wait" | "run", title: string): Column<MethodSum> => ({
  id,
  title,
  align: "right",
  isWide: true,
  sort: (sums) => sums[id]?.p50 ?? -1,
  cell: (sums) => medianOf(sums[id]),
});

function medianOf(spread: Spread | null): string {
  return spread ? formatDuration(spread.p50 * 1000) : text.none;
}

const COLUMNS = [
  count("made", true),
  count("finished"),
  count("failed"),
  count("cancelled", true),
  median("wait", overviewText.waitMedian),
  median("run", overviewText.runMedian),
];

export function MethodSums({ methods, project }: { readonly methods: readonly MethodSum[]; readonly project: number | null }) {
  if (methods.length === 0) return null;
  const name: Column<MethodSum> = {
    id: "method",
    title: overviewText.method,
    sort: ({ method }) => method,
    cell: ({ method }) => <MethodName method={method} project={project} />,
  };
  return (
    <Section title={overviewText.methods} more={overviewText.median}>
      <DataTable label={overviewText.methods} columns={[name, ...COLUMNS]} rows={methods} keyOf={({ method }) => method} />
    </Section>
  );
}

function MethodName({ method, project }: { readonly method: string; readonly project: number | null }) {
  const link = jobsLink(project, partOf("method", method));
  return link ? <Link {...link}>{method}</Link> : method;
}
