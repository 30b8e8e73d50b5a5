import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp, type TestUser } from "../testing.ts";

let hub: TestApp;
let now = Date.now();
beforeAll(async () => {
  hub = await buildTestApp({ now: () => now });
});
afterAll(() => hub.close());

const createCode = (body: unknown, as?: TestUser) =>
  hub.call<{ url: string; expiry: string }>("POST", "/api/sign-in-codes/", { body, as, headers: { host: "hub.example" } });

/** The path of a new link. */
async function link(username = "user"): Promise<string> {
  const { body } = await createCode({ username }, hub.admin);
  return new URL(body.url).pathname;
}

/** The cookie that a link gives, as a browser sends it back. */
async function signIn(username = "user"): Promise<string> {
  const { headers } = await hub.call("GET", await link(username));
  return String(headers["set-cookie"]).split(";")[0] ?? "";
}

describe("sign_in_codes_create", () => {
  it("makes a link for oneself or for another", async () => {
    const { status, body } = await createCode({}, hub.admin);
    expect(status).toBe(201);
    expect(body).toEqual({
      url: expect.stringMatching(/^http:\/\/hub\.example\/sign-in\/[a-zA-Z0-9]{43}$/),
      expiry: new Date(now + 3_600_000).toISOString(),
    });
    expect((await createCode({ username: "USER" }, hub.admin)).status).toBe(201);
    expect((await createCode("", hub.admin)).status).toBe(201);
  });

  it("is for staff, and for users who are there", async () => {
    expect((await createCode({}, hub.user)).status).toBe(403);
    expect((await createCode({})).status).toBe(401);
    expect(await createCode({ username: "nobody" }, hub.admin)).toMatchObject({
      status: 400,
      body: { errors: [{ field: "username" }] },
    });
    expect((await createCode({ username: "" }, hub.admin)).status).toBe(400);
  });
});

describe("a sign-in link", () => {
  it("works once, and not for who only looks at it", async () => {
    const path = await link();
    expect((await hub.call("HEAD", path)).status).toBe(405);
    const { status, headers } = await hub.call("GET", path);
    expect([status, headers.location, headers["cache-control"]]).toEqual([303, "/", "no-store"]);
    expect(headers["set-cookie"]).toMatch(
      /^jobhub_session=[a-zA-Z0-9]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const again = await hub.call("GET", path);
    expect([again.status, again.headers["set-cookie"]]).toEqual([404, undefined]);
    expect(again.body).toContain("was used");
  });

  it("works for one of several who open it at once", async () => {
    const path = await link();
    const replies = await Promise.all(Array.from({ length: 5 }, () => hub.call("GET", path)));
    expect(replies.map(({ status }) => status).sort()).toEqual([303, 404, 404, 404, 404]);
  });

  it("runs out", async () => {
    const path = await link();
    now += 3_600_000;
    expect((await hub.call("GET", path)).status).toBe(404);
  });

  it.each(["x", "%00", "x".repeat(400)])("is not guessed: %.10s", async (code) => {
    expect((await hub.call("GET", `/sign-in/${code}`)).status).toBe(404);
  });

  it("gives a cookie for https alone where it came over https", async () => {
    const behind = await buildTestApp({ config: { trustProxy: true } });
    try {
      const headers = { "x-forwarded-proto": "https", "x-forwarded-host": "hub.example" };
      const { body } = await behind.call<{ url: string }>("POST", "/api/sign-in-codes/", {
        body: {},
        as: behind.admin,
        headers,
      });
      expect(body.url).toMatch(/^https:\/\/hub\.example\/sign-in\//);
      const reply = await behind.call("GET", new URL(body.url).pathname, { headers });
      expect(reply.headers["set-cookie"]).toContain("; Secure");
    } finally {
      await behind.close();
    }
  });
});

describe("a session", () => {
  it("signs requests that read", async () => {
    const cookie = await signIn();
    expect(await hub.call("GET", "/api/users/me/", { headers: { cookie } })).toMatchObject({ body: { username: "user" } });
  });

  it.each([
    [{}, 403],
    [{ origin: "http://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ origin: "http://hub.example:81" }, 403],
    [{ "sec-fetch-site": "cross-site", origin: "http://hub.example" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ "sec-fetch-site": "none" }, 403],
    [{ origin: "http://hub.example" }, 201],
    [{ "sec-fetch-site": "same-origin" }, 201],
  ])("signs what writes with %j: %i", async (headers: Record<string, string>, status) => {
    const cookie = await signIn();
    const reply = await hub.call("POST", "/api/projects/", { body: {}, headers: { cookie, host: "hub.example", ...headers } });
    expect([reply.status, reply.body]).toEqual([status, expect.anything()]);
  });

  it("gives way to a token, which needs no origin", async () => {
    const cookie = await signIn("admin");
    const { body } = await hub.call("POST", "/api/tokens/", { body: {}, as: hub.user, headers: { cookie } });
    expect(body).toMatchObject({ username: "user" });
  });

  it("that is not one, or is over, is the same as none", async () => {
    const old = await signIn();
    for (const cookie of [
      "jobhub_session=nonsense",
      `jobhub_session=${hub.user.token}`,
      "jobhub_session=%00",
      "jobhub_session=",
    ]) {
      expect((await hub.call("GET", "/api/users/me/", { headers: { cookie } })).status).toBe(401);
      expect((await hub.call("GET", "/api/projects/", { headers: { cookie } })).status).toBe(200);
    }
    now += 14 * 24 * 3_600_000;
    expect((await hub.call("GET", "/api/users/me/", { headers: { cookie: old } })).status).toBe(401);
  });

  it("ends when the button is pressed, and only on our own page", async () => {
    const cookie = await signIn();
    const form = { cookie, host: "hub.example", "content-type": "application/x-www-form-urlencoded" };
    const press = (headers: Record<string, string>) =>
      hub.call("POST", "/sign-out", { body: "", headers: { ...form, ...headers } });
    expect((await press({ origin: "http://evil.example" })).status).toBe(403);
    expect((await hub.call("GET", "/api/users/me/", { headers: { cookie } })).status).toBe(200);
    const { status, headers } = await press({ origin: "http://hub.example" });
    expect([status, headers.location]).toEqual([303, "/"]);
    expect(headers["set-cookie"]).toMatch(/^jobhub_session=; .*Expires=Thu, 01 Jan 1970/);
    expect((await hub.call("GET", "/api/users/me/", { headers: { cookie } })).status).toBe(401);
  });
});
