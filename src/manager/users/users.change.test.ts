import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp, type TestUser } from "../testing.ts";

let hub: TestApp;
beforeAll(async () => {
  hub = await buildTestApp();
});
afterAll(() => hub.close());

const PASSWORD = "analytical engine";
const NEW = "difference engine";

const create = (body: object, as = hub.admin) => hub.call<{ id: number }>("POST", "/api/users/", { body, as });
const change = (user: { id: number }, body: object, as = hub.admin) =>
  hub.call("PATCH", `/api/users/${user.id}/`, { body, as });
const setPassword = (user: { id: number }, body: object, as?: TestUser) =>
  hub.call("PUT", `/api/users/${user.id}/password/`, { body, as });
const signIn = (username: string, password: string) => hub.call("POST", "/api/sessions/", { body: { username, password } });
const cookieOf = ({ headers }: Awaited<ReturnType<typeof signIn>>) => String(headers["set-cookie"]).split(";")[0] ?? "";
const status = async (user: TestUser) => (await hub.call("GET", "/api/users/me/", { as: user })).status;

describe("users_create", () => {
  it("makes a user with a personal account, who can sign in", async () => {
    const details = { username: "ada", firstName: "Ada", lastName: "Byron", email: "ada@example.org" };
    const { status, body } = await create({ ...details, password: PASSWORD });
    expect([status, body]).toEqual([
      201,
      { id: expect.any(Number), ...details, isStaff: false, active: true, created: expect.stringMatching(/Z$/) },
    ]);
    expect((await signIn("ada", PASSWORD)).status).toBe(201);
    expect((await hub.call("GET", "/api/accounts/ada/", { as: hub.admin })).status).toBe(200);
  });

  it("needs no more than a name; without a password, no password is right", async () => {
    const { body } = await create({ username: "nameless" });
    expect(body).toMatchObject({ firstName: "", email: null });
    expect((await signIn("nameless", "nameless")).status).toBe(401);
  });

  it.each([
    [{}, "username"],
    [{ username: "" }, "username"],
    [{ username: "two words" }, "username"],
    [{ username: "\u00e9" }, "username"],
    [{ username: "4711" }, "username"],
    [{ username: "x".repeat(151) }, "username"],
    [{ username: "a", password: "123456789" }, "password"],
    [{ username: "Long.enough", password: "long.ENOUGH" }, "password"],
    [{ username: "a", email: "nowhere" }, "email"],
    [{ username: "a", active: false }, "active"],
  ])("refuses %j for its %s", async (body, field) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it("refuses a name that is taken, in any case, and leaves no account behind", async () => {
    const { body } = await hub.call<{ count: number }>("GET", "/api/accounts/", { as: hub.admin });
    expect(await create({ username: "USER" })).toMatchObject({ status: 409, body: { message: "username: is taken" } });
    const after = await hub.call<{ count: number }>("GET", "/api/accounts/", { as: hub.admin });
    expect(after.body.count).toBe(body.count);
  });

  it("is for staff", async () => {
    expect((await create({ username: "another" }, hub.user)).status).toBe(403);
  });
});

describe("users_partial_update", () => {
  it("lets one change one's own names and address, and nothing else, nor anything of others", async () => {
    const user = await hub.makeUser();
    const names = { firstName: "Grace", lastName: "Hopper", email: "grace@example.org" };
    expect(await change(user, names, user)).toMatchObject({ status: 200, body: { id: user.id, ...names } });
    expect(await change(user, { email: null }, user)).toMatchObject({ body: { firstName: "Grace", email: null } });
    for (const body of [{ isStaff: true }, { active: true }, { active: false }, { firstName: "X", isStaff: false }])
      expect((await change(user, body, user)).status).toBe(403);
    expect((await change(hub.admin, { firstName: "X" }, user)).status).toBe(403);
    expect((await change({ id: 999_999 }, { firstName: "X" }, user)).status).toBe(403);
    expect(await hub.call("GET", `/api/users/${user.id}/`, { as: user })).toMatchObject({
      body: { firstName: "Grace", isStaff: false },
    });
  });

  it("shows staff and oneself more than others", async () => {
    const user = await hub.makeUser({ email: "x@example.org" });
    const read = async (as: TestUser) => (await hub.call("GET", `/api/users/${user.id}/`, { as })).body;
    expect(await read(hub.user)).toEqual({ id: user.id, username: user.username, firstName: "", lastName: "" });
    for (const as of [user, hub.admin]) expect(await read(as)).toMatchObject({ email: "x@example.org", active: true });
    const { body } = await hub.call("GET", `/api/users/?search=${user.username}`, { as: hub.admin });
    expect(body).toMatchObject({ results: [{ email: "x@example.org", isStaff: false }] });
  });

  it("makes staff, and no longer staff, at once", async () => {
    const user = await hub.makeUser();
    expect(await change(user, { isStaff: true })).toMatchObject({ status: 200, body: { isStaff: true } });
    expect((await create({ username: "made-by-new-staff" }, user)).status).toBe(201);
    expect((await change(user, { isStaff: false })).status).toBe(200);
    expect((await create({ username: "another" }, user)).status).toBe(403);
  });

  it("turns a user away and lets the user in again, with what is the user's", async () => {
    const user = await hub.makeUser({ password: PASSWORD });
    const project = await hub.makeProject(user);
    const link = await hub.call<{ url: string }>("POST", "/api/sign-in-codes/", {
      body: { username: user.username },
      as: hub.admin,
    });
    expect(await status(user)).toBe(200);
    expect(await change(user, { active: false })).toMatchObject({ status: 200, body: { active: false } });
    expect(await status(user)).toBe(401);
    expect((await signIn(user.username, PASSWORD)).status).toBe(401);
    expect((await hub.call("GET", new URL(link.body.url).pathname)).status).toBe(404);
    const byPassword = { body: { username: user.username, password: PASSWORD } };
    expect((await hub.call("POST", "/api/tokens/", byPassword)).status).toBe(401);
    expect((await hub.call("GET", `/api/tokens/${user.token}/`)).status).toBe(404);
    expect((await hub.call("GET", `/api/projects/${project.id}/`, { as: hub.admin })).status).toBe(200);
    expect((await change(user, { active: true })).status).toBe(200);
    expect(await status(user)).toBe(200);
    expect((await hub.call("GET", `/api/projects/${project.id}/`, { as: user })).status).toBe(200);
  });

  it("lets nobody lock themself out", async () => {
    for (const body of [{ active: false }, { isStaff: false }]) expect((await change(hub.admin, body)).status).toBe(409);
    expect((await change(hub.admin, { active: true, isStaff: true })).status).toBe(200);
    expect(await status(hub.admin)).toBe(200);
  });

  it("knows who is not there", async () => {
    expect((await change({ id: 999_999 }, { firstName: "X" })).status).toBe(404);
    expect((await change({ id: 999_999 }, { active: false })).status).toBe(404);
  });
});

describe("users_password_update", () => {
  it("takes one's own with the old one, and ends the sessions but this one", async () => {
    const user = await hub.makeUser({ password: PASSWORD });
    const [here, there] = [cookieOf(await signIn(user.username, PASSWORD)), cookieOf(await signIn(user.username, PASSWORD))];
    const put = (body: object) =>
      hub.call("PUT", `/api/users/${user.id}/password/`, { body, headers: { cookie: here, "sec-fetch-site": "same-origin" } });
    const me = async (cookie: string) => (await hub.call("GET", "/api/users/me/", { headers: { cookie } })).status;
    expect(await put({ password: NEW })).toMatchObject({ status: 400, body: { errors: [{ field: "oldPassword" }] } });
    expect(await put({ password: NEW, oldPassword: "wrong" })).toMatchObject({
      status: 400,
      body: { message: "oldPassword: is not right" },
    });
    expect((await signIn(user.username, PASSWORD)).status).toBe(201);
    expect((await put({ password: NEW, oldPassword: PASSWORD })).status).toBe(204);
    expect([await me(here), await me(there), await status(user)]).toEqual([200, 401, 200]);
    expect((await signIn(user.username, PASSWORD)).status).toBe(401);
    expect((await signIn(user.username, NEW)).status).toBe(201);
  });

  it("needs no old one of whoever has none", async () => {
    const user = await hub.makeUser();
    expect((await setPassword(user, { password: PASSWORD }, user)).status).toBe(204);
    expect((await setPassword(user, { password: NEW }, user)).status).toBe(400);
    expect((await signIn(user.username, PASSWORD)).status).toBe(201);
  });

  it("is set by staff for anybody, whose sessions end", async () => {
    const user = await hub.makeUser({ password: PASSWORD });
    const cookie = cookieOf(await signIn(user.username, PASSWORD));
    expect((await setPassword(user, { password: NEW }, hub.admin)).status).toBe(204);
    expect((await hub.call("GET", "/api/users/me/", { headers: { cookie } })).status).toBe(401);
    expect((await signIn(user.username, NEW)).status).toBe(201);
  });

  it("is not for others, nor for nobody", async () => {
    expect((await setPassword(hub.admin, { password: NEW }, hub.user)).status).toBe(403);
    expect((await setPassword({ id: 999_999 }, { password: NEW }, hub.user)).status).toBe(403);
    expect((await setPassword({ id: 999_999 }, { password: NEW }, hub.admin)).status).toBe(404);
    expect((await setPassword(hub.user, { password: NEW })).status).toBe(401);
  });

  it.each([{}, { password: "short" }, { password: "x".repeat(1025) }, { password: null }, { password: NEW, x: 1 }])(
    "refuses %j",
    async (body) => {
      expect((await setPassword(hub.user, body, hub.admin)).status).toBe(400);
    },
  );

  it("refuses the user name", async () => {
    const user = await hub.makeUser({ username: "somebody.else" });
    expect((await setPassword(user, { password: "Somebody.Else" }, user)).status).toBe(400);
  });
});
