import { afterEach, describe, expect, it } from "vitest";
import { readManagerConfig } from "../config.ts";
import type { OpenApi } from "../docs/openapi.ts";
import type { HubConfig } from "../hub.ts";
import { PERMISSIONS } from "../permissions.ts";
import { buildTestApp, type TestApp, type TestUser } from "../testing.ts";
import { THROTTLE_LIMITS } from "./throttles.ts";

const LIMITS = { user: 3, userJob: 6, anonymous: 2, anonymousJob: 4, invites: 2 };
const ME = "/api/users/me/";
const PUBLIC = "/api/projects/";
const KEY = "k".repeat(32);

let hub: TestApp;
afterEach(() => hub.close());
const start = async (config: Partial<HubConfig> = {}) => {
  hub = await buildTestApp({ config: { throttles: LIMITS, ...config } });
};

const get = (path: string, as?: { token: string }, headers: Record<string, string> = {}) =>
  hub.call<{ message: string }>("GET", path, { as, headers });

/** Statuses of so many requests. */
async function statuses(count: number, path: string, as?: { token: string }, headers?: Record<string, string>) {
  const got: number[] = [];
  for (let i = 0; i < count; i += 1) got.push((await get(path, as, headers)).status);
  return got;
}

async function makeJob(owner: TestUser): Promise<string> {
  const project = await hub.makeProject(owner);
  const { rows } = await hub.database.query<{ id: number }>(
    "INSERT INTO jobs (project_id, key, method, status) VALUES ($1, $2, 'sleep', 'WAITING') RETURNING id",
    [project.id, KEY],
  );
  return `/api/projects/${project.id}/jobs/${rows[0]?.id}/`;
}

