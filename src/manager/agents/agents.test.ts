import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp, type TestProject, type TestUser } from "../testing.ts";

interface Agent {
  readonly id: number;
  readonly agent: string;
  readonly role: string;
}

let hub: TestApp;
let owner: TestUser;
let manager: TestUser;
let project: TestProject;
beforeAll(async () => {
  hub = await buildTestApp();
});
afterAll(() => hub.close());
beforeEach(async () => {
  [owner, manager] = await Promise.all([hub.makeUser(), hub.makeUser()]);
  project = await hub.makeProject(owner);
  await hub.setProjectRole(project, manager, "MANAGER");
});

const at = (id: number | string = "") => `/api/projects/${project.id}/agents/${id}`;
const create = (body: unknown, as: TestUser = manager) => hub.call<Agent>("POST", at(), { body, as });
const setRole = (id: number, role: unknown, as: TestUser = manager) => hub.call("PATCH", at(id), { body: { role }, as });
const remove = (id: number | string, as: TestUser = manager) => hub.call("DELETE", at(id), { as });

async function agentOf(user: TestUser, of = project): Promise<number> {
  const { rows } = await hub.database.query<{ id: number }>(
    "SELECT id FROM project_agents WHERE project_id = $1 AND user_id = $2",
    [of.id, user.id],
  );
  return rows[0]?.id ?? 0;
}

async function makeTeam(account = project.accountId, by = owner): Promise<number> {
  const body = { name: `team ${Math.random()}` };
  return (await hub.call<{ id: number }>("POST", `/api/accounts/${account}/teams/`, { body, as: by })).body.id;
}

describe("projects_agents_create", () => {
  it("gives a user a role", async () => {
    const user = await hub.makeUser();
    const { status, body } = await create({ type: "user", agent: user.id, role: "EDITOR" });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(Number),
        project: project.id,
        type: "user",
        agent: String(user.id),
        name: user.username,
        role: "EDITOR",
      },
    ]);
    expect(await hub.call("GET", at(), { as: user })).toMatchObject({ status: 200 });
    expect((await hub.call("GET", at(body.id), { as: user })).body).toEqual(body);
  });

  it("gives a team of the project's account a role, and of no other", async () => {
    const team = await makeTeam();
    expect(await create({ type: "team", agent: team, role: "READER" })).toMatchObject({
      status: 201,
      body: { type: "team", agent: String(team), name: expect.stringMatching(/^team/) },
    });
    const foreign = await makeTeam(hub.user.accountId, hub.user);
    const refused = await create({ type: "team", agent: foreign, role: "READER" });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: "agent" }] } });
    expect((await create({ type: "team", agent: 999_999, role: "READER" })).body).toEqual(refused.body);
  });

  it("refuses who has a role already, one of several at once also", async () => {
    const user = await hub.makeUser();
    const replies = await Promise.all(["READER", "EDITOR"].map((role) => create({ type: "user", agent: user.id, role })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    const team = await makeTeam();
    await create({ type: "team", agent: team, role: "READER" });
    expect(await create({ type: "team", agent: team, role: "EDITOR" })).toMatchObject({
      status: 409,
      body: { errors: [{ field: "agent" }] },
    });
  });

  it("lets nobody give a role above the own one", async () => {
    const user = await hub.makeUser();
    expect((await create({ type: "user", agent: user.id, role: "OWNER" })).status).toBe(403);
    expect((await create({ type: "team", agent: await makeTeam(), role: "OWNER" })).status).toBe(403);
    expect((await create({ type: "user", agent: user.id, role: "OWNER" }, owner)).status).toBe(201);
  });

  it.each([
    [{ agent: 1, role: "READER" }, "type"],
    [{ type: "robot", agent: 1, role: "READER" }, "type"],
    [{ type: "user", role: "READER" }, "agent"],
    [{ type: "user", agent: 999_999, role: "READER" }, "agent"],
    [{ type: "user", agent: "admin", role: "READER" }, "agent"],
    [{ type: "user", agent: 1.5, role: "READER" }, "agent"],
    [{ type: "user", agent: -1, role: "READER" }, "agent"],
    [{ type: "user", agent: 2 ** 63, role: "READER" }, "agent"],
    [{ type: "user", agent: "1", role: "READER" }, "agent"],
    [{ type: "user", agent: 1 }, "role"],
    [{ type: "user", agent: 1, role: "MEMBER" }, "role"],
  ])("refuses %j", async (body, field) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });
});

