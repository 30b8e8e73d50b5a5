import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HUB_ACCOUNT } from "../accounts/hub-account.ts";
import { buildTestApp, type TestApp, type TestProject, type TestUser } from "../testing.ts";

let hub: TestApp;
let dataDir: string;
let owner: TestUser;
let manager: TestUser;
let project: TestProject;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "jobhub-projects-"));
  hub = await buildTestApp({ config: { dataDir } });
  await hub.makeAccount(hub.admin, HUB_ACCOUNT);
});
afterAll(async () => {
  await hub.close();
  await rm(dataDir, { recursive: true });
});
beforeEach(async () => {
  [owner, manager] = await Promise.all([hub.makeUser(), hub.makeUser()]);
  project = await hub.makeProject(owner);
  await hub.setProjectRole(project, manager, "MANAGER");
});

const update = (body: unknown, as: TestUser = manager, id: string | number = project.id) =>
  hub.call("PATCH", `/api/projects/${id}/`, { body, as });
const read = (as?: TestUser) => hub.call<object>("GET", `/api/projects/${project.id}/`, { as });
const remove = (as: TestUser = owner) => hub.call<{ message: string }>("DELETE", `/api/projects/${project.id}/`, { as });

async function addJobs(count: number, status: string): Promise<void> {
  const isActive = !["SUCCESS", "CANCELLED"].includes(status);
  await hub.database.query(
    `INSERT INTO jobs (project_id, key, method, status, is_active, ended)
     SELECT $1, 'key', 'sleep', $2, $3, CASE WHEN $3 THEN NULL ELSE now() END FROM generate_series(1, $4)`,
    [project.id, status, isActive, count],
  );
}

/** A zone of an account, with a worker that takes jobs there. Answers the ids of both. */
async function addZone(account: number, name: string): Promise<{ zone: number; queue: number }> {
  const { rows } = await hub.database.query<{ name: string }>("SELECT name FROM accounts WHERE id = $1", [account]);
  const hostname = `celery@${name}-${account}`;
  const told = { stats: { broker: { virtual_host: rows[0]?.name } }, queues: [{ name }] };
  await hub.call("POST", "/api/workers/online/", { as: hub.admin, body: { hostname, timestamp: Date.now() / 1000 } });
  await hub.call("PATCH", `/api/workers/${hostname}/`, { as: hub.admin, body: told });
  const path = `/api/accounts/${account}/queues/${name}/`;
  const { body } = await hub.call<{ id: number; zone: number }>("GET", path, { as: hub.admin });
  return { zone: body.zone, queue: body.id };
}

