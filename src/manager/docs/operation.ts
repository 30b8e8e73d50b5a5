/** What every operation has in the document and no route needs to say: who may call it, and its errors. */

import type { SwaggerTransform } from "@fastify/swagger";
import type { FastifySchema } from "fastify";
import { ruleOf } from "../access/access.ts";
import { ErrorReply } from "../http/schemas.ts";
import { type Rule, whoMay } from "../permissions.ts";

const MEANINGS: Readonly<Record<number, string>> = {
  200: "Done.",
  201: "Created.",
  204: "Done; there is nothing more to say.",
  400: "Something in the request is not valid.",
  401: "Not signed in, or with a bad token.",
  402: "A quota of the account is used up: the message tells which, and when it frees up.",
  403: "Not allowed.",
  404: "Not there, or not for you to know of.",
  413: "The body is too large.",
  415: "The body is not JSON.",
  424: "The worker does not answer.",
  429: "Too many requests. Try again after `Retry-After` seconds.",
  503: "The database is away. Try again after `Retry-After` seconds.",
};

/** What is refused with a 409, by operation. */
const CONFLICTS: Readonly<Record<string, string>> = {
  accounts_create: "The name is taken.",
  accounts_partial_update: "The name is taken, or cannot be changed.",
  accounts_users_create: "The user is one of the account's already.",
  accounts_users_partial_update: "The account needs an OWNER.",
  accounts_users_delete: "The account needs an OWNER, and a personal one its person.",
  accounts_teams_create: "The name is taken.",
  accounts_teams_partial_update: "The name is taken.",
  accounts_zones_create: "The name is taken.",
  accounts_zones_delete: "Workers take from its queues, or jobs wait there.",
  accounts_workers_inspect: "The worker has finished, or says that it cannot.",
  accounts_workers_control: "The worker has finished, or refuses, with its reason.",
  projects_create: "The name is taken.",
  projects_partial_update: "The name is taken.",
  projects_delete: "Jobs of it are active.",
  projects_jobs_retry: "The job has not ended, or is made of others.",
  projects_jobs_delete: "The job has not ended.",
  projects_jobs_bulk_retry: "Another request runs the same jobs again.",
  projects_agents_create: "The user or team has a role on the project already.",
  projects_agents_partial_update: "The project needs an OWNER.",
  projects_agents_delete: "The project needs an OWNER.",
  tiers_create: "The name is taken.",
  tiers_partial_update: "The name is taken.",
  tiers_delete: "Accounts are on it, or new ones come to it.",
  users_create: "The name is taken.",
  users_partial_update: "Nobody can turn themself away, nor leave the staff.",
};

/** What makes jobs, of which an account may have only so many. */
const MAKES_JOBS = new Set([
  "projects_jobs_create",
  "projects_jobs_bulk_create",
  "projects_jobs_execute",
  "projects_jobs_retry",
  "projects_jobs_bulk_retry",
]);

/** What is asked of a worker itself. */
const ASKS_WORKERS = new Set(["accounts_workers_inspect", "accounts_workers_control"]);

type Schema = FastifySchema & { readonly response?: Record<string, object> };

export const describeOperation: SwaggerTransform = ({ schema, url }) => {
  const { operationId, description, response = {}, ...rest } = schema as Schema;
  if (operationId === undefined) return { schema, url };
  const rule = ruleOf(operationId);
  return {
    // What a path may end in, however long, has a name in the document.
    url: url.replace(/\*$/, ":path/"),
    schema: {
      ...rest,
      operationId,
      description: [description, `**Who may:** ${whoMay(rule)}`].filter(Boolean).join("\n\n"),
      response: described({ ...errorsOf(operationId, schema as Schema, rule), ...response }),
      // Signed or not: clients send their token where they have one.
      ...(mayBeUnsigned(rule) && { security: [{}, { Token: [] }] }),
    },
  };
};

function mayBeUnsigned(rule: Rule): boolean {
  return rule.who === "open" || rule.who === "anyone" || (rule.who === "project" && rule.jobKey);
}

function errorsOf(operationId: string, { body, params, querystring }: Schema, rule: Rule): Record<string, object> {
  const codes = [
    ...(body || querystring ? [400] : []),
    ...(rule.who === "open" ? [] : [401]),
    ...(MAKES_JOBS.has(operationId) ? [402] : []),
    ...(rule.who === "open" || rule.who === "anyone" || rule.who === "user" ? [] : [403]),
    ...(params ? [404] : []),
    ...(body ? [413, 415] : []),
    ...(rule.who === "staff" ? [] : [429]),
    ...(ASKS_WORKERS.has(operationId) ? [424] : []),
    503,
  ];
  // Also of an operation whose success is not JSON.
  const reply = { content: { "application/json": { schema: ErrorReply } } };
  const conflict = CONFLICTS[operationId];
  return {
    ...Object.fromEntries(codes.map((code) => [code, reply])),
    ...(conflict !== undefined && { 409: { ...reply, description: conflict } }),
  };
}

function described(response: Record<string, object>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(response).map(([code, schema]) => [
      code,
      { ...schema, "x-response-description": (schema as { description?: string }).description ?? MEANINGS[Number(code)] ?? "" },
    ]),
  );
}
