import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp, type TestUser } from "../testing.ts";

interface Project {
  readonly id: number;
  readonly name: string;
  readonly account: number;
  readonly key: string | null;
  readonly role: string;
}
interface Projects {
  readonly count: number;
  readonly results: (Omit<Project, "account"> & { account: { id: number; role: string | null } })[];
}

let hub: TestApp;
beforeAll(async () => {
  hub = await buildTestApp();
});
afterAll(() => hub.close());

const create = (body: unknown, as?: TestUser) => hub.call<Project>("POST", "/api/projects/", { body, as });

describe("projects_create", () => {
  it("needs nothing, and makes its creator the owner", async () => {
    const { status, body } = await create({}, hub.user);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number),
      account: hub.user.accountId,
      creator: hub.user.id,
      created: expect.stringMatching(/Z$/),
      name: expect.stringMatching(/^project-[a-z0-9]{8}$/),
      title: null,
      description: null,
      temporary: false,
      public: false,
      key: expect.stringMatching(/^[a-zA-Z0-9]{32}$/),
      main: null,
      theme: null,
      extraHead: null,
      extraTop: null,
      extraBottom: null,
      liveness: "latest",
      pinned: null,
      zone: null,
    });
    expect((await hub.call("GET", `/api/projects/${body.id}/`, { as: hub.user })).body).toEqual({ ...body, role: "OWNER" });
  });

  it("takes every field, in both spellings, and what was read back", async () => {
    const wanted = {
      name: "Whole-1_a",
      title: "T",
      description: "D",
      public: true,
      temporary: true,
      extra_head: "<b>",
      theme: "nature",
    };
    const readOnly = { id: 77, creator: 78, created: "2020-01-01T00:00:00Z", pinned: "v1" };
    const { status, body } = await create({ ...wanted, ...readOnly, liveness: "live", key: "my-key", main: "a.md" }, hub.user);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: "Whole-1_a",
      extraHead: "<b>",
      liveness: "live",
      key: "my-key",
      main: "a.md",
      pinned: null,
    });
    expect(body.id).not.toBe(77);
  });

  it("is for members of the account", async () => {
    const account = await hub.makeAccount(hub.admin, "theirs");
    expect((await create({ account }, hub.user)).status).toBe(404);
    expect((await create({ account: 999_999 }, hub.user)).status).toBe(404);
    await hub.setAccountRole(account, hub.user, "MEMBER");
    expect(await create({ account }, hub.user)).toMatchObject({ status: 201, body: { account } });
    expect((await create({ account: hub.user.accountId }, hub.admin)).status).toBe(201);
    expect((await create({})).status).toBe(401);
  });

  it("refuses a name that the account has, in any case, with a 409", async () => {
    await create({ name: "taken" }, hub.user);
    const { status, body } = await create({ name: "Taken" }, hub.user);
    expect([status, body]).toMatchObject([409, { errors: [{ field: "name" }] }]);
    expect((await create({ name: "taken" }, hub.admin)).status).toBe(201);
  });

  it.each([
    [{ name: "" }, "name"],
    [{ name: "a b" }, "name"],
    [{ name: "a/b" }, "name"],
    [{ name: "x".repeat(51) }, "name"],
    [{ name: "123" }, "name"],
    [{ name: null }, "name"],
    [{ name: ["a"] }, "name"],
    [{ title: "x".repeat(257) }, "title"],
    [{ title: "a\u0000b" }, "title"],
    [{ public: "yes" }, "public"],
    [{ theme: "dark" }, "theme"],
    [{ liveness: "dead" }, "liveness"],
    [{ key: "x".repeat(65) }, "key"],
    [{ key: "" }, "key"],
    [{ account: "admin" }, "account"],
    [{ account: 0 }, "account"],
    [{ account: 1.5 }, "account"],
    [{ surprise: 1 }, "surprise"],
  ])("refuses %j", async (body, field) => {
    expect(await create(body, hub.user)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it("answers 404 for an account beyond all ids", async () => {
    expect((await create({ account: 2 ** 63 }, hub.user)).status).toBe(404);
  });

  it("lets one of several have a name", async () => {
    const replies = await Promise.all(Array.from({ length: 5 }, () => create({ name: "race" }, hub.user)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });
});

describe("projects_list", () => {
  let owner: TestUser;
  let guest: TestUser;
  const list = async (query: string, as?: TestUser) => (await hub.call<Projects>("GET", `/api/projects/${query}`, { as })).body;
  const names = async (query: string, as?: TestUser) => (await list(query, as)).results.map(({ name }) => name);

  beforeAll(async () => {
    owner = await hub.makeUser({ username: "list-owner" });
    guest = await hub.makeUser({ username: "list-guest" });
    await hub.makeProject(owner, { name: "list-private" });
    await hub.makeProject(owner, { name: "list-public", public: true });
    const shared = await hub.makeProject(owner, { name: "list-shared" });
    await hub.setProjectRole(shared, guest, "EDITOR");
  });

  it("has what one may know of, newest first, with the account and one's roles", async () => {
    expect(await names("?search=list-", owner)).toEqual(["list-shared", "list-public", "list-private"]);
    expect(await names("?search=list-", guest)).toEqual(["list-shared", "list-public"]);
    expect(await names("?search=list-", hub.admin)).toHaveLength(3);
    expect(await names("?search=list-")).toEqual(["list-public"]);
    const { count, results } = await list("?search=list-", guest);
    expect(count).toBe(2);
    expect(results).toMatchObject([
      { role: "EDITOR", key: expect.any(String), account: { id: owner.accountId, name: "list-owner", role: null } },
      { role: "READER", key: null },
    ]);
    expect((await list("?search=list-", owner)).results[0]).toMatchObject({ role: "OWNER", account: { role: "OWNER" } });
  });

  it("filters by account, role, public and search", async () => {
    expect(await names(`?account=${owner.accountId}`, guest)).toEqual(["list-shared", "list-public"]);
    expect(await names("?account=LIST-owner&limit=1", guest)).toEqual(["list-shared"]);
    expect(await names("?account=nobody", guest)).toEqual([]);
    expect(await names("?role=EDITOR", guest)).toEqual(["list-shared"]);
    expect(await names("?search=list-&public=true", owner)).toEqual(["list-public"]);
    expect(await names("?search=list-&public=False", owner)).toEqual(["list-shared", "list-private"]);
    expect(await names("?search=LIST-PRIV", owner)).toEqual(["list-private"]);
    expect(await names("?search=%25", owner)).toEqual([]);
    expect(await names("?role=&account=&public=&search=list-private", owner)).toEqual(["list-private"]);
  });

  it.each([
    "role=BOSS",
    "public=perhaps",
    "limit=-1",
    "offset=-1",
    "offset=99999999999",
    "limit=ten",
    "search=%00",
    "account=%00",
  ])("refuses %s", async (query) => {
    expect(await hub.call("GET", `/api/projects/?${query}`)).toMatchObject({
      status: 400,
      body: { errors: [expect.anything()] },
    });
  });
});
