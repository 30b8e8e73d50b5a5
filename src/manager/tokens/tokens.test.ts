import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp, type TestUser } from "../testing.ts";
import { issueToken } from "./tokens.service.ts";

interface Issued {
  readonly id: string;
  readonly token: string;
}

let hub: TestApp;
let ada: TestUser;
beforeAll(async () => {
  hub = await buildTestApp();
  ada = await hub.makeUser({ username: "Ada", firstName: "Ada", lastName: "Byron", password: "analytical engine" });
});
afterAll(() => hub.close());

const create = (body?: unknown, as?: { token: string }) => hub.call<Issued>("POST", "/api/tokens/", { body, as });

describe("tokens_create", () => {
  it("takes a username in any case and a password", async () => {
    const { status, body } = await create({ username: "ada", password: "analytical engine" });
    expect(status).toBe(201);
    expect(body).toEqual({
      user: ada.id,
      id: body.token.slice(0, 8),
      created: expect.stringMatching(/Z$/),
      expiry: null,
      token: expect.stringMatching(/^[a-zA-Z0-9]{43}$/),
      username: "Ada",
      firstName: "Ada",
      lastName: "Byron",
    });
    expect(await hub.call("GET", "/api/users/me", { as: body })).toMatchObject({ body: { username: "Ada" } });
  });

  it("needs nothing of who is already signed in, and leaves no name empty", async () => {
    const nameless = await hub.makeUser({ username: "nameless" });
    for (const body of [{}, ""]) {
      expect(await create(body, nameless)).toMatchObject({
        status: 201,
        body: { username: "nameless", firstName: "nameless", lastName: "nameless" },
      });
    }
  });

  it("tells nobody whether a user is there", async () => {
    const wrong = await create({ username: "Ada", password: "difference engine" });
    const unknown = await create({ username: "Charles", password: "difference engine" });
    const passwordless = await create({ username: "user", password: "difference engine" });
    expect([wrong.status, wrong.body]).toEqual([401, { message: "The username or the password is not right." }]);
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
    expect([passwordless.status, passwordless.body]).toEqual([wrong.status, wrong.body]);
  });

  it("takes a password although the token in the header is no longer good", async () => {
    expect((await create({ username: "Ada", password: "analytical engine" }, { token: "gone" })).status).toBe(201);
  });

  it.each([
    [{}, 401],
    ["", 401],
    [{ username: "Ada" }, 400],
    [{ password: "analytical engine" }, 400],
    [{ username: "", password: "x" }, 400],
    [{ username: 5, password: "x" }, 400],
    [{ username: null, password: null }, 400],
    [{ username: "Ada", password: "x".repeat(2000) }, 400],
    [{ username: "Ada", password: "a\u0000b" }, 400],
    [{ openid: "ey" }, 400],
    [{ user: "Ada" }, 400],
    [{ expiry: "2020-01-01T00:00:00Z" }, 400],
    [{ expiry: "soon" }, 400],
    [[], 400],
  ])("refuses %j with a %i", async (body, status) => {
    expect(await create(body)).toMatchObject({ status, body: { message: expect.stringMatching(/./) } });
  });

  it("refuses {} with a bad token", async () => {
    expect(await create({}, { token: "bad" })).toMatchObject({ status: 401, body: { message: "The token is not valid." } });
  });

  it("sets an expiry in the future", async () => {
    expect(await create({ expiry: "2999-01-01T00:00:00" }, ada)).toMatchObject({
      status: 201,
      body: { expiry: "2999-01-01T00:00:00.000Z" },
    });
  });
});

