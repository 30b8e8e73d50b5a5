/** Every operation of the API generation, with a TypeScript client as it was then. What it reads, it sends back. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildTestApp, type TestApp } from "../../../src/manager/testing.ts";
import { makeWorld, type World } from "../../../src/manager/testing.world.ts";
import type { Hub } from "../../typescript/src/client.ts";
import { generateClient } from "../generator.ts";
import { knownDocument } from "../known-document.ts";

/** Its classes have the methods of ours. But its times are dates, and a body that the document did not tell of is not sent. */
type Client = Omit<Hub, "live" | "close">;

let hub: TestApp;
let world: World;
let folder: string;
let own: Client;
let staff: Client;
let nobody: Client;
const called = new Set<string>();

beforeAll(async () => {
  hub = await buildTestApp();
  world = await makeWorld(hub);
  const basePath = `${await hub.app.listen({ host: "127.0.0.1", port: 0 })}/api`;
  folder = await mkdtemp(path.join(tmpdir(), "jobhub-typescript-"));
  await generateClient(knownDocument(), "typescript-fetch", folder);
  const generated = await import(path.join(folder, "index.ts"));
  const clientOf = (token?: string) => {
    const configuration = new generated.Configuration({
      basePath,
      fetchApi: fetch,
      ...(token && { apiKey: `Token ${token}` }),
    });
    const classOf = (name: string) => generated[`${name[0]?.toUpperCase()}${name.slice(1)}Api`];
    const get = (_: object, name: string) => counted(new (classOf(name))(configuration));
    return new Proxy({}, { get }) as Client;
  };
  [own, staff, nobody] = [clientOf(world.owner.token), clientOf(hub.admin.token), clientOf()];
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await hub.close();
});

/** Remembers which operations are called. */
function counted<Api extends object>(api: Api): Api {
  return new Proxy(api, {
    get(target, name) {
      called.add(String(name));
      const method: unknown = Reflect.get(target, name);
      return typeof method === "function" ? method.bind(target) : method;
    },
  });
}

/** What the client of that time has no way to send: it knows the operation, and not its body. */
async function send(place: string, body: unknown): Promise<void> {
  expect((await hub.call("POST", `/api${place}`, { as: world.owner, body })).status).toBe(201);
}

/** The client throws the answer. */
async function refused(call: Promise<unknown>, status: number): Promise<void> {
  await expect(call).rejects.toMatchObject({ status });
}

test("status, users and tokens", async () => {
  expect((await nobody.status.statusRead()).version).toBeTruthy();
  const me = await own.users.usersMe();
  expect(await own.users.usersRead({ id: me.id })).toMatchObject({ username: me.username });
  expect(await own.users.usersList({ search: me.username, limit: 1, offset: 0 })).toMatchObject({ count: 1 });
  const { id, token } = await own.tokens.tokensCreate({ data: {} });
  expect(await nobody.tokens.tokensRead({ token })).toMatchObject({ id });
  expect((await own.tokens.tokensList({ limit: 1 })).results).toMatchObject([{ id }]);
  await own.tokens.tokensDelete({ token: id });
});

test("accounts and their users", async () => {
  const { accounts } = own;
  const { id } = await accounts.accountsCreate({ data: { name: "of-old", displayName: "Of old", theme: "nature" } });
  expect((await accounts.accountsList({ limit: 1 })).results).toMatchObject([{ id, name: "of-old" }]);
  const read = await accounts.accountsRead({ account: "of-old" });
  const changed = { ...read, location: "Here" };
  expect(await accounts.accountsPartialUpdate({ account: id, data: changed })).toMatchObject({ location: "Here" });
  await refused(accounts.accountsUpdatePlan({ account: id, data: { plan: "free" } }), 403);

  const member = { account: id, user: world.member.id };
  await accounts.accountsUsersCreate({ account: id, data: { id: world.member.id, role: "MEMBER" } });
  expect(await accounts.accountsUsersList({ account: id })).toMatchObject({ count: 2 });
  const user = await accounts.accountsUsersRead(member);
  const promoted = await accounts.accountsUsersPartialUpdate({ ...member, data: { ...user, role: "MANAGER" } });
  expect(promoted).toMatchObject({ role: "MANAGER" });
  await accounts.accountsUsersDelete(member);
});

