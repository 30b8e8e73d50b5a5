import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { buildTestApp, type TestApp } from "../testing.ts";

const PASSWORD = "analytical engine";
const WINDOW_MS = 600_000;

let hub: TestApp;
let now = Date.now();
beforeAll(async () => {
  hub = await buildTestApp({ config: { guesses: 2, trustProxy: 1 }, now: () => now });
  await hub.makeUser({ username: "Ada", password: PASSWORD });
});
afterAll(() => hub.close());
// What was counted before is forgotten.
beforeEach(() => {
  now += WINDOW_MS;
});

const from = (address: string) => ({ headers: { "x-forwarded-for": address } });
const signIn = (username: string, password: string, address = "10.0.0.1") =>
  hub.call<{ message: string }>("POST", "/api/sessions/", { body: { username, password }, ...from(address) });
const create = (username: string, password: string, address = "10.0.0.1") =>
  hub.call("POST", "/api/tokens/", { body: { username, password }, ...from(address) });

describe("wrong passwords", () => {
  it("are soon too many of one user, from wherever they come and however they are spelt", async () => {
    expect((await signIn("Ada", "wrong")).status).toBe(401);
    expect((await create("ADA", "wrong", "10.0.0.2")).status).toBe(401);
    const { status, headers, body } = await signIn("ada", PASSWORD, "10.0.0.3");
    expect([status, headers["retry-after"], body]).toEqual([
      429,
      "600",
      { message: "Too many wrong passwords, codes or keys. Try again in 10 min." },
    ]);
    expect((await signIn("user", "wrong")).status).toBe(401);
    now += WINDOW_MS - 1;
    expect((await signIn("Ada", PASSWORD)).headers["retry-after"]).toBe("1");
    now += 1;
    expect((await signIn("Ada", PASSWORD)).status).toBe(201);
  });

  it("are too many from one address, of whomever, and no matter whether they are users", async () => {
    for (let i = 0; i < 10; i += 1) expect((await signIn(`somebody-${i}`, "wrong")).status).toBe(401);
    expect((await signIn("Ada", PASSWORD)).status).toBe(429);
    expect((await signIn("Ada", PASSWORD, "10.0.0.2")).status).toBe(201);
  });

  it("are counted while they are looked at: many at once are no more than one after the other", async () => {
    const replies = await Promise.all(Array.from({ length: 6 }, () => signIn("Ada", "wrong")));
    expect(replies.map(({ status }) => status).sort()).toEqual([401, 401, 429, 429, 429, 429]);
  });

  it("are all that counts: who signs in often may go on", async () => {
    for (let i = 0; i < 5; i += 1) expect((await signIn("Ada", PASSWORD)).status).toBe(201);
    expect((await signIn("Ada", "wrong")).status).toBe(401);
    expect((await signIn("Ada", PASSWORD)).status).toBe(201);
  });

  it("count as old ones of oneself, too", async () => {
    const user = await hub.makeUser({ password: PASSWORD });
    const put = (oldPassword: string) =>
      hub.call("PUT", `/api/users/${user.id}/password/`, { body: { password: "difference engine", oldPassword }, as: user });
    expect([(await put("a")).status, (await put("b")).status, (await put(PASSWORD)).status]).toEqual([400, 400, 429]);
  });
});

describe("wrong codes and keys", () => {
  it.each([
    ["/sign-in/nonsense", 404],
    ["/invites/nonsense", 404],
    [`/api/tokens/${"n".repeat(43)}/`, 404],
  ])("%s", async (path, status) => {
    const ask = () => hub.call("GET", path, from("10.0.0.1"));
    for (let i = 0; i < 10; i += 1) expect((await ask()).status).toBe(status);
    expect((await ask()).status).toBe(429);
    const code = { body: { code: "nonsense" }, ...from("10.0.0.1") };
    expect((await hub.call("POST", "/api/sessions/", code)).status).toBe(429);
    expect((await hub.call("GET", path, from("10.0.0.2"))).status).toBe(status);
  });

  it("of one job", async () => {
    const project = await hub.makeProject(hub.user);
    const { rows } = await hub.database.query<{ id: number }>(
      "INSERT INTO jobs (project_id, key, method, status) VALUES ($1, $2, 'sleep', 'WAITING') RETURNING id",
      [project.id, "k".repeat(32)],
    );
    const ask = async (key: string, address: string, as?: { token: string }) =>
      (await hub.call("GET", `/api/projects/${project.id}/jobs/${rows[0]?.id}/?key=${key}`, { as, ...from(address) })).status;
    const right = "k".repeat(32);
    expect(await Promise.all(Array.from({ length: 5 }, () => ask(right, "10.0.0.1")))).toEqual([200, 200, 200, 200, 200]);
    expect([await ask("a", "10.0.0.1"), await ask("b", "10.0.0.1"), await ask(right, "10.0.0.1")]).toEqual([404, 404, 429]);
    expect([await ask(right, "10.0.0.2"), await ask("", "10.0.0.1", hub.user)]).toEqual([200, 200]);
  });
});

it("keys, of which anybody can guess at any number, are counted apart: no wrong password is forgotten for them", async () => {
  const count = vi.spyOn(hub.app.hub.guesses, "count");
  for (const id of [1, 2, "x".repeat(400)]) {
    expect((await hub.call("GET", `/api/projects/1/jobs/${id}/?key=wrong`, from("10.0.0.1"))).status).toBe(404);
  }
  expect(count).not.toHaveBeenCalled();
  count.mockRestore();
});

it("a fault of ours counts for nobody", async () => {
  const { guesses } = hub.app.hub;
  const request = { ip: "10.0.0.1" } as never;
  const fail = () => guesses.guess(request, "Ada", () => Promise.reject(new Error("The database is away.")));
  for (let i = 0; i < 20; i += 1) await expect(fail()).rejects.toThrow("away");
  expect((await signIn("Ada", PASSWORD)).status).toBe(201);
});