describe("tokens_list", () => {
  it("has one's own, newest first, in pages, and no sessions", async () => {
    const grace = await hub.makeUser();
    await issueToken(hub.database, { userId: grace.id, kind: "session" });
    for (let i = 0; i < 4; i += 1) await issueToken(hub.database, { userId: grace.id });
    const list = (query: string) =>
      hub.call<{ count: number; next: string | null; previous: string | null; results: { id: string; created: string }[] }>(
        "GET",
        `/api/tokens/${query}`,
        { as: grace, headers: { host: "hub.example:8000" } },
      );
    const first = await list("?limit=2");
    expect(first.body).toMatchObject({
      count: 5,
      previous: null,
      next: "http://hub.example:8000/api/tokens/?limit=2&offset=2",
    });
    const second = await list("?limit=2&offset=2");
    expect(second.body.next).toBe("http://hub.example:8000/api/tokens/?limit=2&offset=4");
    expect(second.body.previous).toBe("http://hub.example:8000/api/tokens/?limit=2&offset=0");
    const third = await list("?offset=4&limit=2");
    expect(third.body.next).toBeNull();
    const all = [first, second, third].flatMap(({ body }) => body.results);
    expect(new Set(all.map(({ id }) => id)).size).toBe(5);
    expect(all.map(({ created }) => created)).toEqual(
      all
        .map(({ created }) => created)
        .sort()
        .reverse(),
    );
    expect(Object.keys(all[0] ?? {}).sort()).toEqual(["created", "expiry", "id", "user"]);
    expect(all.at(-1)?.id).toBe(grace.token.slice(0, 8));
    expect((await list("?offset=99")).body.results).toEqual([]);
  });

  it("asks for a token", async () => {
    expect((await hub.call("GET", "/api/tokens/")).status).toBe(401);
  });
});

describe("tokens_read and tokens_delete", () => {
  it("know one's own by the id, and any by the whole of it", async () => {
    const { token, id } = await issueToken(hub.database, { userId: ada.id });
    expect(await hub.call("GET", `/api/tokens/${id}/`, { as: ada })).toMatchObject({ status: 200, body: { id, user: ada.id } });
    expect(await hub.call("GET", `/api/tokens/${token}`)).toMatchObject({ status: 200, body: { id } });
    expect((await hub.call("GET", `/api/tokens/${id}/`)).status).toBe(401);
    expect((await hub.call("GET", `/api/tokens/${id}/`, { as: hub.admin })).status).toBe(404);
    expect((await hub.call("DELETE", `/api/tokens/${id}/`)).status).toBe(401);
    expect((await hub.call("DELETE", `/api/tokens/${id}/`, { as: hub.user })).status).toBe(404);
    expect((await hub.call("DELETE", `/api/tokens/${id}${"x".repeat(35)}/`, { as: ada })).status).toBe(404);
    const gone = await hub.call("DELETE", `/api/tokens/${id}/`, { as: ada });
    expect([gone.status, gone.body]).toEqual([204, ""]);
    expect((await hub.call("DELETE", `/api/tokens/${id}/`, { as: ada })).status).toBe(404);
    expect((await hub.call("GET", `/api/tokens/${token}/`)).status).toBe(404);
    expect((await hub.call("GET", "/api/users/me/", { as: { token } })).status).toBe(401);
  });

  it("take the whole token for its id", async () => {
    const { token } = await issueToken(hub.database, { userId: ada.id });
    expect((await hub.call("DELETE", `/api/tokens/${token}/`, { as: { token } })).status).toBe(204);
  });

  it("do not know one that has expired", async () => {
    const { token } = await issueToken(hub.database, { userId: ada.id, expiry: "2020-01-01T00:00:00Z" });
    expect((await hub.call("GET", `/api/tokens/${token}/`)).status).toBe(404);
  });

  it.each(["1", "0", "-1", "a%00b", "9223372036854775808", "550e8400-e29b-41d4-a716-446655440000", "%F0%9F%98%80", "'; --"])(
    "do not know %s",
    async (id) => {
      expect((await hub.call("GET", `/api/tokens/${id}/`, { as: ada })).status).toBe(404);
      expect((await hub.call("DELETE", `/api/tokens/${id}/`, { as: ada })).status).toBe(404);
    },
  );
});
