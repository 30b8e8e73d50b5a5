import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp, type TestUser } from "../testing.ts";
import { issueToken } from "../tokens/tokens.service.ts";

interface Session {
  readonly id: string;
  readonly expiry: string;
}

const HOUR = 3_600_000;
const LASTS = 100 * HOUR;
const PASSWORD = "analytical engine";

let hub: TestApp;
let ada: TestUser;
let now = Date.now();
beforeAll(async () => {
  hub = await buildTestApp({ now: () => now, config: { sessionMs: LASTS } });
  ada = await hub.makeUser({ username: "Ada", password: PASSWORD });
});
afterAll(() => hub.close());

const HOST = { host: "hub.example" };
const OURS = { ...HOST, "sec-fetch-site": "same-origin" };

const signIn = (body: unknown, headers: Record<string, string> = {}) =>
  hub.call<Session>("POST", "/api/sessions/", { body, headers: { ...HOST, ...headers } });
const byPassword = { username: "Ada", password: PASSWORD };

/** A browser that is signed in: the cookie as it sends it back, and its session. */
async function browser(body: unknown = byPassword, headers: Record<string, string> = {}) {
  const reply = await signIn(body, headers);
  expect(reply.status).toBe(201);
  const cookie = String(reply.headers["set-cookie"]).split(";")[0] ?? "";
  return {
    cookie,
    session: reply.body,
    call: <T = unknown>(method: string, path: string, more: Record<string, string> = {}, content?: unknown) =>
      hub.call<T>(method, path, { headers: { ...HOST, cookie, ...more }, ...(content !== undefined && { body: content }) }),
  };
}

type Browser = Awaited<ReturnType<typeof browser>>;
const me = async (it: Browser) => (await it.call("GET", "/api/users/me/")).status;

async function code(): Promise<string> {
  const { body } = await hub.call<{ url: string }>("POST", "/api/sign-in-codes/", { body: { username: "ada" }, as: hub.admin });
  return body.url.split("/").at(-1) ?? "";
}

