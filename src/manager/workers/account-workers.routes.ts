/** The workers of an account, for its members. */

import { Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { accountOf } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { HeartbeatsPage, WorkerModel, WorkerParams, WorkersPage, WorkersQuery } from "./account-workers.schemas.ts";
import { listHeartbeats, listWorkers, readWorker } from "./account-workers.service.ts";

const TAGS = ["accounts"];

export async function accountWorkersRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/accounts/:account/workers/",
    {
      schema: {
        operationId: "accounts_workers_list",
        tags: TAGS,
        summary: "List the workers of an account.",
        description: "Those that are there, and those that were.",
        params: AccountParams,
        querystring: WorkersQuery,
        response: { 200: WorkersPage },
      },
    },
    async (request) => pageOf(request, await listWorkers(hub, accountOf(request), request.query)),
  );

  app.get(
    "/accounts/:account/workers/:worker/",
    {
      schema: {
        operationId: "accounts_workers_read",
        tags: TAGS,
        summary: "Get a worker.",
        params: WorkerParams,
        response: { 200: WorkerModel },
      },
    },
    (request) => readWorker(hub, accountOf(request), request.params.worker),
  );

  app.get(
    "/accounts/:account/workers/:worker/heartbeats/",
    {
      schema: {
        operationId: "accounts_workers_heartbeats_list",
        tags: TAGS,
        summary: "List the heartbeats of a worker.",
        description: "Of the hour before its last one.",
        params: WorkerParams,
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: HeartbeatsPage },
      },
    },
    async (request) => pageOf(request, await listHeartbeats(hub, accountOf(request), request.params.worker, request.query)),
  );
}
