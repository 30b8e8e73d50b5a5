/** Puts the rule of its operation before every route. */

import type { FastifyRequest } from "fastify";
import type { Identity, User } from "../auth/auth.store.ts";
import type { App } from "../http/types.ts";
import { PERMISSIONS, type Rule } from "../permissions.ts";
import type { Access, AccountAccess, ProjectAccess } from "./access.service.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who sends it; null for nobody, and for operations that do not ask. */
    user: User | null;
    /** The session that signs it; null if a token does, or nothing. */
    session: Identity | null;
    /** What it is signed with; null for nothing. */
    token: string | null;
    project: ProjectAccess | null;
    account: AccountAccess | null;
  }
}

export function addAccess(app: App, access: Access): void {
  app.decorateRequest("user", null);
  app.decorateRequest("session", null);
  app.decorateRequest("token", null);
  app.decorateRequest("project", null);
  app.decorateRequest("account", null);
  app.addHook("onRoute", (route) => {
    const { operationId: operation, hide } = route.schema ?? {};
    if (operation === undefined && !hide) throw new Error(`${route.url} has no operationId, and so no rule of who may use it.`);
    if (operation === undefined) return;
    const rule = ruleOf(operation);
    const check = (request: FastifyRequest) => access.check(request, rule);
    route.onRequest = [check, ...[route.onRequest ?? []].flat()];
  });
}

export function ruleOf(operation: string): Rule {
  const rule = PERMISSIONS[operation];
  if (!rule) throw new Error(`permissions.ts has no rule for the operation ${operation}.`);
  return rule;
}
