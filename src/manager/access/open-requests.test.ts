import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import { createLogger } from "../../service/log.ts";
import { buildConnectHub, type ConnectHub } from "../connect/connect.testing.ts";
import type { TestUser } from "../testing.ts";
import type { Pass } from "./access.service.ts";
import { OpenRequests } from "./open-requests.ts";

const KEY = "k".repeat(32);

let hub: ConnectHub;
let user: TestUser;
beforeAll(async () => {
  hub = await buildConnectHub({ config: { checkMs: 20 } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  user = await hub.makeUser({ password: "analytical engine" });
  await hub.setProjectRole(hub.project, user, "EDITOR");
});

const live = (query = "") => `/api/projects/${hub.project.id}/jobs/live/${query}`;
const removeRole = (who: TestUser) =>
  hub.database.query("DELETE FROM project_agents WHERE project_id = $1 AND user_id = $2", [hub.project.id, who.id]);

/** A feed that has begun. `ended` resolves when the hub ends it. */
async function watch(path: string, headers: Record<string, string>) {
  const stop = new AbortController();
  const reply = await fetch(hub.origin + path, { headers, signal: stop.signal });
  const reader = reply.body?.getReader();
  if (reply.status !== 200 || !reader) return { status: reply.status, ended: Promise.resolve(true), stop };
  await reader.read();
  const drain = async () => {
    while (!(await reader.read()).done);
    return true;
  };
  return { status: reply.status, ended: drain().catch(() => false), stop };
}

async function session(): Promise<string> {
  const { headers } = await hub.call("POST", "/api/sessions/", {
    body: { username: user.username, password: "analytical engine" },
  });
  return String(headers["set-cookie"]).split(";")[0] ?? "";
}

const bearing = ({ token }: TestUser) => ({ authorization: `Token ${token}` });
const closed = async (client: WebSocket) => (await once(client, "close")).map(String);

describe("a live feed and a connection end", () => {
  const dial = (id: number, headers: Record<string, string>) => hub.dial(hub.path(id, "/socket"), { headers });

  it("when the role is taken", async () => {
    const id = await hub.startJob();
    const feed = await watch(live(), bearing(user));
    const socket = closed(await dial(id, bearing(user)));
    const unconcerned = await watch(live(), bearing(hub.user));
    await removeRole(user);
    expect([await feed.ended, await socket]).toEqual([true, ["1001", "You may not stay any longer."]]);
    expect((await watch(live(), bearing(user))).status).toBe(404);
    unconcerned.stop.abort();
    expect(await unconcerned.ended).toBe(false);
  });

  it("when the user is turned away", async () => {
    const feed = await watch(live(), bearing(user));
    await hub.call("PATCH", `/api/users/${user.id}/`, { as: hub.admin, body: { active: false } });
    expect(await feed.ended).toBe(true);
    expect((await watch(live(), bearing(user))).status).toBe(401);
  });

  it("when the session is over", async () => {
    const id = await hub.startJob();
    const cookie = await session();
    const feeds = [await watch(live(), { cookie }), await watch(live(`?job=${id}`), { cookie })];
    const socket = closed(await dial(id, { cookie }));
    await hub.call("DELETE", "/api/sessions/current/", { headers: { cookie, "sec-fetch-site": "same-origin" } });
    expect(await Promise.all(feeds.map(({ ended }) => ended))).toEqual([true, true]);
    expect((await socket)[0]).toBe("1001");
  });

  it("when the key is another", async () => {
    const id = await hub.startJob();
    const feed = await watch(live(`?job=${id}&key=${KEY}`), {});
    expect(feed.status).toBe(200);
    await hub.database.query("UPDATE jobs SET key = $2 WHERE id = $1", [id, "n".repeat(32)]);
    expect(await feed.ended).toBe(true);
  });
});

describe("the key of a job", () => {
  it("lets its holder watch that job, and no other", async () => {
    const [id, other] = [await hub.startJob(), await hub.startJob({ key: "o".repeat(32) })];
    const status = async (query: string, headers = {}) => {
      const feed = await watch(live(query), headers);
      feed.stop.abort();
      await feed.ended;
      return feed.status;
    };
    expect(await status(`?job=${id}&key=${KEY}`)).toBe(200);
    expect(await status(`?job=${id}&key=${KEY}`, bearing(await hub.makeUser()))).toBe(200);
    for (const query of [`?key=${KEY}`, `?job=${other}&key=${KEY}`, `?job=${id}&key=wrong`, `?job=0&key=${KEY}`])
      expect(await status(query)).toBe(404);
    expect(await status(`?job=${id}&job=${other}&key=${KEY}`)).toBe(404);
    expect(await status(`?job=${id}`)).toBe(401);
  });
});

describe("OpenRequests", () => {
  const log = createLogger("test", "silent");
  const pass = (token: string): Pass => ({
    token,
    place: { project: "1", job: "", key: undefined, address: "" },
    rule: { who: "user" },
  });

  it("asks once for those that are alike, and goes on when it cannot ask", async () => {
    const asked: (string | null)[] = [];
    let answer: (token: string | null) => boolean = () => {
      throw new Error("The database is away.");
    };
    const stillHolds = async ({ token }: Pass) => {
      asked.push(token);
      return answer(token);
    };
    const open = new OpenRequests({ stillHolds }, log, { checkMs: 1 });
    const ended: string[] = [];
    const all = new Promise<void>((resolve) => {
      const end = (name: string) => () => {
        ended.push(name);
        if (ended.length === 2) resolve();
      };
      open.hold(pass("a"), end("a1"));
      open.hold(pass("a"), end("a2"));
    });
    const release = open.hold(pass("b"), () => ended.push("b"));
    await expect.poll(() => asked.length).toBeGreaterThan(2);
    expect(ended).toEqual([]);
    answer = (token) => token !== "a";
    asked.length = 0;
    await all;
    expect(ended).toEqual(["a1", "a2"]);
    expect(asked.filter((token) => token === "a")).toEqual(["a"]);
    release();
    release();
    open.stop();
    open.hold(pass("c"), () => ended.push("c"))();
  });
});
