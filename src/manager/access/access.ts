/** Puts the rule of its operation before every route. */

import type { FastifyReply, FastifyRequest } from "fastify";
import type { Identity, User } from "../auth/auth.store.ts";
import type { App } from "../http/app.ts";
import { PERMISSIONS, type Rule } from "../permissions.ts";
import type { AccountAccess, ProjectAccess } from "./access.service.ts";

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

/** Longest body of what nobody needs to be known for, in bytes: to read one of many megabytes takes seconds. */
const OPEN_BODY_LIMIT = 2 ** 16;

export function addAccess(app: App): void {
  app.decorateRequest("user", null);
  app.decorateRequest("session", null);
  app.decorateRequest("token", null);
  app.decorateRequest("project", null);
  app.decorateRequest("account", null);
  app.addHook("onRoute", (route) => {
    const { operationId: operation, hide } = route.schema ?? {};
    if (operation === undefined && !hide) throw new Error(`${route.url} has no operationId, and so no rule of who may use it.`);
    if (operation === undefined) return;
    const check = checkOf(app, operation);
    if (ruleOf(operation).who === "open") route.bodyLimit = OPEN_BODY_LIMIT;
    route.onRequest = [check, ...[route.onRequest ?? []].flat()];
  });
}

/** What comes before everything else of a request: who sends it, whether that is one too many, and whether the rule lets it in. */
export function checkOf({ hub }: App, operation: string) {
  const rule = ruleOf(operation);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { access, throttles } = hub;
    try {
      if (rule.who !== "open") request.user = await access.identify(request);
    } catch (error) {
      // Whoever has a bad token is nobody.
      await throttles.count(request, reply, operation);
      throw error;
    }
    if (!request.user?.isStaff) await throttles.count(request, reply, operation);
    await access.check(request, rule);
  };
}

export function ruleOf(operation: string): Rule {
  const rule = PERMISSIONS[operation];
  if (!rule) throw new Error(`permissions.ts has no rule for the operation ${operation}.`);
  return rule;
}
