/**
 * The manager's HTTP app: shared plugins first, then one module of routes for each noun.
 *
 * A module lies in `src/manager/<noun>/`: `<noun>.routes.ts` exports `<noun>Routes(app: App)`, which declares routes with
 * paths below /api, written with their trailing slash; each has a `schema` with `operationId`, `tags`, `summary`, and TypeBox schemas
 * (`http/schemas.ts` has the building blocks) of `params`, `querystring`, `body` and `response`. Its handler calls one
 * function of `<noun>.service.ts`, whose SQL is in `<noun>.store.ts`. The routes work on `app.hub`.
 *
 * What a route need not think of: who may call it is a row in `permissions.ts` (afterwards `signedIn(request)`, `projectOf(request)` and
 * `accountOf(request)` are there); keys, times, ids in paths and unknown fields are seen to by its schemas, errors by throwing `ApiError`.
 * Replies are sent as they are returned; in tests each is checked against its schema.
 */

import cookie from "@fastify/cookie";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyBaseLogger, LogController } from "fastify";
import type { Broker } from "../broker/broker.ts";
import type { Database } from "../database/connect.ts";
import type { Logger } from "../service/log.ts";
import { Access } from "./access/access.service.ts";
import { addAccess, checkOf } from "./access/access.ts";
import { OpenRequests } from "./access/open-requests.ts";
import { accountsRoutes } from "./accounts/accounts.routes.ts";
import { adoptionRoutes } from "./adoption/adoption.routes.ts";
import { agentsRoutes } from "./agents/agents.routes.ts";
import { auditRoutes } from "./audit/audit.routes.ts";
import { Identities } from "./auth/identities.ts";
import { connectRoutes } from "./connect/connect.routes.ts";
import { Dashboard } from "./dashboard/dashboard.ts";
import { addDocs } from "./docs/docs.routes.ts";
import { healthRoutes } from "./health/health.routes.ts";
import type { App } from "./http/app.ts";
import { addJsonBodies } from "./http/bodies.ts";
import { addPromptClosing } from "./http/closing.ts";
import { addErrorReplies, replyToClientError, replyToFrameworkError } from "./http/errors.ts";
import { addNoStore, addSafetyHeaders } from "./http/headers.ts";
import { watchMethods } from "./http/methods.ts";
import { addMetrics, Metrics } from "./http/metrics.ts";
import { addProtocolErrors } from "./http/protocol.ts";
import { validatorCompiler } from "./http/validation.ts";
import type { HubConfig } from "./hub.ts";
import { acceptRoutes } from "./invites/accept.routes.ts";
import { invitesRoutes } from "./invites/invites.routes.ts";
import { jobsRoutes } from "./jobs/jobs.routes.ts";
import { liveRoutes } from "./live/live.routes.ts";
import { Mailer } from "./mail/mailer.ts";
import { methodsRoutes } from "./methods/methods.routes.ts";
import { projectsRoutes } from "./projects/projects.routes.ts";
import { queuesRoutes } from "./queues/queues.routes.ts";
import { sessionsRoutes } from "./sessions/sessions.routes.ts";
import { setAsideRoutes } from "./set-aside/set-aside.routes.ts";
import { signInCodesRoutes, signInRoutes } from "./sign-in/sign-in.routes.ts";
import { statisticsRoutes } from "./statistics/statistics.routes.ts";
import { statusRoutes } from "./status/status.routes.ts";
import { teamsRoutes } from "./teams/teams.routes.ts";
import { Guesses } from "./throttles/guesses.ts";
import { Throttles } from "./throttles/throttles.ts";
import { tiersRoutes } from "./tiers/tiers.routes.ts";
import { tokensRoutes } from "./tokens/tokens.routes.ts";
import { usersRoutes } from "./users/users.routes.ts";
import { accountWorkersRoutes } from "./workers/account-workers.routes.ts";
import { workerControlRoutes } from "./workers/worker-control.routes.ts";
import { workersRoutes } from "./workers/workers.routes.ts";
import { zonesRoutes } from "./zones/zones.routes.ts";

