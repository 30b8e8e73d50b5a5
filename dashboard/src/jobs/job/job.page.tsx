import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Loaded } from "../../parts/loaded.tsx";
import { useProject } from "../../projects/projects.queries.ts";
import { mayOnProject } from "../../session/session.ts";
import { useLiveJob } from "./job.live.ts";
import { watchedJobQuery } from "./job.queries.ts";
import { JobView } from "./job-view.tsx";

const route = getRouteApi("/signed-in/projects/$project/jobs/$job");

export function JobPage() {
  const project = useProject();
  const { job } = route.useParams();
  const { attempt = null } = route.useSearch();
  const navigate = route.useNavigate();
  const place = { project: project.id, job };
  useLiveJob(place);
  return (
    <Loaded query={useQuery(watchedJobQuery(place))}>
      {(data) => (
        <JobView
          key={job}
          job={data}
          place={place}
          mayChange={mayOnProject(project, "EDITOR")}
          attempt={attempt}
          onAttempt={(chosen) => void navigate({ search: { attempt: chosen }, replace: true, resetScroll: false })}
        />
      )}
    </Loaded>
  );
}