test("teams, zones and invites", async () => {
  const { accounts, invites } = own;
  const account = "of-old";
  await refused(accounts.accountsTeamsCreate({ account, data: { name: "not sent" } }), 400);
  await send("/accounts/of-old/teams/", { name: "team" });
  const [team] = (await accounts.accountsTeamsList({ account })).results;
  expect(team).toMatchObject({ name: "team" });
  await accounts.accountsTeamsPartialUpdate({ account, team: "team", data: { name: "crew", description: "All hands" } });
  await accounts.accountsTeamsMembersCreate({ account, team: "crew", data: { username: world.owner.username } });
  expect((await accounts.accountsTeamsRead({ account, team: "crew" })).members).toMatchObject([{ id: world.owner.id }]);
  await accounts.accountsTeamsMembersDelete({ account, team: "crew", user: world.owner.username });
  await accounts.accountsTeamsDelete({ account, team: "crew" });

  await refused(accounts.accountsZonesCreate({ account, data: { name: "not sent" } }), 400);
  await send("/accounts/of-old/zones/", { name: "north" });
  expect((await accounts.accountsZonesList({ account })).results).toMatchObject([{ name: "north" }]);
  const zone = await accounts.accountsZonesRead({ account, zone: "north" });
  await accounts.accountsZonesDelete({ account, zone: zone.id });

  const data = { email: "ada@example.org", action: "join_project", subjectId: world.project.id } as const;
  const invite = await invites.invitesCreate({ data });
  expect((await invites.invitesList({ limit: 1 })).results).toMatchObject([{ id: invite.id }]);
  await invites.invitesDelete({ id: invite.id });
});

test("workers and queues", async () => {
  const { account = "", hostname = "", queue = "" } = world.params;
  const { workers } = staff;
  const event = { hostname, pid: 1, freq: 60, active: 0, processed: 0, clock: 1, timestamp: 1 };
  for (const tell of [workers.workersOnline, workers.workersHeartbeat, workers.workersOffline])
    await refused(tell({ data: event }), 400);
  await workers.workersPartialUpdate({ hostname, data: {} });
  const { accounts } = own;
  const worker = (await accounts.accountsWorkersList({ account })).results[0]?.id ?? 0;
  expect(await accounts.accountsWorkersRead({ account, worker })).toMatchObject({ hostname });
  expect((await accounts.accountsWorkersHeartbeatsList({ account, worker })).count).toBeGreaterThan(0);
  expect((await accounts.accountsQueuesList({ account })).results).toMatchObject([{ name: queue }]);
  expect((await accounts.accountsQueuesRead({ account, queue })).zone).toBeTruthy();
  await accounts.accountsBrokerList({ account });
});

test("projects and their agents", async () => {
  const { projects } = own;
  const [project, account] = ["of-old", "of-old"];
  const { id } = await own.accounts.accountsRead({ account });
  const made = await projects.projectsCreate({ data: { account: id, name: project, title: "Of old", public: true } });
  const listed = await projects.projectsList({ account, role: "OWNER", public: true, search: "of old" });
  expect(listed.results).toMatchObject([{ id: made.id }]);
  const read = await projects.projectsRead({ project: `${account}/${project}` });
  const changed = { ...read, key: read.key ?? "none", description: "What is kept" };
  expect(await projects.projectsPartialUpdate({ project, data: changed })).toMatchObject({ description: "What is kept" });

  await refused(projects.projectsAgentsCreate({ project, data: { type: "user", agent: 1, role: "READER" } }), 400);
  await send("/projects/of-old/agents/", { type: "user", agent: world.member.id, role: "READER" });
  const agent = (await projects.projectsAgentsList({ project })).results[0]?.id ?? 0;
  const { role, ...rest } = await projects.projectsAgentsRead({ project, agent });
  expect(role).toBe("READER");
  const promoted = await projects.projectsAgentsPartialUpdate({ project, agent, data: { ...rest, role: "EDITOR" } });
  expect(promoted).toMatchObject({ role: "EDITOR" });
  await projects.projectsAgentsDelete({ project, agent });
  await projects.projectsDelete({ project });
});

test("jobs, as submitters and overseers see them", async () => {
  const { project = "", job = "" } = world.params;
  const { projects } = own;
  await refused(projects.projectsJobsCreate({ project, data: { method: "sleep" } }), 400);
  await refused(projects.projectsJobsExecute({ project, data: { type: "CodeChunk", text: "6 * 7" } }), 400);
  expect((await projects.projectsJobsList({ project, limit: 1 })).results).toMatchObject([{ id: Number(job) }]);
  const read = await projects.projectsJobsRead({ project, job });
  expect(read.created).toBeInstanceOf(Date);
  const described = await projects.projectsJobsPartialUpdate({ project, job, data: { ...read, description: "Of old" } });
  expect(described).toMatchObject({ description: "Of old" });

  const began = new Date() as unknown as string;
  const told = await staff.jobs.jobsPartialUpdate({ id: job, data: { status: "RUNNING", began, worker: null, log: [] } });
  expect(told).toMatchObject({ status: "RUNNING", began });
  const corrected = await staff.jobs.jobsUpdate({ id: job, data: { ...told, callbackId: "c" } });
  expect(await staff.jobs.jobsUpdate({ id: job, data: corrected })).toEqual({ ...corrected, updated: expect.any(Date) });

  const place = { project, job, path: "a/page" };
  await refused(projects.projectsJobsConnectRead(place), 503);
  await refused(projects.projectsJobsConnectCreate({ ...place, data: read }), 503);
  const cancelled = await projects.projectsJobsCancel({ project, job, data: read } as { project: string; job: string });
  expect(cancelled).toMatchObject({ status: "CANCELLED" });
});

test("these are all operations of the generation but for those of files, sources and snapshots", () => {
  expect(called.size).toBe(62);
});
