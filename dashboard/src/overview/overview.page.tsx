import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { accountQuery, useAccount } from "../accounts/accounts.queries.ts";
import type { Project } from "../hub.ts";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";
import { useProject } from "../projects/projects.queries.ts";
import { mayOnAccount, useMe } from "../session/session.ts";
import { overviewText } from "../text/overview.ts";
import { accountStatisticsQuery, hubStatisticsQuery, projectStatisticsQuery } from "./overview.queries.ts";
import { Overview, type Serving } from "./overview.tsx";
import { WindowChoice } from "./window-choice.tsx";

const ofProject = getRouteApi("/signed-in/projects/$project/overview");
const ofAccount = getRouteApi("/signed-in/accounts/$account/overview");
const ofHub = getRouteApi("/signed-in/hub/overview");

export function ProjectOverviewPage() {
  const project = useProject();
  const { window = "1h" } = ofProject.useSearch();
  const query = useQuery(projectStatisticsQuery(project.id, window));
  const serving = useServing(project);
  return (
    <Page title={overviewText.title} actions={<WindowChoice window={window} />}>
      <Loaded query={query}>
        {(statistics) => <Overview statistics={statistics} window={window} serving={serving} project={project.id} />}
      </Loaded>
    </Page>
  );
}

/** Workers and queues: for staff those of the whole hub, for managers of the project's account its own. */
function useServing({ account: id }: Project): Serving | null {
  const me = useMe();
  const account = useQuery({ ...accountQuery(String(id)), enabled: !me.isStaff });
  const mayAccount = !me.isStaff && account.data !== undefined && mayOnAccount(me, account.data, "MANAGER");
  const whole = useQuery({ ...hubStatisticsQuery("1h"), enabled: me.isStaff });
  const own = useQuery({ ...accountStatisticsQuery(String(id), "1h"), enabled: mayAccount });
  return whole.data ?? own.data ?? null;
}

export function AccountOverviewPage() {
  const account = useAccount();
  const { window = "1h" } = ofAccount.useSearch();
  const query = useQuery(accountStatisticsQuery(String(account.id), window));
  return (
    <Page title={overviewText.of(account.name)} actions={<WindowChoice window={window} />}>
      <Loaded query={query}>
        {(statistics) => <Overview statistics={statistics} window={window} serving={statistics} project={null} />}
      </Loaded>
    </Page>
  );
}

export function HubOverviewPage() {
  const { window = "1h" } = ofHub.useSearch();
  const query = useQuery(hubStatisticsQuery(window));
  return (
    <Page title={overviewText.ofHub} actions={<WindowChoice window={window} />}>
      <Loaded query={query}>
        {(statistics) => <Overview statistics={statistics} window={window} serving={statistics} project={null} />}
      </Loaded>
    </Page>
  );
}
