import { Type } from "typebox";
import { VERSION } from "../../service/version.ts";
import type { App } from "../http/app.ts";
import { Named, Time } from "../http/schemas.ts";
import { databaseTime } from "./status.store.ts";

const StatusResponse = Named(
  "StatusResponse",
  Type.Object({
    time: Time({ description: "The time at the database." }),
    version: Type.String({ description: "Version of Jobhub." }),
  }),
);

export async function statusRoutes(app: App): Promise<void> {
  const { database } = app.hub;

  app.get(
    "/status/",
    {
      schema: {
        operationId: "status_read",
        tags: ["status"],
        summary: "Get the system status.",
        description: "503 when the database is away.",
        response: { 200: StatusResponse },
      },
    },
    async () => ({ time: await databaseTime(database), version: VERSION }),
  );
}
