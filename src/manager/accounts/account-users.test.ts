import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ACCOUNT_ROLES, type AccountRole } from "../permissions.ts";
import { buildTestApp, type TestApp, type TestUser } from "../testing.ts";

let hub: TestApp;
let owner: TestUser;
let manager: TestUser;
let member: TestUser;
let accountId: number;
beforeAll(async () => {
  hub = await buildTestApp();
});
afterAll(() => hub.close());

beforeEach(async () => {
  [owner, manager, member] = await Promise.all([hub.makeUser(), hub.makeUser(), hub.makeUser()]);
  accountId = await hub.makeAccount(owner);
  await hub.setAccountRole(accountId, manager, "MANAGER");
  await hub.setAccountRole(accountId, member, "MEMBER");
});

const at = (user: TestUser | string | number = "", account = accountId) =>
  `/api/accounts/${account}/users/${typeof user === "object" ? user.id : user}`;
const add = (body: unknown, as?: TestUser) => hub.call("POST", at(), { body, as });
const setRole = (user: TestUser | string, role: unknown, as?: TestUser, account = accountId) =>
  hub.call("PATCH", at(user, account), { body: { role }, as });
const remove = (user: TestUser | string | number, as?: TestUser, account = accountId) =>
  hub.call("DELETE", at(user, account), { as });

/** Roles by user, as they are. */
async function roles(account = accountId): Promise<Record<number, AccountRole>> {
  const { rows } = await hub.database.query<{ id: number; role: AccountRole }>(
    "SELECT user_id AS id, role FROM account_users WHERE account_id = $1",
    [account],
  );
  return Object.fromEntries(rows.map(({ id, role }) => [id, role]));
}

