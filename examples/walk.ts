/**
 * Walks through all operations that clients of this API generation know, with the TypeScript client. Prints a line for each:
 *
 *     npm start                     # in another terminal
 *     node dist/examples/walk.js
 *
 * The hub is the one at JOBHUB_URL, the token JOBHUB_TOKEN or that of the data folder's file `admin-token`: it must be of
 * staff. What the walk makes it takes away again, but for its account: accounts stay.
 */

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { createClient, type Hub } from "../clients/typescript/src/client.ts";
import { dataDir } from "../src/service/config.ts";
import { readText } from "../src/service/files.ts";

const { JOBHUB_URL: url = "http://127.0.0.1:8000", JOBHUB_TOKEN } = process.env;
const GREEN = process.stdout.isTTY ? "\x1b[32m" : "";
const RED = process.stdout.isTTY ? "\x1b[31m" : "";
const PLAIN = process.stdout.isTTY ? "\x1b[39m" : "";

/** All that the walk makes has this name. */
const NAME = `walk-${Date.now().toString(36)}`;

const walked = new Set<string>();

/** One operation: its line, and what it answers. */
async function step<Reply>(operation: string, call: () => Promise<Reply>): Promise<Reply> {
  const began = performance.now();
  try {
    const reply = await call();
    walked.add(operation);
    console.log(`${GREEN}✓${PLAIN} ${operation.padEnd(34)} ${(performance.now() - began).toFixed(1).padStart(6)} ms`);
    return reply;
  } catch (error) {
    console.log(`${RED}✗${PLAIN} ${operation}`);
    throw error;
  }
}

async function walkUsers({ status, users }: Hub): Promise<void> {
  await step("status_read", () => status.statusRead());
  const me = await step("users_me", () => users.usersMe());
  await step("users_list", () => users.usersList({ search: me.username }));
  await step("users_read", () => users.usersRead({ id: me.id }));
}

async function walkTokens({ tokens }: Hub): Promise<void> {
  const { id } = await step("tokens_create", () => tokens.tokensCreate({ data: {} }));
  await step("tokens_list", () => tokens.tokensList());
  await step("tokens_read", () => tokens.tokensRead({ token: id }));
  await step("tokens_delete", () => tokens.tokensDelete({ token: id }));
}

async function walkAccount({ accounts }: Hub): Promise<number> {
  const { id } = await step("accounts_create", () => accounts.accountsCreate({ data: { name: NAME } }));
  await step("accounts_list", () => accounts.accountsList());
  await step("accounts_read", () => accounts.accountsRead({ account: NAME }));
  const data = { displayName: "The account of a walk" };
  await step("accounts_partial_update", () => accounts.accountsPartialUpdate({ account: id, data }));
  await step("accounts_update_plan", () => accounts.accountsUpdatePlan({ account: id, data: { plan: "free" } }));
  return id;
}

/** The second user of a hub is its overseer. */
const OTHER = "overseer";

async function walkAccountUsers({ accounts }: Hub, account: number): Promise<void> {
  const user = OTHER;
  const invited = { username: user, role: "MEMBER" } as const;
  await step("accounts_users_create", () => accounts.accountsUsersCreate({ account, data: invited }));
  await step("accounts_users_list", () => accounts.accountsUsersList({ account }));
  await step("accounts_users_read", () => accounts.accountsUsersRead({ account, user }));
  const data = { role: "MANAGER" } as const;
  await step("accounts_users_partial_update", () => accounts.accountsUsersPartialUpdate({ account, user, data }));
  await step("accounts_users_delete", () => accounts.accountsUsersDelete({ account, user }));
}

async function walkTeams({ accounts }: Hub, account: number): Promise<void> {
  const team = "editors";
  await step("accounts_teams_create", () => accounts.accountsTeamsCreate({ account, data: { name: team } }));
  await step("accounts_teams_list", () => accounts.accountsTeamsList({ account }));
  await step("accounts_teams_read", () => accounts.accountsTeamsRead({ account, team }));
  const data = { description: "Those who edit" };
  await step("accounts_teams_partial_update", () => accounts.accountsTeamsPartialUpdate({ account, team, data }));
  const member = { username: OTHER };
  await step("accounts_teams_members_create", () => accounts.accountsTeamsMembersCreate({ account, team, data: member }));
  await step("accounts_teams_members_delete", () => accounts.accountsTeamsMembersDelete({ account, team, user: OTHER }));
  await step("accounts_teams_delete", () => accounts.accountsTeamsDelete({ account, team }));
}

async function walkInvites({ invites }: Hub, account: number): Promise<void> {
  const data = { email: "somebody@example.org", action: "join_account", subjectId: account } as const;
  const { id } = await step("invites_create", () => invites.invitesCreate({ data }));
  await step("invites_list", () => invites.invitesList());
  await step("invites_delete", () => invites.invitesDelete({ id }));
}

