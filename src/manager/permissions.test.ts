/**
 * Every operation, sent as everybody. What should come follows from rules that are said here a second time, in other words than in
 * permissions.ts, so that a wrong row there is noticed. What an operation then does is for its own tests.
 */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { App } from "./http/app.ts";
import { type AccountRole, PERMISSIONS, type ProjectRole } from "./permissions.ts";
import { buildTestApp, type TestApp, type TestProject, type TestUser } from "./testing.ts";

/** Sent instead of doing anything, to whom the rule lets through. */
const PASSED = 299;
/** The lowest first, in each. */
const PROJECT_LADDER: readonly ProjectRole[] = ["READER", "REVIEWER", "EDITOR", "AUTHOR", "MANAGER", "OWNER"];
const ACCOUNT_LADDER: readonly AccountRole[] = ["MEMBER", "MANAGER", "OWNER"];

type Need =
  | { readonly of: "nobody" | "goodCredentials" | "user" | "staff" }
  | { readonly of: "account"; readonly least: AccountRole }
  | { readonly of: "project"; readonly least: ProjectRole };

/** What an operation asks for. */
function needOf(operation: string): Need {
  if (["status_read", "tokens_create", "tokens_read", "sessions_create"].includes(operation)) return { of: "nobody" };
  if (operation === "projects_list") return { of: "goodCredentials" };
  if (["accounts_list", "accounts_create", "projects_create"].includes(operation)) return { of: "user" };
  if (["accounts_update_plan", "sign_in_codes_create", "users_create"].includes(operation)) return { of: "staff" };
  const [noun = ""] = operation.split("_");
  if (["tokens", "sessions", "users", "invites"].includes(noun)) return { of: "user" };
  if (["jobs", "workers", "broker", "audit", "hub", "tiers"].includes(noun)) return { of: "staff" };
  const onlyReads = /_(list|read)$/.test(operation);
  if (operation === "accounts_statistics_read") return { of: "account", least: "MANAGER" };
  if (operation === "accounts_audit_list") return { of: "account", least: "MANAGER" };
  if (noun === "accounts") return { of: "account", least: onlyReads ? "MEMBER" : "MANAGER" };
  if (noun === "projects") return { of: "project", least: leastOnProject(operation, onlyReads) };
  throw new Error(`Say here who may ${operation}.`);
}

function leastOnProject(operation: string, onlyReads: boolean): ProjectRole {
  if (operation === "projects_read") return "READER";
  if (operation === "projects_delete") return "OWNER";
  if (DELETES_JOBS.test(operation)) return "MANAGER";
  return operation.startsWith("projects_jobs_") || onlyReads ? "EDITOR" : "MANAGER";
}

/** Reading, connecting to and cancelling one job. */
const DELETES_JOBS = /^projects_jobs_(bulk_)?delete$/;
const TAKES_KEY = /^projects_jobs_(read|log|live|timeline|cancel|connect_\w+)$/;

/** Somebody who sends a request. */
interface Actor {
  readonly who: string;
  readonly user?: { readonly token: string };
  readonly isStaff?: boolean;
  readonly account?: AccountRole;
  /** On the project that is not public. */
  readonly project?: ProjectRole;
  readonly key?: "right" | "wrong";
}

function expected(operation: string, actor: Actor, isPublic: boolean): number {
  const need = needOf(operation);
  if (need.of === "nobody") return PASSED;
  if (actor.user?.token === "bad") return 401;
  if (need.of === "goodCredentials") return PASSED;
  if (need.of === "project") return expectedOnProject(operation, need.least, actor, isPublic);
  if (!actor.user) return 401;
  if (need.of === "account") return byLadder(ACCOUNT_LADDER, actor.isStaff ? "OWNER" : actor.account, need.least);
  return need.of === "user" || actor.isStaff ? PASSED : 403;
}

function expectedOnProject(operation: string, least: ProjectRole, actor: Actor, isPublic: boolean): number {
  if (actor.key && TAKES_KEY.test(operation)) return actor.key === "right" ? PASSED : 404;
  const role = actor.isStaff ? "OWNER" : (actor.project ?? (isPublic ? "READER" : undefined));
  const found = byLadder(PROJECT_LADDER, role, least);
  return found !== PASSED && !actor.user ? 401 : found;
}

function byLadder<Role>(ladder: readonly Role[], role: Role | undefined, least: Role): number {
  if (role === undefined) return 404;
  return ladder.indexOf(role) >= ladder.indexOf(least) ? PASSED : 403;
}

const routes = new Map<string, { method: string; url: string }>();

function watch(app: App): void {
  app.addHook("onRoute", ({ schema, method, url }) => {
    if (schema?.operationId && method !== "HEAD") routes.set(schema.operationId, { method: String(method), url });
  });
  app.addHook("preValidation", async (request, reply) => {
    if (request.headers["x-only-ask"]) await reply.code(PASSED).send();
  });
}

// Here, so that each operation is a test.
const hub: TestApp = await buildTestApp({ extend: watch });
const OPERATIONS = [...routes.keys()];

let actors: Actor[];
let places: { readonly account: number; readonly project: TestProject; readonly job: number; readonly isPublic: boolean }[];
const KEY = "k".repeat(32);
beforeAll(async () => {
  const owner = await hub.makeUser();
  const account = await hub.makeAccount(owner, "acme");
  places = await Promise.all(
    [false, true].map(async (isPublic) => {
      const project = await hub.makeProject(owner, { accountId: account, public: isPublic });
      return { account, project, job: await makeJob(project), isPublic };
    }),
  );
  actors = [
    ...outsiders(await hub.makeUser()),
    ...(await withAccountRoles()),
    ...(await withProjectRoles()),
    ...(await inTeams()),
  ];
});
afterAll(() => hub.close());

