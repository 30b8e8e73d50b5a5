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
import { AnswerError } from "./hub.ts";
import { readJobsSearch } from "./jobs/jobs.search.ts";
import { Failure } from "./parts/failure.tsx";
import { Lines } from "./parts/loaded.tsx";
import { Missing } from "./parts/missing.tsx";
import { lastProject } from "./projects/last-project.ts";
import { ProjectFrame } from "./projects/project-frame.tsx";
import { projectQuery, projectsQuery } from "./projects/projects.queries.ts";
import { parseSearch, stringifySearch } from "./search.ts";
import { meQuery } from "./session/session.ts";
import { readSignInSearch } from "./session/sign-in.search.ts";
import { Shell } from "./shell/shell.tsx";

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

const routes = root.addChildren([signIn, signedIn.addChildren([home, project.addChildren([jobs])])]);

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
