/** Remote control of the workers of an account: by its managers, and by staff. */

import { accountOf, signedIn } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { WorkerParams } from "./account-workers.schemas.ts";
import { ControlModel, ControlReply, InspectionModel, InspectionQuery } from "./worker-control.schemas.ts";
import { controlWorker, inspectWorker } from "./worker-control.service.ts";

const TAGS = ["accounts"];

export async function workerControlRoutes(app: App): Promise<void> {
  const { hub } = app;

  app.get(
    "/accounts/:account/workers/:worker/inspect/",
    {
      schema: {
        operationId: "accounts_workers_inspect",
        tags: TAGS,
        summary: "Ask a worker.",
        description: "It answers itself, in the words of Celery's `inspect`; a 424 if it does not.",
        params: WorkerParams,
        querystring: InspectionQuery,
        response: { 200: InspectionModel },
      },
    },
    (request) => inspectWorker(hub, accountOf(request), request.params.worker, request.query.what),
  );

  app.post(
    "/accounts/:account/workers/:worker/control/",
    {
      schema: {
        operationId: "accounts_workers_control",
        tags: TAGS,
        summary: "Tell a worker what to do.",
        description:
          "A 424 if it does not answer, a 409 with its reason if it refuses. Each request is in the account's audit. What it changes lasts " +
          "until the worker starts anew.",
        params: WorkerParams,
        body: ControlModel,
        response: { 200: ControlReply },
      },
    },
    (request) => controlWorker(hub, signedIn(request), accountOf(request), request.params.worker, request.body),
  );
}
