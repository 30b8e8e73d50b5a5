/** All pages and their addresses, which are those of the API without `/api`. Each page is a chunk of its own. */

import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  Outlet,
  redirect,
  useRouter,
} from "@tanstack/react-router";
import { accountQuery } from "./accounts/accounts.queries.ts";
import { AnswerError } from "./hub.ts";
import { readJobSearch, readSharedJobSearch } from "./jobs/job/job.search.ts";
import { readJobsSearch } from "./jobs/jobs.search.ts";
import { readSubmitSearch } from "./jobs/submit/submit.search.ts";
import { readOverviewSearch } from "./overview/overview.search.ts";
import { Failure } from "./parts/failure.tsx";
import { Lines } from "./parts/loaded.tsx";
import { Missing } from "./parts/missing.tsx";
import { lastProject } from "./projects/last-project.ts";
import { ProjectFrame } from "./projects/project-frame.tsx";
import { projectQuery, projectsQuery } from "./projects/projects.queries.ts";
import { parseSearch, readNameSearch, stringifySearch } from "./search.ts";
import { meQuery } from "./session/session.ts";
import { readSignInSearch } from "./session/sign-in.search.ts";
import { Shell } from "./shell/shell.tsx";
import { readWorkersSearch } from "./workers/workers.search.ts";

interface Context {
  readonly queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import("./session/sign-in.page.tsx"), "SignInPage"),
});

/** All that needs to know who one is. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: async ({ context: { queries }, location }) => {
    await queries.ensureQueryData(meQuery).catch((error: unknown) => {
      if (!(error instanceof AnswerError) || error.status !== 401) throw error;
      throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href } });
    });
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  loader: async ({ context: { queries } }) => {
    const project = lastProject() ?? (await queries.ensureQueryData(projectsQuery("", 1))).results[0]?.id;
    if (project !== undefined) throw redirect({ to: "/projects/$project/jobs", params: { project }, replace: true });
  },
  component: () => null,
});

const project = createRoute({
  getParentRoute: () => signedIn,
  path: "/projects/$project",
  params: {
    parse: ({ project }) => ({ project: Number(project) }),
    stringify: ({ project }) => ({ project: String(project) }),
  },
  loader: ({ context: { queries }, params }) => queries.ensureQueryData(projectQuery(params.project)),
  component: ProjectFrame,
});

const jobs = createRoute({
  getParentRoute: () => project,
  path: "/jobs",
  validateSearch: readJobsSearch,
  component: lazyRouteComponent(() => import("./jobs/jobs.page.tsx"), "JobsPage"),
});

const submit = createRoute({
  getParentRoute: () => project,
  path: "/submit",
  validateSearch: readSubmitSearch,
  component: lazyRouteComponent(() => import("./jobs/submit/submit.page.tsx"), "SubmitPage"),
});

const job = createRoute({
  getParentRoute: () => project,
  path: "/jobs/$job",
  params: { parse: ({ job }) => ({ job: Number(job) }), stringify: ({ job }) => ({ job: String(job) }) },
  validateSearch: readJobSearch,
  component: lazyRouteComponent(() => import("./jobs/job/job.page.tsx"), "JobPage"),
});

/** For whoever has a link with its key, signed in or not. */
const sharedJob = createRoute({
  getParentRoute: () => root,
  path: "/shared/projects/$project/jobs/$job",
  params: {
    parse: ({ project, job }) => ({ project: Number(project), job: Number(job) }),
    stringify: ({ project, job }) => ({ project: String(project), job: String(job) }),
  },
  validateSearch: readSharedJobSearch,
  component: lazyRouteComponent(() => import("./jobs/job/shared-job.page.tsx"), "SharedJobPage"),
});

const projectOverview = createRoute({
  getParentRoute: () => project,
  path: "/overview",
  validateSearch: readOverviewSearch,
  component: lazyRouteComponent(() => import("./overview/overview.page.tsx"), "ProjectOverviewPage"),
});

const projectSettings = createRoute({
  getParentRoute: () => project,
  path: "/settings",
  component: lazyRouteComponent(() => import("./projects/project-settings.page.tsx"), "ProjectSettingsPage"),
});

const projects = createRoute({
  getParentRoute: () => signedIn,
  path: "/projects",
  validateSearch: readNameSearch,
  component: lazyRouteComponent(() => import("./projects/projects.page.tsx"), "ProjectsPage"),
});

const accounts = createRoute({
  getParentRoute: () => signedIn,
  path: "/accounts",
  component: lazyRouteComponent(() => import("./accounts/accounts.page.tsx"), "AccountsPage"),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: "/accounts/$account",
  loader: ({ context: { queries }, params }) => queries.ensureQueryData(accountQuery(params.account)),
});

const accountHome = createRoute({
  getParentRoute: () => account,
  path: "/",
  component: lazyRouteComponent(() => import("./accounts/account.page.tsx"), "AccountPage"),
});

const accountOverview = createRoute({
  getParentRoute: () => account,
  path: "/overview",
  validateSearch: readOverviewSearch,
  component: lazyRouteComponent(() => import("./overview/overview.page.tsx"), "AccountOverviewPage"),
});

const workers = createRoute({
  getParentRoute: () => account,
  path: "/workers",
  validateSearch: readWorkersSearch,
  component: lazyRouteComponent(() => import("./workers/workers.page.tsx"), "WorkersPage"),
});

const worker = createRoute({
  getParentRoute: () => account,
  path: "/workers/$worker",
  params: {
    parse: ({ worker }) => ({ worker: Number(worker) }),
    stringify: ({ worker }) => ({ worker: String(worker) }),
  },
  component: lazyRouteComponent(() => import("./workers/worker.page.tsx"), "WorkerPage"),
});

const queues = createRoute({
  getParentRoute: () => account,
  path: "/queues",
  component: lazyRouteComponent(() => import("./queues/queues.page.tsx"), "QueuesPage"),
});

const users = createRoute({
  getParentRoute: () => signedIn,
  path: "/users",
  validateSearch: readNameSearch,
  component: lazyRouteComponent(() => import("./users/users.page.tsx"), "UsersPage"),
});

const you = createRoute({
  getParentRoute: () => signedIn,
  path: "/users/me",
  component: lazyRouteComponent(() => import("./you/you.page.tsx"), "YouPage"),
});

const hubHealth = createRoute({
  getParentRoute: () => signedIn,
  path: "/hub",
  component: lazyRouteComponent(() => import("./hub/hub.page.tsx"), "HubPage"),
});

const hubOverview = createRoute({
  getParentRoute: () => signedIn,
  path: "/hub/overview",
  validateSearch: readOverviewSearch,
  component: lazyRouteComponent(() => import("./overview/overview.page.tsx"), "HubOverviewPage"),
});

const routes = root.addChildren([
  signIn,
  sharedJob,
  signedIn.addChildren([
    home,
    project.addChildren([projectOverview, jobs, submit, job, projectSettings]),
    projects,
    accounts,
    account.addChildren([accountHome, accountOverview, workers, worker, queues]),
    users,
    you,
    hubHealth,
    hubOverview,
  ]),
]);

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    // The query cache knows what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: Lines,
    defaultErrorComponent: RouteFailure,
    defaultNotFoundComponent: Missing,
    scrollRestoration: true,
  });
}

function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <Failure error={error} retry={retry} />;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