describe("projects_agents_list and projects_agents_read", () => {
  it("tell those who work on the project, newest first", async () => {
    const { body } = await hub.call<{ results: Agent[] }>("GET", `${at()}?limit=1`, { as: manager });
    expect(body).toMatchObject({ count: 2, results: [{ agent: String(manager.id), role: "MANAGER" }] });
    await hub.database.query("UPDATE projects SET public = true WHERE id = $1", [project.id]);
    expect((await hub.call("GET", at())).status).toBe(401);
    expect((await hub.call("GET", at(), { as: hub.user })).status).toBe(403);
    const other = await hub.makeProject(owner);
    expect((await hub.call("GET", at(await agentOf(owner, other)), { as: owner })).status).toBe(404);
    for (const id of ["0", "-1", "x", "9223372036854775808"])
      expect((await hub.call("GET", at(id), { as: owner })).status).toBe(404);
  });
});

describe("projects_agents_partial_update", () => {
  it("changes a role, of a user or a team", async () => {
    const user = await hub.makeUser();
    const { body: agent } = await create({ type: "user", agent: user.id, role: "READER" });
    const { status, body } = await setRole(agent.id, "AUTHOR");
    expect([status, body]).toEqual([200, { id: agent.id, project: project.id, user: user.id, team: null, role: "AUTHOR" }]);
    expect((await hub.call("PATCH", at(agent.id), { body, as: manager })).body).toEqual(body);
    expect((await hub.call("PATCH", at(agent.id), { body: {}, as: manager })).body).toEqual(body);
    const team = await makeTeam();
    const { body: teamAgent } = await create({ type: "team", agent: team, role: "READER" });
    expect((await setRole(teamAgent.id, "EDITOR")).body).toMatchObject({ user: null, team, role: "EDITOR" });
    expect((await setRole(agent.id, "BOSS")).status).toBe(400);
    expect((await setRole(999_999, "READER")).status).toBe(404);
  });

  it("lets nobody raise to, or lower from, above the own role", async () => {
    const [self, boss] = [await agentOf(manager), await agentOf(owner)];
    expect((await setRole(self, "OWNER")).status).toBe(403);
    expect((await setRole(boss, "READER")).status).toBe(403);
    expect((await remove(boss)).status).toBe(403);
    expect((await setRole(self, "OWNER", owner)).status).toBe(200);
    expect((await setRole(boss, "READER")).status).toBe(200);
  });
});

describe("projects_agents_delete", () => {
  it("takes a role away", async () => {
    const user = await hub.makeUser();
    const { body: agent } = await create({ type: "user", agent: user.id, role: "EDITOR" });
    expect((await remove(agent.id, user)).status).toBe(403);
    expect(await remove(agent.id)).toMatchObject({ status: 204, body: "" });
    expect((await remove(agent.id)).status).toBe(404);
    expect((await hub.call("GET", at(), { as: user })).status).toBe(404);
  });
});

describe("the last OWNER", () => {
  it("is neither demoted nor removed, not by staff either; teams do not count", async () => {
    const boss = await agentOf(owner);
    const team = await create({ type: "team", agent: await makeTeam(), role: "OWNER" }, owner);
    for (const by of [owner, hub.admin]) {
      expect((await setRole(boss, "MANAGER", by)).status).toBe(409);
      expect((await remove(boss, by)).status).toBe(409);
    }
    expect((await remove(team.body.id, owner)).status).toBe(204);
    await setRole(await agentOf(manager), "OWNER", owner);
    expect((await remove(boss, owner)).status).toBe(204);
  });

  it("is one, of two who leave at once", async () => {
    await setRole(await agentOf(manager), "OWNER", owner);
    const [a, b] = [await agentOf(owner), await agentOf(manager)];
    const replies = await Promise.all([remove(a, owner), remove(b, manager)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});
