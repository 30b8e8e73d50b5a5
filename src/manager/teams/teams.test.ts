import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProjectRole } from "../permissions.ts";
import { buildTestApp, type TestApp, type TestProject, type TestUser } from "../testing.ts";

interface Team {
  readonly id: number;
  readonly name: string;
  readonly members: unknown[];
}

let hub: TestApp;
let owner: TestUser;
let manager: TestUser;
let member: TestUser;
let accountId: number;
beforeAll(async () => {
  hub = await buildTestApp();
  [owner, manager, member] = await Promise.all([hub.makeUser(), hub.makeUser(), hub.makeUser({ username: "member" })]);
  accountId = await hub.makeAccount(owner, "acme");
  await hub.setAccountRole(accountId, manager, "MANAGER");
  await hub.setAccountRole(accountId, member, "MEMBER");
});
afterAll(() => hub.close());

const at = (team: string | number = "", rest = "") => `/api/accounts/${accountId}/teams/${team}${rest}`;
const create = (body: unknown, as: TestUser = manager) => hub.call<Team>("POST", at(), { body, as });
const read = (team: string | number, as: TestUser = member) => hub.call<Team>("GET", at(team), { as });
const update = (team: string | number, body: unknown, as: TestUser = manager) =>
  hub.call<Team>("PATCH", at(team), { body, as });
const add = (team: string | number, body: unknown, as: TestUser = manager) =>
  hub.call("POST", at(team, "/members/"), { body, as });

async function makeTeam(members: readonly TestUser[] = []): Promise<Team> {
  const { body } = await create({ name: `team ${Math.random()}`, members: members.map(({ id }) => id) });
  return body;
}

const isAccountUser = async (user: TestUser) =>
  (await hub.call("GET", `/api/accounts/${accountId}/users/${user.id}`, { as: owner })).status === 200;