describe("accounts_users_create", () => {
  it("takes an id or a name, in any case", async () => {
    const [a, b] = [await hub.makeUser(), await hub.makeUser({ username: "By-Name" })];
    expect(await add({ id: a.id, role: "MEMBER" }, manager)).toMatchObject({
      status: 201,
      body: { id: a.id, username: a.username, role: "MEMBER" },
    });
    expect(await add({ username: "by-name", role: "MANAGER" }, manager)).toMatchObject({ status: 201, body: { id: b.id } });
    expect(await roles()).toMatchObject({ [a.id]: "MEMBER", [b.id]: "MANAGER" });
    expect(await hub.call("GET", `/api/accounts/${accountId}/`, { as: a })).toMatchObject({ status: 200 });
  });

  it("refuses whoever is there already, and changes no role by that", async () => {
    expect(await add({ id: owner.id, role: "MEMBER" }, manager)).toMatchObject({
      status: 409,
      body: { errors: [{ field: "id" }] },
    });
    expect(await add({ username: member.username, role: "MANAGER" }, manager)).toMatchObject({
      status: 409,
      body: { errors: [{ field: "username" }] },
    });
    expect(await roles()).toMatchObject({ [owner.id]: "OWNER", [member.id]: "MEMBER" });
  });

  it("lets nobody give a role above the own one", async () => {
    const user = await hub.makeUser();
    expect((await add({ id: user.id, role: "OWNER" }, manager)).status).toBe(403);
    expect((await add({ id: user.id, role: "MEMBER" }, member)).status).toBe(403);
    expect((await add({ id: user.id, role: "MEMBER" }, user)).status).toBe(404);
    expect((await add({ id: user.id, role: "OWNER" }, owner)).status).toBe(201);
  });

  it.each([
    [{ role: "MEMBER" }, "username"],
    [{ id: 999_999, role: "MEMBER" }, "id"],
    [{ username: "nobody", role: "MEMBER" }, "username"],
    [{ id: 1, username: "nobody", role: "MEMBER" }, "username"],
    [{ id: 1 }, "role"],
    [{ id: 1, role: "BOSS" }, "role"],
    [{ id: 1, role: null }, "role"],
    [{ id: 0, role: "MEMBER" }, "id"],
    [{ id: 2 ** 63, role: "MEMBER" }, "id"],
    [{ id: "1", role: "MEMBER" }, "id"],
  ])("refuses %j", async (body, field) => {
    expect(await add(body, owner)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });
});

describe("accounts_users_list and accounts_users_read", () => {
  it("tell members who is there, newest first", async () => {
    const { body } = await hub.call<{ count: number; results: unknown[] }>("GET", `${at()}?limit=2`, { as: member });
    expect(body).toMatchObject({
      count: 3,
      results: [{ user: { id: member.id }, role: "MEMBER" }, { user: { id: manager.id } }],
    });
    const one = await hub.call("GET", at(owner), { as: member });
    expect([one.status, one.body]).toEqual([
      200,
      {
        id: expect.any(Number),
        account: accountId,
        role: "OWNER",
        user: { id: owner.id, username: owner.username, firstName: "", lastName: "" },
      },
    ]);
    expect((await hub.call("GET", at(owner.username.toUpperCase()), { as: member })).body).toEqual(one.body);
    for (const user of [hub.user.id, "nobody", "0", "-1", "9223372036854775808", "a%00b"]) {
      expect((await hub.call("GET", at(user), { as: member })).status).toBe(404);
    }
  });
});

describe("accounts_users_partial_update", () => {
  it("changes a role, takes back what was read, and needs nothing", async () => {
    const { status, body } = await setRole(member, "MANAGER", manager);
    expect([status, body]).toMatchObject([200, { role: "MANAGER", user: { id: member.id }, account: accountId }]);
    expect((await hub.call("PATCH", at(member), { body: { ...(body as object), role: "MEMBER" }, as: manager })).body).toEqual({
      ...(body as object),
      role: "MEMBER",
    });
    expect(await hub.call("PATCH", at(member), { body: {}, as: manager })).toMatchObject({
      status: 200,
      body: { role: "MEMBER" },
    });
    expect((await setRole(member, "BOSS", manager)).status).toBe(400);
    expect((await setRole(hub.user, "MEMBER", manager)).status).toBe(404);
  });

  it("lets nobody raise to, or lower from, above the own role", async () => {
    expect((await setRole(manager, "OWNER", manager)).status).toBe(403);
    expect((await setRole(owner, "MEMBER", manager)).status).toBe(403);
    expect((await setRole(owner, "OWNER", manager)).status).toBe(403);
    expect(await roles()).toMatchObject({ [owner.id]: "OWNER", [manager.id]: "MANAGER" });
    expect((await setRole(manager, "OWNER", owner)).status).toBe(200);
    expect((await setRole(owner, "MEMBER", manager)).status).toBe(200);
  });
});

describe("accounts_users_delete", () => {
  it("removes by id or name, from the account's teams also", async () => {
    const { body: team } = await hub.call<{ id: number }>("POST", `/api/accounts/${accountId}/teams/`, {
      body: { name: "team", members: [member.id, manager.id] },
      as: owner,
    });
    expect(await remove(member, manager)).toMatchObject({ status: 204, body: "" });
    expect((await remove(member, manager)).status).toBe(404);
    expect(await hub.call("GET", `/api/accounts/${accountId}/teams/${team.id}/`, { as: owner })).toMatchObject({
      body: { members: [{ id: manager.id }] },
    });
    expect((await remove(owner, manager)).status).toBe(403);
    expect((await remove(manager.username, manager)).status).toBe(204);
    expect((await remove(owner, manager)).status).toBe(404);
  });
});

describe("the last OWNER", () => {
  it.each(ACCOUNT_ROLES.filter((role) => role !== "OWNER"))("is not made a %s, not by staff either", async (role) => {
    for (const by of [owner, hub.admin]) {
      expect(await setRole(owner, role, by)).toMatchObject({
        status: 409,
        body: { message: expect.stringContaining("OWNER") },
      });
    }
    expect((await setRole(owner, "OWNER", owner)).status).toBe(200);
  });

  it("is not removed", async () => {
    expect((await remove(owner, owner)).status).toBe(409);
    expect((await remove(owner, hub.admin)).status).toBe(409);
    await setRole(manager, "OWNER", owner);
    expect((await remove(owner, owner)).status).toBe(204);
    expect((await remove(manager, manager)).status).toBe(409);
  });

  it("is one, of two who leave or demote each other at once", async () => {
    for (let i = 0; i < 5; i += 1) {
      const [a, b] = [await hub.makeUser(), await hub.makeUser()];
      const id = await hub.makeAccount(a);
      await hub.setAccountRole(id, b, "OWNER");
      const replies = await Promise.all([remove(a, a, id), setRole(b, "MEMBER", b, id)]);
      expect(replies.filter(({ status }) => status === 409)).toHaveLength(1);
      expect(Object.values(await roles(id)).filter((role) => role === "OWNER")).toHaveLength(1);
    }
  });

  it("of a personal account is its person, whoever else is one", async () => {
    await hub.setAccountRole(owner.accountId, manager, "OWNER");
    expect((await setRole(owner, "MEMBER", manager, owner.accountId)).status).toBe(409);
    expect((await remove(owner, owner, owner.accountId)).status).toBe(409);
    expect((await remove(manager, owner, owner.accountId)).status).toBe(204);
  });
});
