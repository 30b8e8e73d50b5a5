/** One job for whoever has its key, signed in or not. */

import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { live } from "../../live/live.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { LiveMark } from "../../shell/live-mark.tsx";
import { Logo } from "../../shell/logo.tsx";
import { jobText } from "../../text/job.ts";
import { useLiveJob } from "./job.live.ts";
import styles from "./job.module.css";
import { watchedJobQuery } from "./job.queries.ts";
import { JobView } from "./job-view.tsx";

const route = getRouteApi("/shared/projects/$project/jobs/$job");

export function SharedJobPage() {
  const { project, job } = route.useParams();
  const { key, attempt = null } = route.useSearch();
  const navigate = route.useNavigate();
  const place = { project, job, key };
  useEffect(() => {
    live.start(project, { job, key });
    return () => live.stop();
  }, [project, job, key]);
  useLiveJob(place);
  return (
    <main className={styles.shared}>
      <header className={styles.sharedHead}>
        <Logo />
        <span className="soft">{jobText.shared.lead}</span>
        <LiveMark />
        <Link to="/">{jobText.shared.signIn}</Link>
      </header>
      <Loaded query={useQuery(watchedJobQuery(place))}>
        {(data) => (
          <JobView
            job={data}
            place={place}
            mayChange={false}
            attempt={attempt}
            onAttempt={(chosen) => void navigate({ search: { key, attempt: chosen }, replace: true, resetScroll: false })}
          />
        )}
      </Loaded>
    </main>
  );
}
