import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp, type TestUser } from "../testing.ts";

interface Account {
  readonly id: number;
  readonly name: string;
  readonly role: string | null;
}

let hub: TestApp;
let owner: TestUser;
let manager: TestUser;
let member: TestUser;
let accountId: number;
beforeAll(async () => {
  hub = await buildTestApp();
  owner = await hub.makeUser({ username: "owner", firstName: "Olga", lastName: "Onegin" });
  manager = await hub.makeUser({ username: "manager" });
  member = await hub.makeUser({ username: "member" });
  accountId = await hub.makeAccount(owner, "acme");
  await hub.setAccountRole(accountId, manager, "MANAGER");
  await hub.setAccountRole(accountId, member, "MEMBER");
});
afterAll(() => hub.close());

const create = (body: unknown, as?: TestUser) => hub.call<Account>("POST", "/api/accounts/", { body, as });
const read = (account: string | number, as?: TestUser) => hub.call<Account>("GET", `/api/accounts/${account}/`, { as });
const update = (account: string | number, body: unknown, as?: TestUser) =>
  hub.call("PATCH", `/api/accounts/${account}/`, { body, as });

describe("accounts_create", () => {
  it("makes whoever asks for it the owner, and tells what it made", async () => {
    const { status, body } = await create(
      { name: "Fresh-1_a", displayName: "Fresh", website: "https://fresh.example" },
      hub.user,
    );
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(Number),
        name: "Fresh-1_a",
        user: null,
        created: expect.stringMatching(/Z$/),
        displayName: "Fresh",
        location: null,
        image: null,
        website: "https://fresh.example",
        email: null,
        theme: null,
        extraHead: null,
        extraTop: null,
        extraBottom: null,
        hosts: null,
      },
    ]);
    expect((await read("FRESH-1_A", hub.user)).body).toEqual({
      ...body,
      creator: hub.user.id,
      plan: "free",
      maxActiveJobs: null,
      maxJobsPerHour: null,
      maxJobMinutesPerMonth: null,
      role: "OWNER",
      users: [{ id: expect.any(Number), user: facts(hub.user), role: "OWNER", account: body.id }],
      teams: [],
    });
  });

  it("takes every field, in both spellings, and what was read back", async () => {
    const wanted = {
      name: "whole",
      display_name: "D",
      location: "L",
      email: "a@b.c",
      website: "",
      theme: "nature",
      extra_head: "<b>",
      hosts: "a.b",
    };
    const readOnly = { id: 77, user: 5, creator: 6, created: "2020-01-01T00:00:00Z", image: "x" };
    const { creator: _, ...asCreated } = readOnly;
    const { status, body } = await create({ ...wanted, ...asCreated, extraTop: null }, hub.user);
    expect([status, body]).toMatchObject([
      201,
      { displayName: "D", website: "", extraHead: "<b>", theme: "nature", user: null, image: null },
    ]);
  });

  it("lets one of several have a name, whatever its case", async () => {
    const replies = await Promise.all(["race", "RACE", "Race"].map((name) => create({ name }, hub.user)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({ errors: [{ field: "name" }] });
    const { rows } = await hub.database.query(
      "SELECT FROM account_users JOIN accounts ON accounts.id = account_id WHERE name ~* 'race'",
    );
    expect(rows).toHaveLength(1);
  });

  it.each([
    [{}, "name"],
    [{ name: null }, "name"],
    [{ name: "" }, "name"],
    [{ name: "123" }, "name"],
    [{ name: "-a" }, "name"],
    [{ name: "a b" }, "name"],
    [{ name: "x".repeat(151) }, "name"],
    [{ name: "ok", displayName: "x".repeat(257) }, "displayName"],
    [{ name: "ok", website: "javascript:alert(1)" }, "website"],
    [{ name: "ok", email: "nobody" }, "email"],
    [{ name: "ok", theme: "gothic" }, "theme"],
    [{ name: "ok", role: "OWNER" }, "role"],
    [{ name: "ok", tierId: 2 }, "tierId"],
  ])("refuses %j", async (body, field) => {
    expect(await create(body, hub.user)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it("needs a user", async () => {
    expect((await create({ name: "nobodys" })).status).toBe(401);
  });
});

describe("accounts_list", () => {
  it("has those that one is a user of, newest first; for staff, all", async () => {
    const list = async (as: TestUser, query = "") =>
      (await hub.call<{ count: number; next: string | null; results: Account[] }>("GET", `/api/accounts/${query}`, { as }))
        .body;
    const mine = await list(member);
    expect([mine.count, mine.results.map(({ name, role }) => [name, role])]).toEqual([
      2,
      [
        ["acme", "MEMBER"],
        ["member", "OWNER"],
      ],
    ]);
    const page = await list(member, "?limit=1&offset=1");
    expect([page.count, page.results.map(({ name }) => name)]).toEqual([2, ["member"]]);
    const stranger = await hub.makeUser();
    expect((await list(stranger)).count).toBe(1);
    const { rows } = await hub.database.query<{ count: number }>("SELECT count(*) AS count FROM accounts");
    expect((await list(hub.admin)).count).toBe(rows[0]?.count);
    expect((await hub.call("GET", "/api/accounts/")).status).toBe(401);
  });
});

describe("accounts_read", () => {
  it("has users and teams, for whoever is one of them", async () => {
    const { status, body } = await read("acme", member);
    expect([status, body]).toMatchObject([
      200,
      { id: accountId, role: "MEMBER", users: [{ user: facts(member) }, { user: facts(manager) }, { user: facts(owner) }] },
    ]);
    expect((await read(accountId, hub.admin)).body.role).toBe("OWNER");
  });

  it("says which tier it is on, and what that allows", async () => {
    await hub.database.query("INSERT INTO tiers (name, max_jobs_per_hour) VALUES ('Hourly', 9)");
    await hub.call("PATCH", "/api/accounts/acme/update_plan/", { body: { plan: "hourly" }, as: hub.admin });
    expect((await read("acme", member)).body).toMatchObject({ plan: "Hourly", maxActiveJobs: null, maxJobsPerHour: 9 });
    await hub.call("PATCH", "/api/accounts/acme/update_plan/", { body: { plan: "free" }, as: hub.admin });
    expect((await read("acme", member)).body).toMatchObject({ plan: "free", maxJobsPerHour: null });
  });

  it("knows nothing of it for others, and nothing of none", async () => {
    const hidden = await read("acme", hub.user);
    const missing = await read("nothing", hub.user);
    expect([hidden.status, hidden.body]).toEqual([404, missing.body]);
    for (const id of ["0", "-1", "9223372036854775808", "550e8400-e29b-41d4-a716-446655440000", "a%00b"]) {
      expect((await read(id, hub.admin)).status).toBe(404);
    }
  });
});

describe("accounts_partial_update", () => {
  it("sets what is given, clears what is null, and leaves the rest", async () => {
    await update("acme", { location: "Here", displayName: "Acme" }, manager);
    const { status, body } = await update("acme", { location: null, hosts: "a.example" }, manager);
    expect([status, body]).toMatchObject([
      200,
      {
        id: accountId,
        name: "acme",
        location: null,
        displayName: "Acme",
        hosts: "a.example",
        creator: owner.id,
        firstName: null,
      },
    ]);
    expect((await update("acme", {}, manager)).body).toEqual(body);
    expect((await update("acme", body, manager)).body).toEqual(body);
    expect((await update("acme", { location: "x" }, member)).status).toBe(403);
    expect((await update("acme", { location: "x" }, hub.user)).status).toBe(404);
  });

  it("gives another name that is free, and no number", async () => {
    const id = await hub.makeAccount(owner, "before");
    expect(await update(id, { name: "after" }, owner)).toMatchObject({ status: 200, body: { name: "after" } });
    expect(await update(id, { name: "AFTER" }, owner)).toMatchObject({ status: 200, body: { name: "AFTER" } });
    expect((await read("before", owner)).status).toBe(404);
    expect(await update(id, { name: "ACME" }, owner)).toMatchObject({ status: 409, body: { errors: [{ field: "name" }] } });
    expect(await update(id, { name: "12" }, owner)).toMatchObject({ status: 400, body: { errors: [{ field: "name" }] } });
    expect(await update(id, { name: null }, owner)).toMatchObject({ status: 400, body: { errors: [{ field: "name" }] } });
    expect((await read(id, owner)).body.name).toBe("AFTER");
  });

  it("leaves the hub's own account its name", async () => {
    await hub.database.query("INSERT INTO accounts (name) VALUES ('hub') ON CONFLICT DO NOTHING");
    expect(await update("hub", { name: "other" }, hub.admin)).toMatchObject({
      status: 409,
      body: { errors: [{ field: "name" }] },
    });
    expect((await update("hub", { name: "hub", location: "Here" }, hub.admin)).status).toBe(200);
  });

  it("of a personal account sets the names of its person, by that person", async () => {
    expect((await update("owner", { firstName: "Olga Maria" }, owner)).body).toMatchObject({
      firstName: "Olga Maria",
      lastName: "Onegin",
      user: owner.id,
    });
    await hub.setAccountRole(owner.accountId, manager, "MANAGER");
    expect((await update("owner", { lastName: "Pushkin" }, manager)).status).toBe(403);
    expect((await update("owner", { location: "Here", lastName: null }, manager)).status).toBe(200);
    expect((await update("owner", { lastName: "Larin" }, hub.admin)).body).toMatchObject({ lastName: "Larin" });
    expect((await update("acme", { lastName: "Larin" }, owner)).body).toMatchObject({ errors: [{ field: "lastName" }] });
    expect((await hub.call("GET", `/api/users/${owner.id}/`, { as: owner })).body).toMatchObject({ lastName: "Larin" });
  });

  it("changes nothing where a part is refused", async () => {
    expect((await update("acme", { location: "Elsewhere", firstName: "X" }, manager)).status).toBe(400);
    expect((await read("acme", manager)).body).toMatchObject({ location: null });
  });
});

describe("accounts_update_plan", () => {
  it("puts an account on a tier, for staff", async () => {
    await hub.database.query("INSERT INTO tiers (name, max_active_jobs) VALUES ('Big', 5)");
    const plan = (body: unknown, as?: TestUser, account = "acme") =>
      hub.call("PATCH", `/api/accounts/${account}/update_plan/`, { body, as });
    expect(await plan({ plan: "big" }, hub.admin)).toMatchObject({
      status: 200,
      body: { account: accountId, plan: "Big", maxActiveJobs: 5, maxJobsPerHour: null, maxJobMinutesPerMonth: null },
    });
    expect((await plan({ plan: "free" }, hub.admin)).body).toMatchObject({ plan: "free" });
    expect((await plan({ plan: "none" }, hub.admin)).body).toMatchObject({
      errors: [{ field: "plan", message: expect.stringMatching(/There are: free,.* Big/) }],
    });
    expect((await plan({}, hub.admin)).status).toBe(400);
    expect((await plan({ plan: "big" }, hub.admin, "nothing")).status).toBe(404);
    expect((await plan({ plan: "big" }, owner)).status).toBe(403);
    expect((await plan({ plan: "big" })).status).toBe(401);
  });
});

it("an account within a project is told to others without what is its own business", async () => {
  const accountOf = async (as?: TestUser) => {
    const { body } = await hub.call<{ results: { account: object }[] }>("GET", "/api/projects/?account=shown", { as });
    return body.results[0]?.account;
  };
  const id = await hub.makeAccount(owner, "shown");
  await hub.makeProject(owner, { accountId: id, public: true });
  await update(id, { displayName: "Shown", email: "us@shown.example", hosts: "secret.example", extraHead: "<script>" }, owner);
  const shown = { displayName: "Shown", email: "us@shown.example" };
  expect(await accountOf()).toMatchObject({ ...shown, hosts: null, extraHead: null, creator: null, role: null });
  expect(await accountOf(hub.user)).toMatchObject({ ...shown, hosts: null, role: null });
  expect(await accountOf(owner)).toMatchObject({ ...shown, hosts: "secret.example", creator: owner.id, role: "OWNER" });
});

it("a user whose name is a number has a personal account that is told from an id", async () => {
  const { accountId: id } = await hub.makeUser({ username: "123" });
  const { rows } = await hub.database.query<{ name: string }>("SELECT name FROM accounts WHERE id = $1", [id]);
  expect(rows[0]?.name).toMatch(/^123-\d+$/);
});

function facts({ id, username, firstName, lastName }: TestUser) {
  return { id, username, firstName, lastName };
}