describe("sessions_create", () => {
  it("takes a password, a token, or a code", async () => {
    for (const proof of [{ username: "ADA", password: PASSWORD }, { token: ada.token }, { code: await code() }]) {
      const it = await browser(proof);
      expect(await it.call("GET", "/api/users/me/")).toMatchObject({
        status: 200,
        body: { username: "Ada", session: it.session.id },
      });
    }
  });

  it("answers the session, and a cookie that scripts cannot read, with nothing of it in the body", async () => {
    const { status, headers, body } = await signIn(byPassword, { "user-agent": "Browser/1 (b\u00e9)" });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[a-zA-Z0-9]{8}$/),
        created: expect.any(String),
        expiry: new Date(now + LASTS).toISOString(),
        client: "Browser/1 (b)",
        isCurrent: true,
      },
    ]);
    expect(headers["set-cookie"]).toMatch(
      /^jobhub_session=[a-zA-Z0-9]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it.each([
    [{ username: "Ada", password: "difference engine" }, 401],
    [{ username: "Charles", password: PASSWORD }, 401],
    [{ token: "nonsense" }, 401],
    [{ code: "nonsense" }, 401],
    [{}, 400],
    ["", 400],
    [{ username: "Ada" }, 400],
    [{ password: PASSWORD }, 400],
    [{ ...byPassword, token: "both" }, 400],
    [{ token: "a", code: "b" }, 400],
  ])("refuses %j with a %i", async (body, status) => {
    const reply = await signIn(body);
    expect([reply.status, reply.headers["set-cookie"]]).toEqual([status, undefined]);
  });

  it("takes a code once, of whomever comes first", async () => {
    const one = { code: await code() };
    const replies = await Promise.all(Array.from({ length: 4 }, () => signIn(one)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
  });

  it.each([
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ origin: "http://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ origin: "http://hub.example" }, 201],
    [{ "sec-fetch-site": "same-origin" }, 201],
    [{}, 201],
  ])("signs nobody in from pages of others: %j, %i", async (headers: Record<string, string>, status) => {
    expect((await signIn(byPassword, headers)).status).toBe(status);
  });

  it("ends the session that the browser had", async () => {
    const first = await browser();
    const second = await browser(byPassword, { ...OURS, cookie: first.cookie });
    expect([await me(first), await me(second)]).toEqual([401, 200]);
  });

  it("keeps a digest alone", async () => {
    const { cookie } = await browser();
    const { rows } = await hub.database.query<{ row: string }>("SELECT tokens::text AS row FROM tokens");
    expect(rows.some(({ row }) => row.includes(cookie.split("=")[1] ?? ""))).toBe(false);
  });
});

describe("what a session signs", () => {
  it.each([
    ["POST", "/api/projects/", {}],
    ["PATCH", "/api/users/1/", {}],
    ["PUT", "/api/users/1/password/", { password: "long enough" }],
    ["DELETE", "/api/sessions/current/", undefined],
    ["POST", "/api/tokens/", {}],
  ])("%s %s must come from a page of ours", async (method, path, content) => {
    const it = await browser();
    const foreign: Record<string, string>[] = [{}, { origin: "http://evil.example" }, { "sec-fetch-site": "cross-site" }];
    for (const headers of foreign) {
      const { status, body } = await it.call(method, path, headers, content);
      expect([status, body]).toEqual([403, { message: "This must be sent from a page of this hub, or with a token." }]);
    }
  });
});

describe("sessions_list and sessions_delete", () => {
  it("show one's own, and end them, here or elsewhere", async () => {
    const user = await hub.makeUser({ password: PASSWORD });
    const own = { username: user.username, password: PASSWORD };
    const [here, there] = [await browser(own), await browser(own, { "user-agent": "Phone" })];
    const list = () => here.call<{ results: Session[] }>("GET", "/api/sessions/");
    expect((await list()).body).toMatchObject({
      count: 2,
      results: [
        { id: there.session.id, client: "Phone", isCurrent: false },
        { id: here.session.id, client: "lightMyRequest", isCurrent: true },
      ],
    });
    const end = (id: string) => here.call("DELETE", `/api/sessions/${id}/`, OURS);
    const ended = await end(there.session.id);
    expect([ended.status, ended.headers["set-cookie"], await me(there)]).toEqual([204, undefined, 401]);
    expect((await list()).body.results.map(({ id }) => id)).toEqual([here.session.id]);
    expect((await end(there.session.id)).status).toBe(404);
    const gone = await end("current");
    expect([gone.status, await me(here)]).toEqual([204, 401]);
    expect(gone.headers["set-cookie"]).toMatch(/^jobhub_session=; .*Expires=Thu, 01 Jan 1970/);
  });

  it("leave those of others, and tokens, alone", async () => {
    const { session } = await browser();
    const remove = (id: string, as: TestUser) => hub.call("DELETE", `/api/sessions/${id}/`, { as });
    expect((await remove(session.id, hub.admin)).status).toBe(404);
    expect((await remove(ada.token.slice(0, 8), ada)).status).toBe(404);
    expect((await remove("current", ada)).status).toBe(404);
    expect((await remove(session.id, ada)).status).toBe(204);
    expect((await hub.call<{ count: number }>("GET", "/api/sessions/", { as: hub.admin })).body.count).toBe(0);
  });
});

describe("a session", () => {
  it("lasts longer by being used, and not forever without", async () => {
    const it = await browser();
    for (let i = 0; i < 3; i += 1) {
      now += LASTS - 1;
      expect(await me(it)).toBe(200);
    }
    now += LASTS;
    expect(await me(it)).toBe(401);
    await browser();
    const { rows } = await hub.database.query("SELECT FROM tokens WHERE expiry <= $1", [new Date(now).toISOString()]);
    expect(rows).toEqual([]);
  });

  it("does not last longer than before by a use at once, which would be a write each time", async () => {
    const it = await browser();
    now += HOUR / 2;
    expect(await me(it)).toBe(200);
    const { body } = await it.call<{ results: Session[] }>("GET", "/api/sessions/");
    expect(body.results.find(({ id }) => id === it.session.id)?.expiry).toBe(it.session.expiry);
  });

  it("is no longer one when its user is turned away, and stays over", async () => {
    const user = await hub.makeUser({ password: PASSWORD });
    const it = await browser({ username: user.username, password: PASSWORD });
    const set = (active: boolean) => hub.call("PATCH", `/api/users/${user.id}/`, { as: hub.admin, body: { active } });
    expect((await set(false)).status).toBe(200);
    expect(await me(it)).toBe(401);
    expect((await set(true)).status).toBe(200);
    expect(await me(it)).toBe(401);
  });

  it("cannot be had by the token of somebody who was turned away, nor by one that has run out", async () => {
    const user = await hub.makeUser();
    const old = await issueToken(hub.database, { userId: user.id, expiry: "2020-01-01T00:00:00Z" });
    expect((await signIn({ token: old.token })).status).toBe(401);
    await hub.call("PATCH", `/api/users/${user.id}/`, { as: hub.admin, body: { active: false } });
    expect((await signIn({ token: user.token })).status).toBe(401);
  });
});