/** A worker that is only told of, in the walk's own account. */
async function walkWorkers({ workers, accounts }: Hub, account: number): Promise<void> {
  const hostname = `celery@${NAME}`;
  const data = { hostname, pid: 1, freq: 60, active: 0, processed: 0, clock: 1, timestamp: Date.now() / 1000 };
  await step("workers_online", () => workers.workersOnline({ data }));
  const found = { stats: { broker: { virtual_host: NAME } }, queues: [{ name: "gpu:5" }] };
  await step("workers_partial_update", () => workers.workersPartialUpdate({ hostname, data: found }));
  await step("workers_heartbeat", () => workers.workersHeartbeat({ data }));
  const { results } = await step("accounts_workers_list", () => accounts.accountsWorkersList({ account }));
  const worker = results[0]?.id ?? 0;
  await step("accounts_workers_read", () => accounts.accountsWorkersRead({ account, worker }));
  await step("accounts_workers_heartbeats_list", () => accounts.accountsWorkersHeartbeatsList({ account, worker }));
  await step("accounts_queues_list", () => accounts.accountsQueuesList({ account }));
  await step("accounts_queues_read", () => accounts.accountsQueuesRead({ account, queue: "gpu:5" }));
  await step("accounts_broker_list", () => accounts.accountsBrokerList({ account }));
  await step("workers_offline", () => workers.workersOffline({ data }));
}

async function walkZones({ accounts }: Hub, account: number): Promise<void> {
  const zone = "far-away";
  await step("accounts_zones_create", () => accounts.accountsZonesCreate({ account, data: { name: zone } }));
  await step("accounts_zones_list", () => accounts.accountsZonesList({ account }));
  await step("accounts_zones_read", () => accounts.accountsZonesRead({ account, zone }));
  await step("accounts_zones_delete", () => accounts.accountsZonesDelete({ account, zone }));
}

async function walkProject(hub: Hub, account: number): Promise<void> {
  const { projects } = hub;
  const { id: project } = await step("projects_create", () => projects.projectsCreate({ data: { account, name: NAME } }));
  await step("projects_list", () => projects.projectsList({ account: NAME, search: NAME }));
  await step("projects_read", () => projects.projectsRead({ project: `${NAME}/${NAME}` }));
  await step("projects_partial_update", () => projects.projectsPartialUpdate({ project, data: { title: "A walk" } }));
  await walkAgents(hub, project);
  await walkJobs(hub, project);
  await step("projects_delete", () => projects.projectsDelete({ project }));
}

async function walkAgents({ projects, users }: Hub, project: number): Promise<void> {
  const { results } = await users.usersList({ search: OTHER });
  const user = results.find(({ username }) => username === OTHER)?.id ?? 0;
  const data = { type: "user", agent: user, role: "EDITOR" } as const;
  const { id: agent } = await step("projects_agents_create", () => projects.projectsAgentsCreate({ project, data }));
  await step("projects_agents_list", () => projects.projectsAgentsList({ project }));
  await step("projects_agents_read", () => projects.projectsAgentsRead({ project, agent }));
  const change = { role: "AUTHOR" } as const;
  await step("projects_agents_partial_update", () => projects.projectsAgentsPartialUpdate({ project, agent, data: change }));
  await step("projects_agents_delete", () => projects.projectsAgentsDelete({ project, agent }));
}

async function walkJobs(hub: Hub, project: number): Promise<void> {
  const { projects, jobs } = hub;
  const data = { method: "sleep", params: { seconds: 600 } } as const;
  const { id: job } = await step("projects_jobs_create", () => projects.projectsJobsCreate({ project, data }));
  await step("projects_jobs_list", () => projects.projectsJobsList({ project, status: "Pending" }));
  await step("projects_jobs_read", () => projects.projectsJobsRead({ project, job }));
  const description = "A nap on a walk";
  await step("projects_jobs_partial_update", () => projects.projectsJobsPartialUpdate({ project, job, data: { description } }));
  const server = await startServer();
  const urls = { http: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
  await step("jobs_partial_update", () => jobs.jobsPartialUpdate({ id: job, data: { status: "RUNNING", urls } }));
  await walkConnect(hub, project, job).finally(() => server.close());
  await step("jobs_update", () => jobs.jobsUpdate({ id: job, data: { progress: 0.5 } }));
  await step("projects_jobs_cancel", () => projects.projectsJobsCancel({ project, job }));
  const node = { type: "CodeChunk", text: "6 * 7" };
  const executed = await step("projects_jobs_execute", () => projects.projectsJobsExecute({ project, data: node }));
  await projects.projectsJobsCancel({ project, job: executed.id });
}

/** Stands in for what a job serves: says what it was asked. */
async function startServer(): Promise<Server> {
  const server = createServer((request, response) => {
    response.writeHead(request.method === "POST" ? 201 : 200, { connection: "close" }).end(`${request.method} ${request.url}`);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}

async function walkConnect({ projects }: Hub, project: number, job: number): Promise<void> {
  const place = { project, job, path: "a/page" };
  const asked = await step("projects_jobs_connect_read", () => projects.projectsJobsConnectRead(place));
  const sent = await step("projects_jobs_connect_create", () => projects.projectsJobsConnectCreate({ ...place, data: {} }));
  const told = [await asked.text(), await sent.text()].join(", ");
  if (told !== "GET /a/page/, POST /a/page/") throw new Error(`The job's server was asked for something else: ${told}`);
}

const token = JOBHUB_TOKEN || (await readText(path.join(dataDir(), "admin-token")));
const hub = createClient({ url, token });
try {
  await walkUsers(hub);
  await walkTokens(hub);
  const account = await walkAccount(hub);
  await walkAccountUsers(hub, account);
  await walkTeams(hub, account);
  await walkInvites(hub, account);
  await walkWorkers(hub, account);
  await walkZones(hub, account);
  await walkProject(hub, account);
  console.log(`\n${GREEN}${walked.size} operations, and all is well.${PLAIN}`);
} catch (error) {
  console.error(`\n${RED}${error instanceof Error ? error.message : error}${PLAIN}`);
  process.exitCode = 1;
} finally {
  await hub.close();
}
