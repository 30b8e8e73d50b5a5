/** What people did to workers and messages: for those who answer for them. */

import { Type } from "typebox";
import { AccountParams } from "../access/access.schemas.ts";
import { accountOf } from "../access/access.service.ts";
import type { App } from "../http/app.ts";
import { PAGE_QUERY, pageOf } from "../http/pages.ts";
import { AuditPage } from "./audit.schemas.ts";
import { listAudit } from "./audit.store.ts";

export async function auditRoutes(app: App): Promise<void> {
  const { database } = app.hub;

  app.get(
    "/accounts/:account/audit/",
    {
      schema: {
        operationId: "accounts_audit_list",
        tags: ["accounts"],
        summary: "List what was done to the workers of an account.",
        description: "Every request of remote control, with who it was and what came of it.",
        params: AccountParams,
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: AuditPage },
      },
    },
    async (request) => pageOf(request, await listAudit(database, accountOf(request).id, request.query)),
  );

  app.get(
    "/audit/",
    {
      schema: {
        operationId: "audit_list",
        tags: ["broker"],
        summary: "List what was done to workers and messages.",
        description: "Of all accounts, and of the hub as a whole.",
        querystring: Type.Object(PAGE_QUERY),
        response: { 200: AuditPage },
      },
    },
    async (request) => pageOf(request, await listAudit(database, null, request.query)),
  );
}
