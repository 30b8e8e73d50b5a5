/** A job, whole: for those who have a role on its project, and for those who have its key. */

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Job } from "../../hub.ts";
import { Facts } from "../../parts/facts.tsx";
import { Lines } from "../../parts/loaded.tsx";
import { Page } from "../../parts/page.tsx";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Duration, TimeAgo } from "../../parts/times.tsx";
import { jobText } from "../../text/job.ts";
import { readProgress } from "../progress.ts";
import { ProgressBar } from "../progress-bar.tsx";
import { AttemptsSection } from "./attempts-section.tsx";
import { ChildrenSection } from "./children-section.tsx";
import { CommandsSection } from "./commands-section.tsx";
import { ErrorSection, ParamsSection, ResultSection } from "./data-sections.tsx";
import styles from "./job.module.css";
import { type JobPlace, timelineQuery } from "./job.queries.ts";
import { JobActions } from "./job-actions.tsx";
import { LogSection } from "./log/log-section.tsx";
import { StateSteps } from "./state-steps.tsx";
import { stepsOf } from "./states.ts";

export interface JobViewProps {
  readonly job: Job;
  readonly place: JobPlace;
  /** Whether one has a role on its project, and not its key alone. */
  readonly mayChange: boolean;
  /** Which attempt is shown; null for the current one. */
  readonly attempt: number | null;
  readonly onAttempt: (attempt: number) => void;
}

export function JobView({ job, place, mayChange, attempt: wanted, onAttempt }: JobViewProps) {
  const { data: timeline } = useQuery(timelineQuery(place));
  const attempt = Math.min(wanted ?? job.retries, job.retries);
  const attempts = timeline?.attempts ?? [];
  const shown = attempts.find((one) => one.attempt === attempt);
  const isCurrent = attempt === job.retries;
  return (
    <Page
      title={job.summaryString}
      aside={<StatusBadge status={job.status} />}
      actions={<JobActions job={job} place={place} mayChange={mayChange} />}
    >
      <Lead job={job} />
      {timeline ? <StateSteps steps={stepsOf(timeline.changes, attempt)} /> : <Lines count={3} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          <ErrorSection error={isCurrent ? job.error : shown?.error} />
          {attempts.length > 1 && <AttemptsSection attempts={attempts} shown={attempt} onShow={onAttempt} />}
          <ResultSection result={job.result} params={job.params} />
          <ChildrenSection project={place.project} ids={job.children} />
          <LogSection
            key={attempt}
            place={place}
            attempt={attempt}
            length={isCurrent ? job.logLength : (shown?.logLength ?? 0)}
            isGoingOn={job.isActive && isCurrent}
            isOneOfMany={attempts.length > 1}
          />
        </div>
        <div className={styles.side}>
          <FactsSection job={job} queue={timeline?.queue ?? null} mayChange={mayChange} />
          <ParamsSection params={job.params} />
          {mayChange && <CommandsSection job={job} project={place.project} />}
        </div>
      </div>
    </Page>
  );
}

/** What is going on, in a sentence, and how far it is. */
function Lead({ job: { statusMessage, progress, isActive } }: { readonly job: Job }) {
  const far = readProgress(progress);
  return (
    <div className={styles.lead} role="status">
      <span>{statusMessage}</span>
      {isActive && far.words !== null && (
        <div className={styles.progress}>
          <ProgressBar of={far} isActive />
        </div>
      )}
    </div>
  );
}

interface FactsSectionProps extends Pick<JobViewProps, "job" | "mayChange"> {
  readonly queue: string | null;
}

function FactsSection({ job, queue, mayChange }: FactsSectionProps) {
  const link = (id: number | null) =>
    id === null ? null : mayChange ? <JobLink project={job.project} job={id} /> : jobText.number(id);
  return (
    <Section title={jobText.facts}>
      <Facts
        facts={[
          [jobText.id, job.id],
          [
            jobText.method,
            <span key="method" className="mono">
              {job.method}
            </span>,
          ],
          [jobText.description, job.description],
          [jobText.attempt, jobText.attemptOf(job.retries, job.maxAttempts)],
          [jobText.queue, queue && <span className="mono">{queue}</span>],
          [jobText.worker, job.worker && <span className="mono">{job.worker}</span>],
          [jobText.created, <TimeAgo key="created" time={job.created} />],
          [jobText.waited, <Duration key="waited" from={job.created} to={job.began ?? job.ended} />],
          [jobText.ran, job.began && <Duration from={job.began} to={job.ended} />],
          [jobText.rerunOf, link(job.rerunOf)],
          [jobText.parent, link(job.parent)],
        ]}
      />
    </Section>
  );
}

function JobLink({ project, job }: { readonly project: number | null; readonly job: number }) {
  return (
    <Link to="/projects/$project/jobs/$job" params={{ project: project ?? 0, job }}>
      {jobText.number(job)}
    </Link>
  );
}
