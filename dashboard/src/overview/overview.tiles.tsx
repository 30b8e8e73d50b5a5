import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Category, STATUSES } from "../../../src/core/status.ts";
import { formatCount, formatShare } from "../format.ts";
import type { JobSums, StatusCount, WorkerSums } from "../hub.ts";
import { Section } from "../parts/section.tsx";
import { CategoryIcon } from "../parts/status-badge.tsx";
import { overviewText } from "../text/overview.ts";
import { text } from "../text/text.ts";
import { jobsLink } from "./jobs-link.ts";
import styles from "./overview.module.css";
import type { Window } from "./overview.search.ts";

const CATEGORIES = ["Pending", "Running", "Finished", "Failed", "Cancelled"] as const satisfies readonly Category[];

interface StatusCountsProps {
  readonly statuses: readonly StatusCount[];
  readonly project: number | null;
}

/** How many jobs are how now; each count leads to them. */
export function StatusCounts({ statuses, project }: StatusCountsProps) {
  return (
    <Section title={overviewText.now}>
      <div className={styles.tiles}>
        {CATEGORIES.map((category) => {
          const of = statuses.filter(({ status, jobs }) => STATUSES[status].category === category && jobs > 0);
          const link = jobsLink(project, `status:${category.toLowerCase()}`);
          const inside = (
            <>
              <span className={styles.label}>
                <CategoryIcon category={category} />
                {text.category[category]}
              </span>
              <span className={styles.value}>{formatCount(of.reduce((sum, { jobs }) => sum + jobs, 0))}</span>
              <span className={styles.more}>
                {of.length > 1 && of.map(({ status, jobs }) => `${text.status[status]} ${formatCount(jobs)}`).join(" · ")}
              </span>
            </>
          );
          return link ? (
            <Link key={category} {...link} className={`${styles.tile} ${styles.leads}`} data-category={category}>
              {inside}
            </Link>
          ) : (
            <div key={category} className={styles.tile} data-category={category}>
              {inside}
            </div>
          );
        })}
      </div>
    </Section>
  );
}

interface TotalsProps {
  readonly totals: JobSums;
  readonly window: Window;
  readonly workers: WorkerSums | null;
}

export function Totals({ totals, window, workers }: TotalsProps) {
  const { made, finished, failed, cancelled } = totals;
  const ended = finished + failed;
  return (
    <Section title={overviewText.inWindow[window]}>
      <div className={styles.tiles}>
        <Tile label={overviewText.made} value={formatCount(made)} />
        <Tile label={overviewText.finished} value={formatCount(finished)} />
        <Tile label={overviewText.failed} value={formatCount(failed)} more={ended > 0 && formatShare(failed / ended)} />
        <Tile label={overviewText.cancelled} value={formatCount(cancelled)} />
        {workers && (
          <>
            <Tile
              label={overviewText.workersAlive}
              value={formatCount(workers.alive)}
              more={overviewText.workersBusy(workers.busy)}
            />
            <Tile label={overviewText.slotsUsed} value={overviewText.ofSlots(workers.jobs, workers.slots)} />
          </>
        )}
      </div>
    </Section>
  );
}

interface TileProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly more?: ReactNode;
}

export function Tile({ label, value, more }: TileProps) {
  return (
    <div className={styles.tile}>
      <span className={styles.label}>{label}</span>
      <span className={styles.value}>{value}</span>
      <span className={styles.more}>{more}</span>
    </div>
  );
}
