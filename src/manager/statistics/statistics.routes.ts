/** Statistics of jobs over time: of a project, of an account, of the hub. */

import { AccountParams, ProjectParams } from "../access/access.schemas.ts";
import { accountOf, projectOf } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { Rollup } from "./rollup.ts";
import { ProjectStatistics, StatisticsQuery, WholeStatistics } from "./statistics.schemas.ts";
import { readStatistics, readWholeStatistics } from "./statistics.service.ts";

const DESCRIPTION =
  "What happened to jobs, span by span, and how many have which status now. A few seconds behind at most, and as quick with millions " +
  "of jobs as with a few. A job counts where it was made, began or ended, by its worker's clock where that told the time.";

export async function statisticsRoutes(app: App): Promise<void> {
  const { hub } = app;
  const rollup = new Rollup(hub);
  app.addHook("onReady", () => rollup.start());
  app.addHook("onClose", () => rollup.stop());

  app.get(
    "/projects/:project/statistics/",
    {
      schema: {
        operationId: "projects_statistics_read",
        tags: ["projects"],
        summary: "Read statistics of a project's jobs.",
        description: DESCRIPTION,
        params: ProjectParams,
        querystring: StatisticsQuery,
        response: { 200: ProjectStatistics },
      },
    },
    (request) => readStatistics(hub, { subject: "project", id: projectOf(request).id }, request.query),
  );

  app.get(
    "/accounts/:account/statistics/",
    {
      schema: {
        operationId: "accounts_statistics_read",
        tags: ["accounts"],
        summary: "Read statistics of an account's jobs.",
        description: `${DESCRIPTION} With the account's own workers and queues.`,
        params: AccountParams,
        querystring: StatisticsQuery,
        response: { 200: WholeStatistics },
      },
    },
    (request) => readWholeStatistics(hub, accountOf(request).id, request.query),
  );

  app.get(
    "/hub/statistics/",
    {
      schema: {
        operationId: "hub_statistics_read",
        tags: ["hub"],
        summary: "Read statistics of all jobs.",
        description: `${DESCRIPTION} With all workers and queues.`,
        querystring: StatisticsQuery,
        response: { 200: WholeStatistics },
      },
    },
    (request) => readWholeStatistics(hub, null, request.query),
  );
}