describe("accounts_teams_create", () => {
  it("makes a team, whose members become users of the account", async () => {
    const stranger = await hub.makeUser();
    const wanted = { name: "Design team", description: "D", members: [stranger.id, member.id, stranger.id] };
    const { status, body } = await create(wanted);
    expect([status, body]).toEqual([
      201,
      { id: expect.any(Number), account: accountId, name: "Design team", description: "D", members: [member.id, stranger.id] },
    ]);
    expect(await isAccountUser(stranger)).toBe(true);
    expect((await read("DESIGN%20TEAM")).body).toEqual({
      ...body,
      members: [member, stranger].map(({ id, username, firstName, lastName }) => ({ id, username, firstName, lastName })),
    });
  });

  it("lets one of several have a name, whatever its case, in one account", async () => {
    const replies = await Promise.all(["race", "RACE", "Race"].map((name) => create({ name })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({ errors: [{ field: "name" }] });
    const other = await hub.makeAccount(owner);
    const twin = await hub.call("POST", `/api/accounts/${other}/teams/`, { body: { name: "race" }, as: owner });
    expect(twin.status).toBe(201);
  });

  it.each([
    [{}, "name"],
    [{ name: "" }, "name"],
    [{ name: " a" }, "name"],
    [{ name: "a\nb" }, "name"],
    [{ name: "12" }, "name"],
    [{ name: "x".repeat(65) }, "name"],
    [{ name: "ok", members: [999_999] }, "members.0"],
    [{ name: "ok", members: ["member"] }, "members.0"],
    [{ name: "ok", members: [0] }, "members.0"],
    [{ name: "ok", members: 5 }, "members"],
    [{ name: "ok", members: Array.from({ length: 1001 }, () => 1) }, "members"],
    [{ name: "ok", surprise: 1 }, "surprise"],
  ])("refuses %j, and makes nothing", async (body, field) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect((await read("ok")).status).toBe(404);
  });
});

describe("accounts_teams_list and accounts_teams_read", () => {
  it("tell members of the account, and nobody else", async () => {
    const account = await hub.makeAccount(owner);
    const make = (name: string) => hub.call<Team>("POST", `/api/accounts/${account}/teams/`, { body: { name }, as: owner });
    const [first, second] = [await make("first"), await make("second")];
    const { body } = await hub.call("GET", `/api/accounts/${account}/teams/?limit=1`, { as: owner });
    expect(body).toMatchObject({ count: 2, results: [{ name: "second", members: [] }] });
    expect((await hub.call("GET", `/api/accounts/${account}/teams/${first.body.id}`, { as: member })).status).toBe(404);
    // A team is looked for in its own account only.
    expect((await read(second.body.id, owner)).status).toBe(404);
    for (const team of ["nothing", "0", "-1", "9223372036854775808", "a%00b"]) expect((await read(team)).status).toBe(404);
  });
});

describe("accounts_teams_partial_update", () => {
  it("sets what is given, and takes back what was read", async () => {
    const { id, name } = await makeTeam([member]);
    expect(await update(id, { description: "New" })).toMatchObject({
      status: 200,
      body: { name, description: "New", members: [member.id] },
    });
    const { body } = await update(id, { name: `${name}!`, description: null, members: [owner.id] });
    expect(body).toEqual({ id, account: accountId, name: `${name}!`, description: null, members: [owner.id] });
    expect((await update(id, body)).body).toEqual(body);
    expect((await update(id, {})).body).toEqual(body);
    expect((await update(id, { members: [] })).body).toMatchObject({ members: [] });
    expect((await update(id, {}, member)).status).toBe(403);
  });

  it("changes nothing where a part is refused", async () => {
    const [one, two] = [await makeTeam([member]), await makeTeam()];
    expect(await update(one.id, { members: [], name: two.name.toUpperCase() })).toMatchObject({
      status: 409,
      body: { errors: [{ field: "name" }] },
    });
    expect((await update(one.id, { name: "other", members: [999_999] })).status).toBe(400);
    expect((await update(one.id, { name: "12" })).status).toBe(400);
    expect((await read(one.id)).body).toMatchObject({ name: one.name, members: [{ id: member.id }] });
  });
});

describe("members of a team", () => {
  it("come by id or name, once or more often, and become users of the account", async () => {
    const { id } = await makeTeam();
    const stranger = await hub.makeUser();
    expect(await add(id, { username: "MEMBER" })).toMatchObject({ status: 201, body: { id: member.id, username: "member" } });
    for (let i = 0; i < 2; i += 1) expect((await add(id, { id: stranger.id })).status).toBe(201);
    expect((await read(id)).body.members).toMatchObject([{ id: member.id }, { id: stranger.id }]);
    expect(await isAccountUser(stranger)).toBe(true);
    expect((await add(id, {})).body).toMatchObject({ errors: [{ field: "username" }] });
    expect((await add(id, { id: 999_999 })).body).toMatchObject({ errors: [{ field: "id" }] });
    expect((await add(999_999, { id: member.id })).status).toBe(404);
    expect((await add(id, { id: member.id }, member)).status).toBe(403);
  });

  it("go, and stay users of the account", async () => {
    const { id } = await makeTeam([member, owner]);
    const remove = (user: string | number, as = manager) => hub.call("DELETE", at(id, `/members/${user}/`), { as });
    expect((await remove("member", member)).status).toBe(403);
    expect(await remove("member")).toMatchObject({ status: 204, body: "" });
    expect((await remove("member")).status).toBe(404);
    expect((await remove(hub.user.id)).status).toBe(404);
    expect((await remove("nobody")).status).toBe(404);
    expect((await remove(owner.id)).status).toBe(204);
    expect(await isAccountUser(member)).toBe(true);
  });

  it("are users of the account at every moment, whoever joins and leaves at once", async () => {
    const { id } = await makeTeam();
    for (let i = 0; i < 5; i += 1) {
      const user = await hub.makeUser();
      await hub.setAccountRole(accountId, user, "MEMBER");
      const replies = await Promise.all([
        add(id, { id: user.id }),
        hub.call("DELETE", `/api/accounts/${accountId}/users/${user.id}`, { as: owner }),
      ]);
      expect(replies.map(({ status }) => status)).toEqual([201, 204]);
    }
    const { rows } = await hub.database.query(
      "SELECT FROM team_members LEFT JOIN account_users USING (account_id, user_id) WHERE account_users.id IS NULL",
    );
    expect(rows).toEqual([]);
  });
});

describe("a team's role on a project", () => {
  let project: TestProject;
  beforeAll(async () => {
    project = await hub.makeProject(owner, { accountId });
  });
  const give = (team: Team, role: ProjectRole) =>
    hub.database.query("INSERT INTO project_agents (project_id, team_id, role) VALUES ($1, $2, $3)", [
      project.id,
      team.id,
      role,
    ]);
  const roleOf = async (user: TestUser) =>
    (await hub.call<{ role?: string }>("GET", `/api/projects/${project.id}/`, { as: user })).body.role ?? null;

  it("counts for its members while they are, beside their own: the highest does", async () => {
    const user = await hub.makeUser();
    const [low, high] = [await makeTeam([user]), await makeTeam([user])];
    expect(await roleOf(user)).toBeNull();
    await give(low, "REVIEWER");
    expect(await roleOf(user)).toBe("REVIEWER");
    await give(high, "AUTHOR");
    expect(await roleOf(user)).toBe("AUTHOR");
    const listed = await hub.call("GET", "/api/projects/?role=AUTHOR", { as: user });
    expect(listed.body).toMatchObject({ count: 1, results: [{ id: project.id, role: "AUTHOR" }] });
    await hub.setProjectRole(project, user, "EDITOR");
    expect(await roleOf(user)).toBe("AUTHOR");
    await hub.call("DELETE", at(high.id, `/members/${user.id}`), { as: manager });
    expect(await roleOf(user)).toBe("EDITOR");
    await hub.database.query("DELETE FROM project_agents WHERE user_id = $1", [user.id]);
    expect(await roleOf(user)).toBe("REVIEWER");
    expect(await hub.call("DELETE", at(low.id), { as: manager })).toMatchObject({ status: 204, body: "" });
    expect(await roleOf(user)).toBeNull();
    expect((await hub.call("DELETE", at(low.id), { as: manager })).status).toBe(404);
  });

  it("ends with the membership of the account", async () => {
    const user = await hub.makeUser();
    await give(await makeTeam([user]), "READER");
    expect(await roleOf(user)).toBe("READER");
    await hub.call("DELETE", `/api/accounts/${accountId}/users/${user.id}`, { as: owner });
    expect(await roleOf(user)).toBeNull();
  });

  it("of an OWNER is not for a MANAGER of the account to take or give", async () => {
    const team = await makeTeam([member]);
    await give(team, "OWNER");
    expect(await roleOf(manager)).toBe("MANAGER");
    expect((await add(team.id, { id: manager.id })).status).toBe(403);
    expect((await update(team.id, { members: [member.id, manager.id] })).status).toBe(403);
    expect(await roleOf(manager)).toBe("MANAGER");
    expect((await update(team.id, { members: [] })).status).toBe(200);
    expect((await add(team.id, { id: manager.id }, owner)).status).toBe(201);
    expect(await roleOf(manager)).toBe("OWNER");
  });
});