describe("one caller too often", () => {
  it("is told so, and when to come again", async () => {
    await start();
    const first = await get(ME, hub.user);
    expect([first.status, first.headers["ratelimit-limit"], first.headers["ratelimit-remaining"]]).toEqual([200, "3", "2"]);
    expect(Number(first.headers["ratelimit-reset"])).toBeGreaterThan(0);
    expect(await statuses(2, ME, hub.user)).toEqual([200, 200]);
    const { status, headers, body } = await get(ME, hub.user);
    expect([status, body]).toEqual([
      429,
      { message: expect.stringMatching(/^More than 3 requests in a minute by one user\. Try again in \d+ s\.$/) },
    ]);
    expect(String(headers["retry-after"])).toMatch(/^[1-9]\d?$/);
    expect(headers["ratelimit-remaining"]).toBe("0");
  });

  it("does not stand in the way of others, nor of staff", async () => {
    await start();
    const other = await hub.makeUser();
    expect(await statuses(4, ME, hub.user)).toEqual([200, 200, 200, 429]);
    expect(await statuses(4, ME, other)).toEqual([200, 200, 200, 429]);
    expect(await statuses(2, PUBLIC)).toEqual([200, 200]);
    expect(new Set(await statuses(30, ME, hub.admin))).toEqual(new Set([200]));
    expect(Object.keys((await get(ME, hub.admin)).headers).filter((name) => name.startsWith("ratelimit"))).toEqual([]);
  });

  it("may go on to read one job", async () => {
    await start();
    const job = await makeJob(hub.user);
    expect((await statuses(4, ME, hub.user)).at(-1)).toBe(429);
    expect(await statuses(7, job, hub.user)).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect((await get(`${job}log/`, hub.user)).status).toBe(429);
    expect((await get(`${job}?key=${KEY}`)).status).toBe(200);
    expect((await statuses(4, `${job}?key=${KEY}`)).at(-1)).toBe(429);
  });

  it("sends few invites, each of which may be a mail to anybody", async () => {
    await start();
    const invite = (as: { token: string }) =>
      hub.call<{ message: string }>("POST", "/api/invites/", { as, body: { email: "a@example.org" } });
    const replies = await Promise.all(Array.from({ length: 5 }, () => invite(hub.user)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 429, 429, 429]);
    const { body, headers } = await invite(hub.user);
    expect(body.message).toMatch(/^More than 2 invites in an hour by one user\. Try again in \d+ min\.$/);
    expect(Number(headers["retry-after"])).toBeGreaterThan(60);
    expect([(await invite(hub.admin)).status, (await get(ME, hub.user)).status]).toEqual([201, 200]);
  });

  it("is known by the address while not signed in, also with a bad token or by what is refused", async () => {
    await start({ trustProxy: 1 });
    const from = (address: string) => ({ "x-forwarded-for": address });
    expect(await statuses(3, PUBLIC, undefined, from("10.0.0.1"))).toEqual([200, 200, 429]);
    expect(await statuses(3, ME, undefined, from("10.0.0.2"))).toEqual([401, 401, 429]);
    expect(await statuses(3, ME, { token: "bad" }, from("10.0.0.3"))).toEqual([401, 401, 429]);
    // Whatever the client itself writes before what the proxy adds.
    expect((await get(PUBLIC, undefined, from("10.9.9.9, 10.0.0.1"))).status).toBe(429);
    // One household.
    expect(await statuses(2, PUBLIC, undefined, from("2001:db8::1"))).toEqual([200, 200]);
    expect((await get(PUBLIC, undefined, from("2001:db8::ffff"))).status).toBe(429);
    expect((await get(PUBLIC, undefined, from("2001:db8:0:1::1"))).status).toBe(200);
    expect((await get(PUBLIC, undefined, from("nonsense"))).status).toBe(200);
  });

  it("cannot pretend to come from elsewhere where there is no proxy", async () => {
    await start();
    expect(await statuses(2, PUBLIC)).toEqual([200, 200]);
    expect((await get(PUBLIC, undefined, { "x-forwarded-for": "10.0.0.1" })).status).toBe(429);
  });

  it("is let be where there is no limit", async () => {
    await start({ throttles: { ...LIMITS, user: 0 } });
    expect(new Set(await statuses(20, ME, hub.user))).toEqual(new Set([200]));
  });

  it("is documented, but of what is for staff", async () => {
    await start();
    const { paths } = (await hub.call<OpenApi>("GET", "/api/schema")).body;
    for (const { operationId, responses } of Object.values(paths).flatMap((operations) => Object.values(operations)))
      expect([operationId, "429" in responses]).toEqual([operationId, PERMISSIONS[operationId]?.who !== "staff"]);
    expect(paths["/users/me/"]?.get?.responses["429"]?.description).toContain("Retry-After");
  });
});

describe("the limits", () => {
  const DATABASE_URL = "postgres://localhost/x";

  it("are generous, and read from the environment", async () => {
    await start();
    expect(readManagerConfig({ DATABASE_URL })).toMatchObject({ throttles: THROTTLE_LIMITS, guesses: 20, trustProxy: 0 });
    const env = {
      DATABASE_URL,
      JOBHUB_REQUESTS_PER_USER: "0",
      JOBHUB_JOB_REQUESTS_PER_ADDRESS: "7",
      JOBHUB_TRUST_PROXY: "true",
    };
    expect(readManagerConfig(env)).toMatchObject({
      throttles: { ...THROTTLE_LIMITS, user: 0, anonymousJob: 7 },
      trustProxy: 1,
    });
    expect(readManagerConfig({ DATABASE_URL, JOBHUB_TRUST_PROXY: "2" }).trustProxy).toBe(2);
    expect(() => readManagerConfig({ DATABASE_URL, JOBHUB_TRUST_PROXY: "10.0.0.1" })).toThrow("JOBHUB_TRUST_PROXY");
    expect(() => readManagerConfig({ DATABASE_URL, JOBHUB_REQUESTS_PER_USER: "-1" })).toThrow("JOBHUB_REQUESTS_PER_USER");
  });
});
