/** The workers of an account, for its members. */

import { Type } from "typebox";
import { ApiError } from "../../core/errors.ts";
import { accountOf } from "../access/access.service.ts";
import { AccountParams } from "../accounts/accounts.schemas.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import type { App } from "../http/types.ts";
import { HeartbeatsPage, WorkerModel, WorkerParams, WorkersPage, WorkersQuery } from "./account-workers.schemas.ts";
import { findAccountWorker, listHeartbeats, listWorkers } from "./account-workers.store.ts";

const TAGS = ["accounts"];

export async function accountWorkersRoutes(app: App): Promise<void> {
  const { database, now } = app.hub;
  const present = () => new Date(now()).toISOString();

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
    async (request) => {
      const { active = null, ...page } = request.query;
      return pageOf(request, await listWorkers(database, accountOf(request).id, active, present(), page));
    },
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
    async (request) => {
      const worker = await findAccountWorker(database, accountOf(request).id, request.params.worker, present());
      if (!worker) throw new ApiError("notFound");
      return worker;
    },
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
    async (request) => {
      const found = await listHeartbeats(database, accountOf(request).id, request.params.worker, request.query);
      if (!found) throw new ApiError("notFound");
      return pageOf(request, found);
    },
  );
}