async function makeJob({ id }: TestProject): Promise<number> {
  const { rows } = await hub.database.query<{ id: number }>(
    "INSERT INTO jobs (project_id, key, method, status) VALUES ($1, $2, 'sleep', 'WAITING') RETURNING id",
    [id, KEY],
  );
  return rows[0]?.id ?? 0;
}

function outsiders(stranger: TestUser): Actor[] {
  return [
    { who: "anonymous" },
    { who: "a bad token", user: { token: "bad" } },
    { who: "a stranger", user: stranger },
    { who: "staff", user: hub.admin, isStaff: true },
    { who: "the job's key", key: "right" },
    { who: "a wrong key", key: "wrong" },
    { who: "a bad token with the job's key", user: { token: "bad" }, key: "right" },
    { who: "a stranger with the job's key", user: stranger, key: "right" },
    { who: "a stranger with a wrong key", user: stranger, key: "wrong" },
    { who: "staff with a wrong key", user: hub.admin, isStaff: true, key: "wrong" },
  ];
}

function withAccountRoles(): Promise<Actor[]> {
  const given = { MEMBER: {}, MANAGER: { project: "MANAGER" }, OWNER: { project: "OWNER" } } as const;
  return Promise.all(
    ACCOUNT_LADDER.map(async (role) => {
      const user = await hub.makeUser();
      for (const { account } of places) await hub.setAccountRole(account, user, role);
      return { who: `${role} of the account`, user, account: role, ...given[role] };
    }),
  );
}

function withProjectRoles(): Promise<Actor[]> {
  return Promise.all(
    PROJECT_LADDER.map(async (role) => {
      const user = await hub.makeUser();
      for (const { project } of places) await hub.setProjectRole(project, user, role);
      return { who: `${role} of the project`, user, project: role };
    }),
  );
}

/** Each in two teams of the account: one with the role, and one with none. */
function inTeams(): Promise<Actor[]> {
  return Promise.all(
    PROJECT_LADDER.map(async (role) => {
      const user = await hub.makeUser();
      await makeTeam(`idle ${role}`, user);
      const agent = await makeTeam(role, user);
      for (const { project } of places) {
        const reply = await hub.call("POST", `/api/projects/${project.id}/agents/`, {
          body: { type: "team", agent, role },
          as: hub.admin,
        });
        expect(reply.status).toBe(201);
      }
      return { who: `in a team that is ${role} of the project`, user, account: "MEMBER", project: role } as const;
    }),
  );
}

async function makeTeam(name: string, member: TestUser): Promise<number> {
  const body = { name, members: [member.id] };
  return (await hub.call<{ id: number }>("POST", "/api/accounts/acme/teams/", { body, as: hub.admin })).body.id;
}

/** The address of an operation, about this account, project or job; of other things it asks nothing before it is let through. */
function addressOf(operation: string, params: Readonly<Record<string, number>>): string {
  const { url = "" } = routes.get(operation) ?? {};
  return url.replace(/:(\w+)/g, (_, name: string) => String(params[name] ?? 1)).replace("*", "x/");
}

function ask(operation: string, params: Readonly<Record<string, number>>, { user, key }: Omit<Actor, "who">) {
  // The live feed has its job in the query.
  const query = key ? `?key=${key === "right" ? KEY : "w".repeat(32)}&job=${params.job}` : "";
  const { method = "GET" } = routes.get(operation) ?? {};
  return hub.call(method, addressOf(operation, params) + query, { as: user, headers: { "x-only-ask": "1" } });
}

it("every rule is of an operation that is there", () => {
  expect(Object.keys(PERMISSIONS).sort()).toEqual([...OPERATIONS].sort());
});

describe("each operation lets through those who may, and refuses others with the right status", () => {
  it.each(OPERATIONS)("%s", async (operation) => {
    for (const { account, project, job, isPublic } of places) {
      const got: Record<string, number> = {};
      const wanted: Record<string, number> = {};
      for (const actor of actors) {
        got[actor.who] = (await ask(operation, { account, project: project.id, job }, actor)).status;
        wanted[actor.who] = expected(operation, actor, isPublic);
      }
      expect({ isPublic, ...got }).toEqual({ isPublic, ...wanted });
      if (needOf(operation).of !== "project") return;
    }
  });
});

describe("what one may not know of looks as if it were not there", () => {
  const hiding = OPERATIONS.filter((operation) => ["account", "project"].includes(needOf(operation).of));
  const BLIND = ["anonymous", "a stranger", "a wrong key", "a stranger with a wrong key"];
  const unseen = { account: 999_999, project: 999_999, job: 999_999 };

  it.each(hiding)("%s", async (operation) => {
    const [hidden] = places;
    const params = { account: hidden?.account ?? 0, project: hidden?.project.id ?? 0, job: hidden?.job ?? 0 };
    for (const actor of actors.filter(({ who }) => BLIND.includes(who))) {
      const [there, missing] = [await ask(operation, params, actor), await ask(operation, unseen, actor)];
      expect([actor.who, there.status, there.body, shown(there.headers)]).toEqual([
        actor.who,
        missing.status,
        missing.body,
        shown(missing.headers),
      ]);
    }
  });

  /** But for what counts requests, and the time. */
  function shown(headers: Record<string, unknown>) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(date|ratelimit-.*)$/.test(name)));
  }
});