describe("projects_partial_update", () => {
  it("names the zone that jobs go to first, of the account or of the hub", async () => {
    await addZone(project.accountId, "near");
    const chosen = await addZone(project.accountId, "chosen");
    const strange = await addZone(await hub.makeAccount(hub.admin), "strange");
    const run = () => hub.call("POST", `/api/projects/${project.id}/jobs/`, { as: manager, body: { method: "sleep" } });
    expect((await run()).body).not.toMatchObject({ queue: chosen.queue });
    expect(await update({ zone: chosen.zone })).toMatchObject({ status: 200, body: { zone: chosen.zone } });
    expect((await run()).body).toMatchObject({ queue: chosen.queue });
    const refused = { status: 400, body: { errors: [{ field: "zone" }] } };
    for (const zone of [strange.zone, 2 ** 53 - 1, "chosen"]) expect(await update({ zone })).toMatchObject(refused);
    expect((await read(owner)).body).toMatchObject({ zone: chosen.zone });
    const account = await hub.makeAccount(owner);
    expect(await update({ account, zone: chosen.zone }, owner)).toMatchObject(refused);
    expect(await update({ account }, owner)).toMatchObject({ status: 200, body: { account, zone: null } });
  });

  it("sets what is given, clears what is null, and takes back what was read", async () => {
    const first = await update({ title: "T", extra_head: "<b>", public: true, theme: "nature", key: "new-key" });
    expect([first.status, first.body]).toMatchObject([
      200,
      {
        id: project.id,
        account: project.accountId,
        name: project.name,
        title: "T",
        extraHead: "<b>",
        public: true,
        key: "new-key",
      },
    ]);
    const second = await update({ title: null, liveness: "pinned", pinned: "s1", temporary: true, main: "a.md" });
    expect(second.body).toEqual({
      ...(first.body as object),
      title: null,
      liveness: "pinned",
      pinned: "s1",
      temporary: true,
      main: "a.md",
    });
    expect((await update({})).body).toEqual(second.body);
    expect((await update(second.body)).body).toEqual(second.body);
    expect((await read(manager)).body).toEqual({ ...(second.body as object), role: "MANAGER" });
    expect((await read()).status).toBe(200);
    await update({ public: false });
    expect((await read()).status).toBe(401);
  });

  it("gives another name that is free in the account", async () => {
    const other = await hub.makeProject(owner);
    expect(await update({ name: other.name.toUpperCase() })).toMatchObject({
      status: 409,
      body: { errors: [{ field: "name" }] },
    });
    expect(await update({ name: project.name.toUpperCase() })).toMatchObject({ status: 200 });
    expect(await update({ name: "12" })).toMatchObject({ status: 400, body: { errors: [{ field: "name" }] } });
  });

  it.each([
    [{ name: "a b" }, "name"],
    [{ name: null }, "name"],
    [{ public: "yes" }, "public"],
    [{ public: null }, "public"],
    [{ key: "" }, "key"],
    [{ theme: "gothic" }, "theme"],
    [{ liveness: null }, "liveness"],
    [{ account: "first" }, "account"],
    [{ surprise: 1 }, "surprise"],
  ])("refuses %j", async (body, field) => {
    expect(await update(body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it("takes it to another account: by an OWNER, to one that is theirs too, and without the teams", async () => {
    const target = await hub.makeAccount(manager);
    const { body: team } = await hub.call<{ id: number }>("POST", `/api/accounts/${project.accountId}/teams/`, {
      body: { name: "team", members: [hub.user.id] },
      as: owner,
    });
    const agent = { type: "team", agent: team.id, role: "EDITOR" };
    await hub.call("POST", `/api/projects/${project.id}/agents/`, { body: agent, as: owner });
    expect((await read(hub.user)).status).toBe(200);
    expect((await update({ account: target })).status).toBe(403);
    const hidden = await update({ account: target }, owner);
    expect([hidden.status, hidden.body]).toEqual([404, (await update({ account: 999_999 }, owner)).body]);
    await hub.setAccountRole(target, owner, "MEMBER");
    expect(await update({ account: target, title: "Moved" }, owner)).toMatchObject({
      status: 200,
      body: { account: target, title: "Moved" },
    });
    expect((await read(hub.user)).status).toBe(404);
    expect((await read(manager)).body).toMatchObject({ role: "OWNER" });
  });

  it("does not take it where its name is taken", async () => {
    const target = await hub.makeAccount(owner);
    await hub.makeProject(owner, { accountId: target, name: project.name });
    expect(await update({ account: target }, owner)).toMatchObject({ status: 409, body: { errors: [{ field: "name" }] } });
    expect((await read(owner)).body).toMatchObject({ account: project.accountId });
  });
});

describe("projects_delete", () => {
  it("deletes a project with its jobs, agents and files, and no other", async () => {
    const other = await hub.makeProject(owner);
    await addJobs(3, "SUCCESS");
    for (const { id } of [project, other]) {
      await mkdir(path.join(dataDir, "projects", String(id)), { recursive: true });
      await writeFile(path.join(dataDir, "projects", String(id), "a.md"), "text");
    }
    expect((await remove(manager)).status).toBe(403);
    expect(await remove()).toMatchObject({ status: 204, body: "" });
    expect((await remove()).status).toBe(404);
    const left = "SELECT FROM jobs WHERE project_id = $1 UNION ALL SELECT FROM project_agents WHERE project_id = $1";
    expect((await hub.database.query(left, [project.id])).rowCount).toBe(0);
    await expect(stat(path.join(dataDir, "projects", String(project.id)))).rejects.toThrow("ENOENT");
    expect((await stat(path.join(dataDir, "projects", String(other.id), "a.md"))).size).toBe(4);
    expect((await hub.call("GET", `/api/projects/${other.id}/`, { as: owner })).status).toBe(200);
  });

  it("names the active jobs that are in the way, and deletes nothing then", async () => {
    await addJobs(1, "SUCCESS");
    await addJobs(22, "RUNNING");
    const { status, body } = await remove();
    expect([status, body.message]).toEqual([409, expect.stringMatching(/Cancel them first: (\d+, ){20}and more\.$/)]);
    await hub.database.query("UPDATE jobs SET status = 'CANCELLED', is_active = false, ended = now() WHERE project_id = $1", [
      project.id,
    ]);
    await addJobs(1, "DISPATCHED");
    expect((await remove()).body.message).toMatch(/Cancel them first: \d+\.$/);
    const { rows } = await hub.database.query<{ count: number }>("SELECT count(*) FROM jobs WHERE project_id = $1", [
      project.id,
    ]);
    expect(rows).toEqual([{ count: 24 }]);
  });

  it("deletes a long history bit by bit", async () => {
    await addJobs(12_000, "SUCCESS");
    expect((await remove()).status).toBe(204);
    expect((await hub.database.query("SELECT FROM jobs WHERE project_id = $1", [project.id])).rowCount).toBe(0);
  });

  it("and a job that is made at the same time: one of them is refused", async () => {
    const job = () =>
      hub.call("POST", `/api/projects/${project.id}/jobs/`, { body: { method: "sleep", params: {} }, as: owner });
    for (let i = 0; i < 5; i += 1) {
      project = await hub.makeProject(owner);
      const [made, deleted] = await Promise.all([job(), remove()]);
      const outcome = [made.status, deleted.status];
      expect([
        [201, 409],
        [400, 204],
        [404, 204],
      ]).toContainEqual(outcome);
    }
  });
});
