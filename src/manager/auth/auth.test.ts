import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../testing.ts";
import { issueToken } from "../tokens/tokens.service.ts";
import { findIdentity, IDENTITIES_CHANGED } from "./auth.store.ts";
import { Identities } from "./identities.ts";
import { digestPassword, isPassword } from "./passwords.ts";
import { digestOf, newToken, randomText, tokenId } from "./token.ts";

let hub: TestApp;
let now = Date.now();
beforeAll(async () => {
  hub = await buildTestApp({ now: () => now });
});
afterAll(() => hub.close());

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
const me = (authorization?: string) =>
  hub.call<{ username?: string }>("GET", "/api/users/me/", authorization ? { headers: { authorization } } : {});

describe("the Authorization header", () => {
  it.each([
    ["Token", (token: string) => `Token ${token}`],
    ["token, in any case and with more spaces", (token: string) => `  tOKEN   ${token} `],
    ["Basic with an empty password", (token: string) => basic(`${token}:`)],
    ["basic, in any case", (token: string) => basic(`${token}:`).replace("Basic", "bASIC")],
  ])("takes %s", async (_title, header) => {
    expect(await me(header(hub.user.token))).toMatchObject({ status: 200, body: { username: "user" } });
  });

  it.each([
    ["nothing", undefined],
    ["an empty one", " "],
    ["another scheme", "Bearer x"],
    ["no token", "Token"],
    ["an unknown token", `Token ${newToken()}`],
    ["something short", "Token x"],
    ["something long", `Token ${"x".repeat(5000)}`],
    ["two tokens", "Token a b"],
    ["Basic with a password", basic("token:password")],
    ["Basic without a colon", basic("token")],
    ["Basic without a name", basic(":")],
    ["Basic that is not base64", "Basic %%%"],
    ["strange characters", "Token \u00e9\u00ff'; DROP TABLE users"],
  ])("refuses %s with a 401", async (_title, authorization) => {
    const { status, headers, body } = await me(authorization);
    expect([status, body]).toEqual([401, { message: expect.stringMatching(/./) }]);
    expect(headers["www-authenticate"]).toBe('Token realm="jobhub"');
  });

  it("refuses a token with one character changed", async () => {
    const { token } = hub.user;
    const other = token.endsWith("a") ? "b" : "a";
    expect((await me(`Token ${token.slice(0, -1)}${other}`)).status).toBe(401);
    expect((await me(`Token ${tokenId(token)}`)).status).toBe(401);
  });

  it("does no harm where nothing is asked", async () => {
    expect((await hub.call("GET", "/api/status/", { headers: { authorization: "Token bad" } })).status).toBe(200);
    expect((await hub.call("GET", "/api/projects/", { headers: { authorization: "Token bad" } })).status).toBe(401);
  });
});

describe("a token", () => {
  it("stops at the very moment of its expiry, although it is remembered", async () => {
    const expiry = new Date(now + 5_000).toISOString();
    const { token } = await issueToken(hub.database, { userId: hub.user.id, expiry });
    expect((await me(`Token ${token}`)).status).toBe(200);
    now += 4_999;
    expect((await me(`Token ${token}`)).status).toBe(200);
    now += 1;
    expect((await me(`Token ${token}`)).status).toBe(401);
  });

  it("is looked up once while it is fresh", async () => {
    let queries = 0;
    const counting = {
      query: (sql: string, values?: unknown[]) => {
        queries += 1;
        return hub.database.query(sql, values);
      },
    };
    const identities = new Identities(counting as never, () => now);
    const { token } = hub.user;
    for (let i = 0; i < 3; i += 1) expect(await identities.find(token)).toMatchObject({ user: { username: "user" } });
    expect(queries).toBe(1);
    now += 10_000;
    await identities.find(token);
    expect(queries).toBe(2);
    expect(await identities.find(newToken())).toBeNull();
  });

  it("is forgotten when tokens or users change, whoever changes them", async () => {
    const { token } = await issueToken(hub.database, { userId: hub.user.id });
    const stranger = await hub.makeUser();
    expect((await me(`Token ${token}`)).status).toBe(200);
    expect((await me(`Token ${stranger.token}`)).body).toMatchObject({ isStaff: false });
    const told = await notified(async () => {
      await hub.database.query("DELETE FROM tokens WHERE digest = $1", [digestOf(token)]);
      await hub.database.query("UPDATE users SET is_staff = true WHERE id = $1", [stranger.id]);
    }, 2);
    await told;
    await expect.poll(async () => (await me(`Token ${token}`)).status, { timeout: 5_000 }).toBe(401);
    await expect
      .poll(async () => (await me(`Token ${stranger.token}`)).body, { timeout: 5_000 })
      .toMatchObject({ isStaff: true });
  });

  it("that was read before a change, and arrives after it, is not remembered", async () => {
    let answer: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow = {
      query: async (sql: string, values?: unknown[]) => {
        const result = await hub.database.query(sql, values);
        await held;
        return result;
      },
    };
    const identities = new Identities(slow as never, () => now);
    const { token } = await issueToken(hub.database, { userId: hub.user.id });
    const first = identities.find(token);
    await hub.database.query("DELETE FROM tokens WHERE digest = $1", [digestOf(token)]);
    identities.forget();
    answer();
    await first;
    expect(await identities.find(token)).toBeNull();
  });

  it("is kept as a digest alone", async () => {
    const { rows } = await hub.database.query<{ row: string }>("SELECT tokens::text AS row FROM tokens");
    expect(rows.some(({ row }) => row.includes(hub.user.token))).toBe(false);
    expect(await findIdentity(hub.database, digestOf(hub.user.token))).toMatchObject({ tokenId: hub.user.token.slice(0, 8) });
  });

  /** Resolves what resolves after `count` notifications. */
  async function notified(work: () => Promise<void>, count: number): Promise<Promise<void>> {
    let tell: () => void = () => {};
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    let left = count;
    const listening = await hub.database.listen([IDENTITIES_CHANGED], () => {
      left -= 1;
      if (left === 0) tell();
    });
    await work();
    await told;
    await listening.stop();
    return told;
  }
});

it("tokens and keys are long, of letters and digits, and all different", () => {
  const tokens = Array.from({ length: 1000 }, newToken);
  expect(new Set(tokens.map(tokenId)).size).toBe(1000);
  for (const token of tokens) expect(token).toMatch(/^[a-zA-Z0-9]{43}$/);
  expect(randomText(200)).toMatch(/^[a-zA-Z0-9]{200}$/);
});

it("passwords are salted, normal, and nobody's is anybody's", async () => {
  const digest = await digestPassword("pa\u0301ss");
  expect(digest).toMatch(/^scrypt\.32768\.8\.1\./);
  expect(await digestPassword("pa\u0301ss")).not.toBe(digest);
  expect(await isPassword("p\u00e1ss", digest)).toBe(true);
  expect(await isPassword("pass", digest)).toBe(false);
  expect(await isPassword("", null)).toBe(false);
});