export interface AppOptions {
  readonly database: Database;
  readonly broker: Broker;
  readonly config: HubConfig;
  readonly log: Logger;
  /** The time in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
  /** Called with the app before any route is registered. */
  readonly extend?: (app: App) => void;
}

/** How long a request may take to arrive. */
const REQUEST_TIMEOUT_MS = 60_000;

/** Builds the app; `listen` or `inject` makes it ready, `close` lets go of everything but the database and the broker. */
export async function buildApp({ database, broker, config, log, now = Date.now, extend }: AppOptions): Promise<App> {
  const app: App = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.bodyLimit,
    trustProxy: trustOf(config.trustProxy),
    requestTimeout: REQUEST_TIMEOUT_MS,
    // What still comes while it stops, on a connection that is open, is answered; the connection is closed after it.
    return503OnClosing: false,
    http: { requireHostHeader: false },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    frameworkErrors: replyToFrameworkError,
    clientErrorHandler: replyToClientError,
  }).withTypeProvider<TypeBoxTypeProvider>();
  const metrics = new Metrics();
  const identities = new Identities(database, now, config.sessionMs);
  const guesses = new Guesses(now, config.guesses);
  // Keys are counted apart: guesses at more of them than are remembered shall not make us forget those at passwords.
  const access = new Access(database, identities, new Guesses(now, config.guesses));
  const openRequests = new OpenRequests(access, log, { checkMs: config.checkMs });
  const mailer = config.mail ? new Mailer(config.mail) : null;
  const throttles = await Throttles.add(app, config.throttles);
  app.decorate("hub", { database, broker, config, log, metrics, access, guesses, throttles, openRequests, mailer, now });

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => JSON.stringify);
  addPromptClosing(app);
  const dashboard = new Dashboard();
  addErrorReplies(app, (request, reply) => dashboard.answerMissing(request, reply));
  addProtocolErrors(app);
  addSafetyHeaders(app);
  addJsonBodies(app);
  await app.register(cookie);
  const refuseOtherMethods = watchMethods(app);
  addAccess(app);
  addMetrics(app, metrics, checkOf(app, "hub_read"));
  await addDocs(app);
  extend?.(app);
  app.addHook("onReady", () => identities.start());
  app.addHook("onClose", async () => openRequests.stop());
  app.addHook("onClose", () => identities.stop());
  app.addHook("onClose", async () => mailer?.stop());

  await app.register(apiRoutes, { prefix: "/api" });
  await app.register(signInRoutes);
  await app.register(acceptRoutes);
  await app.register(dashboard.routes);
  refuseOtherMethods();
  return app;
}

/** Of several proxies, the last ones in the list of where a request came through are ours: what stands before may be made up. */
function trustOf(proxies: HubConfig["trustProxy"] = false) {
  return typeof proxies !== "number" ? proxies : proxies > 0 && ((_address: string, hop: number) => hop < proxies);
}

async function apiRoutes(api: App): Promise<void> {
  addNoStore(api);
  api.register(statusRoutes);
  api.register(tokensRoutes);
  api.register(signInCodesRoutes);
  api.register(sessionsRoutes);
  api.register(usersRoutes);
  api.register(accountsRoutes);
  api.register(teamsRoutes);
  api.register(tiersRoutes);
  api.register(invitesRoutes);
  api.register(projectsRoutes);
  api.register(agentsRoutes);
  api.register(jobsRoutes);
  api.register(liveRoutes);
  api.register(connectRoutes);
  api.register(workersRoutes);
  api.register(accountWorkersRoutes);
  api.register(workerControlRoutes);
  api.register(setAsideRoutes);
  api.register(auditRoutes);
  api.register(adoptionRoutes);
  api.register(queuesRoutes);
  api.register(zonesRoutes);
  api.register(statisticsRoutes);
  api.register(methodsRoutes);
  api.register(healthRoutes);
}
