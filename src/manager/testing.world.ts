/** For tests: one of everything that the API knows, so that every operation has something to work on. */

import { HUB_ACCOUNT } from "./accounts/hub-account.ts";
import type { TestApp, TestProject, TestUser } from "./testing.ts";

export interface World {
  readonly owner: TestUser;
  readonly member: TestUser;
  readonly project: TestProject;
  /** What names each of its parts in a path, by the name of the parameter. */
  readonly params: Readonly<Record<string, string>>;
  /** Key of its job. */
  readonly key: string;
}

/** Makes a world of its own: an account with a team, a zone, a queue and a worker, and a project with an agent and a running job. */
export async function makeWorld(hub: TestApp): Promise<World> {
  const [owner, member] = [await hub.makeUser(), await hub.makeUser()];
  const make = async <T>(method: string, path: string, body: unknown, as = owner): Promise<T> => {
    const reply = await hub.call<T>(method, `/api${path}`, { as, body });
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const name = `world-${owner.id}`;
  const account = await make<{ id: number }>("POST", "/accounts/", { name });
  await make("POST", `/accounts/${account.id}/users/`, { id: member.id, role: "MEMBER" });
  const team = await make<{ id: number }>("POST", `/accounts/${account.id}/teams/`, { name: "editors", members: [member.id] });
  const project = await hub.makeProject(owner, { name, accountId: account.id });
  const agent = await make<{ id: number }>("POST", `/projects/${project.id}/agents/`, {
    type: "user",
    agent: member.id,
    role: "EDITOR",
  });
  await hub.makeAccount(hub.admin, HUB_ACCOUNT).catch(() => "it is there");
  const hostname = `celery@${name}`;
  const event = {
    hostname,
    freq: 60,
    pid: 1,
    clock: 1,
    active: 0,
    processed: 0,
    loadavg: [0, 0, 0],
    timestamp: Date.now() / 1000,
  };
  await make("POST", "/workers/online/", event, hub.admin);
  const told = { stats: { broker: { virtual_host: name } }, queues: [{ name: "gpu" }] };
  await make("PATCH", `/workers/${encodeURIComponent(hostname)}/`, told, hub.admin);
  await make("POST", "/workers/heartbeat/", event, hub.admin);
  const workers = await make<{ results: { id: number }[] }>("GET", `/accounts/${account.id}/workers/`, undefined);
  const job = await make<{ id: number; key: string }>("POST", `/projects/${project.id}/jobs/`, { method: "sleep" });
  await make("PATCH", `/jobs/${job.id}/`, { status: "RUNNING", log: ["one", { message: "two" }] }, hub.admin);
  const email = "somebody@example.org";
  const invite = await make<{ id: number }>("POST", "/invites/", { email, action: "join_account", subjectId: account.id });
  const session = await make<{ id: string }>("POST", "/sessions/", { token: owner.token });
  const params = {
    account: String(account.id),
    agent: String(agent.id),
    hostname,
    job: String(job.id),
    path: "a/page",
    project: String(project.id),
    queue: "gpu",
    team: String(team.id),
    tier: "free",
    session: session.id,
    token: owner.token.slice(0, 8),
    user: String(member.id),
    worker: String(workers.results[0]?.id),
    zone: "gpu",
    invite: String(invite.id),
  };
  return { owner, member, project, params, key: job.key };
}

/**
 * An operation's path with parts of a world in the places of its parameters. `id` is that of what the path lists.
 * @param others in place of these, in order; null for what is the world's.
 */
export function pathIn({ params }: World, path: string, others: readonly (string | null)[] = []): string {
  const noun = path.split("/")[1]?.replace(/s$/, "") ?? "";
  const left = [...others];
  return path.replace(/\{(\w+)\}/g, (_, name) => {
    const value = left.shift() ?? params[name === "id" ? noun : name] ?? "";
    return encodeURIComponent(value.toWellFormed());
  });
}
