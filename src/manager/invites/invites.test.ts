import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMailServer } from "../mail/testing.ts";
import type { AccountRole, ProjectRole } from "../permissions.ts";
import { buildTestApp, type TestApp, type TestProject, type TestReply, type TestUser } from "../testing.ts";
import { tourAddress } from "./tour.ts";

interface Invite {
  readonly id: number;
  readonly url: string;
  readonly key: string;
  readonly accepted: boolean;
  readonly sent: string | null;
}

const DAY_MS = 24 * 60 * 60_000;

let now = Date.now();
let hub: TestApp;
let owner: TestUser;
let manager: TestUser;
let accountId: number;
let project: TestProject;
beforeAll(async () => {
  hub = await buildTestApp({ now: () => now });
  owner = await hub.makeUser({ username: "owner", firstName: "Olga", lastName: "Onegin" });
  manager = await hub.makeUser({ username: "manager" });
  accountId = await hub.makeAccount(owner, "acme");
  await hub.setAccountRole(accountId, manager, "MANAGER");
  project = await hub.makeProject(owner, { accountId, name: "plans" });
});
afterAll(() => hub.close());

const invite = (body: object, as: TestUser = manager, app = hub) =>
  app.call<Invite>("POST", "/api/invites/", {
    body: { email: "guest@example.org", ...body },
    as,
    headers: { host: "hub.example" },
  });
const follow = (url: string, as?: { token: string }, headers?: Record<string, string>): Promise<TestReply<string>> =>
  hub.call<string>("GET", new URL(url).pathname, { as, ...(headers && { headers }) });

async function link(body: object, as?: TestUser): Promise<string> {
  return (await invite(body, as)).body.url;
}

async function accountRole(user: TestUser, account = accountId): Promise<AccountRole | null> {
  const { rows } = await hub.database.query<{ role: AccountRole }>(
    "SELECT role FROM account_users WHERE account_id = $1 AND user_id = $2",
    [account, user.id],
  );
  return rows[0]?.role ?? null;
}

async function projectRole(user: TestUser): Promise<ProjectRole | null> {
  const { body } = await hub.call<{ role?: ProjectRole }>("GET", `/api/projects/${project.id}/`, { as: user });
  return body.role ?? null;
}

async function makeTeam(): Promise<number> {
  const body = { name: `team ${Math.random()}` };
  return (await hub.call<{ id: number }>("POST", `/api/accounts/${accountId}/teams/`, { body, as: owner })).body.id;
}

describe("invites_create", () => {
  it("makes a link, and tells all of it", async () => {
    const { status, body } = await invite({
      action: "join_account",
      subjectId: accountId,
      arguments: { role: "MANAGER", my_key: 1 },
    });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(Number),
        key: expect.stringMatching(/^[a-zA-Z0-9]{32}$/),
        url: `http://hub.example/invites/${body.key}`,
        email: "guest@example.org",
        message: null,
        created: new Date(now).toISOString(),
        sent: null,
        accepted: false,
        completed: null,
        action: "join_account",
        subjectId: accountId,
        subjectType: 1,
        arguments: { role: "MANAGER", my_key: 1 },
        inviter: manager.id,
      },
    ]);
    const again = await invite({ ...body, message: "Come!" });
    expect([again.status, again.body.key === body.key]).toEqual([201, false]);
  });

  it("finds what is to be joined among the arguments too", async () => {
    const team = await makeTeam();
    expect((await invite({ action: "join_team", arguments: { team: String(team) } })).body).toMatchObject({ subjectId: team });
    expect((await invite({ action: "join_project", arguments: { project: project.id } })).body).toMatchObject({
      subjectType: 3,
    });
    expect(await invite({})).toMatchObject({ status: 201, body: { action: null, subjectId: null, arguments: null } });
  });

  it.each([
    [{ email: "" }, "email"],
    [{ email: null }, "email"],
    [{ email: "nobody" }, "email"],
    [{ email: "a@b.c, d@e.f" }, "email"],
    [{ email: "a@b.c\r\nBcc: d@e.f" }, "email"],
    [{ email: "A <a@b.c>" }, "email"],
    [{ email: `${"x".repeat(2048)}@b.c` }, "email"],
    [{ action: "join_us" }, "action"],
    [{ action: "join_account" }, "subjectId"],
    [{ action: "join_account", subjectId: 0 }, "subjectId"],
    [{ action: "join_account", arguments: { account: [1] } }, "subjectId"],
    [{ action: "join_account", subjectId: 1, arguments: { role: "READER" } }, "arguments.role"],
    [{ action: "join_project", subjectId: 1, arguments: { role: "MEMBER" } }, "arguments.role"],
    [{ action: "join_project", subjectId: 1, arguments: { role: 5 } }, "arguments.role"],
    [{ action: "join_team", subjectId: 1, arguments: { role: "OWNER" } }, "arguments.role"],
    [{ action: "take_tour", arguments: { page: "https://evil.example" } }, "arguments.page"],
    [{ arguments: [] }, "arguments"],
    [{ arguments: { text: "x".repeat(10_000) } }, "arguments"],
    [{ message: "x".repeat(10_001) }, "message"],
    [{ account: 1 }, "account"],
  ])("refuses %j", async (body, field) => {
    expect(await invite(body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it("is for those who may let somebody in, with the role that they may give", async () => {
    const member = await hub.makeUser();
    await hub.setAccountRole(accountId, member, "MEMBER");
    await hub.setProjectRole(project, member, "AUTHOR");
    const team = await makeTeam();
    const wanted = [
      { action: "join_account", subjectId: accountId },
      { action: "join_team", subjectId: team },
      { action: "join_project", subjectId: project.id },
    ];
    for (const body of wanted) {
      const statuses = [];
      for (const as of [hub.user, member, manager, owner, hub.admin]) statuses.push((await invite(body, as)).status);
      expect([body.action, ...statuses]).toEqual([body.action, 404, 403, 201, 201, 201]);
      const missing = await invite({ ...body, subjectId: 999_999 }, hub.user);
      expect([missing.status, missing.body]).toEqual([404, (await invite(body, hub.user)).body]);
      if (body.action === "join_team") continue;
      const asOwner = { ...body, arguments: { role: "OWNER" } };
      expect([(await invite(asOwner)).status, (await invite(asOwner, owner)).status]).toEqual([403, 201]);
    }
    expect((await hub.call("POST", "/api/invites/", { body: { email: "a@b.c" } })).status).toBe(401);
  });

  it("to a team that is an OWNER is for OWNERs of the account", async () => {
    const team = await makeTeam();
    await hub.database.query("INSERT INTO project_agents (project_id, team_id, role) VALUES ($1, $2, 'OWNER')", [
      project.id,
      team,
    ]);
    const body = { action: "join_team", subjectId: team };
    expect([(await invite(body)).status, (await invite(body, owner)).status]).toEqual([403, 201]);
  });
});

describe("invites_list and invites_delete", () => {
  it("are about one's own", async () => {
    const sender = await hub.makeUser();
    const { body: first } = await invite({}, sender);
    const { body: second } = await invite({ message: "M" }, sender);
    const list = async (as: TestUser) =>
      (await hub.call("GET", "/api/invites/?limit=1", { as, headers: { host: "hub.example" } })).body;
    expect(await list(sender)).toMatchObject({ count: 2, results: [second] });
    expect(await list(await hub.makeUser())).toEqual({ count: 0, next: null, previous: null, results: [] });
    const remove = (as: TestUser, id: number | string = first.id) => hub.call("DELETE", `/api/invites/${id}/`, { as });
    expect((await remove(hub.user)).status).toBe(404);
    expect(await remove(sender)).toMatchObject({ status: 204, body: "" });
    expect((await remove(sender)).status).toBe(404);
    expect((await follow(first.url, hub.user)).status).toBe(404);
    for (const id of ["0", "-1", "x", "9223372036854775808"]) expect((await remove(sender, id)).status).toBe(404);
  });
});

describe("following the link", () => {
  it("lets one join an account, a team and with it the account, or a project", async () => {
    const team = await makeTeam();
    const [a, b, c] = [await hub.makeUser(), await hub.makeUser(), await hub.makeUser()];
    const account = await follow(
      await link({ action: "join_account", subjectId: accountId, arguments: { role: "MANAGER" } }),
      a,
    );
    expect([account.status, account.body]).toEqual([
      200,
      expect.stringContaining("You have joined the account acme as MANAGER."),
    ]);
    expect(await accountRole(a)).toBe("MANAGER");
    expect((await follow(await link({ action: "join_team", subjectId: team }), b)).body).toMatch(
      /joined the team team .* of acme as MEMBER/,
    );
    expect(await accountRole(b)).toBe("MEMBER");
    expect(await hub.call("GET", `/api/accounts/acme/teams/${team}`, { as: b })).toMatchObject({
      body: { members: [{ id: b.id }] },
    });
    expect((await follow(await link({ action: "join_project", subjectId: project.id }), c)).body).toContain("plans as READER.");
    expect(await projectRole(c)).toBe("READER");
    expect(await accountRole(c)).toBeNull();
  });

  it("works once, whoever tries at the same time, and says so in the list", async () => {
    const { body } = await invite({ action: "join_account", subjectId: accountId });
    const users = await Promise.all([hub.makeUser(), hub.makeUser(), hub.makeUser()]);
    const replies = await Promise.all(users.map((user) => follow(body.url, user)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect((await Promise.all(users.map((user) => accountRole(user)))).filter((role) => role !== null)).toEqual(["MEMBER"]);
    const list = await hub.call<{ results: Invite[] }>("GET", "/api/invites/", { as: manager });
    expect(list.body.results.find(({ id }) => id === body.id)).toMatchObject({
      accepted: true,
      completed: new Date(now).toISOString(),
    });
  });

  it("never lowers a role", async () => {
    const url = await link({ action: "join_account", subjectId: accountId }, owner);
    expect((await follow(url, manager)).body).toContain("as MANAGER.");
    expect(await accountRole(manager)).toBe("MANAGER");
    expect((await follow(await link({ action: "join_project", subjectId: project.id }, owner), owner)).body).toContain(
      "as OWNER.",
    );
    expect(await projectRole(owner)).toBe("OWNER");
    const member = await hub.makeUser();
    await hub.setProjectRole(project, member, "READER");
    await follow(await link({ action: "join_project", subjectId: project.id, arguments: { role: "EDITOR" } }), member);
    expect(await projectRole(member)).toBe("EDITOR");
  });

  it("does no more than who sent it may do now, and stays open then", async () => {
    const sender = await hub.makeUser();
    await hub.setAccountRole(accountId, sender, "MANAGER");
    const url = await link({ action: "join_account", subjectId: accountId }, sender);
    await hub.setAccountRole(accountId, sender, "MEMBER");
    const guest = await hub.makeUser();
    const refused = await follow(url, guest);
    expect([refused.status, refused.headers["content-type"]]).toEqual([409, "text/html; charset=utf-8"]);
    expect(refused.body).toContain("may not let you in any more");
    expect(await accountRole(guest)).toBeNull();
    await hub.setAccountRole(accountId, sender, "MANAGER");
    expect((await follow(url, guest)).status).toBe(200);
  });

  it("lets nobody in while who sent it is turned away", async () => {
    const sender = await hub.makeUser();
    await hub.setAccountRole(accountId, sender, "OWNER");
    const url = await link({ action: "join_account", subjectId: accountId, arguments: { role: "OWNER" } }, sender);
    const set = (active: boolean) => hub.call("PATCH", `/api/users/${sender.id}/`, { as: hub.admin, body: { active } });
    await set(false);
    const guest = await hub.makeUser();
    expect((await follow(url, guest)).status).toBe(409);
    expect(await accountRole(guest)).toBeNull();
    await set(true);
    expect((await follow(url, guest)).status).toBe(200);
  });

  it("leads nowhere when what was to be joined is gone", async () => {
    const gone = await hub.makeProject(owner);
    const team = await makeTeam();
    const urls = [
      await link({ action: "join_project", subjectId: gone.id }, owner),
      await link({ action: "join_team", subjectId: team }, owner),
    ];
    await hub.call("DELETE", `/api/projects/${gone.id}/`, { as: owner });
    await hub.call("DELETE", `/api/accounts/acme/teams/${team}/`, { as: owner });
    for (const url of urls) expect((await follow(url, hub.user)).status).toBe(409);
  });

  it("runs out after 30 days", async () => {
    const url = await link({ action: "join_account", subjectId: accountId });
    now += 30 * DAY_MS;
    expect((await follow(url, hub.user)).status).toBe(404);
    expect((await follow(url)).status).toBe(404);
    expect(await accountRole(hub.user)).toBeNull();
  });

  it("goes on a tour, within this hub", async () => {
    const tour = await follow(
      await link({ action: "take_tour", arguments: { page: "/api/docs/?a=1#b", tour: "first steps" } }),
      hub.user,
    );
    expect([tour.status, tour.headers.location]).toEqual([303, "/api/docs/?a=1&tour=first+steps#b"]);
    expect((await follow(await link({}), hub.user)).headers.location).toBe("/");
  });

  it.each([
    "//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "//",
    "/\\evil.example",
    "https://evil.example",
    "evil",
    "",
    "/a\\b",
    "/a\nb",
    5,
  ])("goes on no tour to %j", (page) => {
    expect(() => tourAddress({ page })).toThrow("arguments.page");
  });

  it.each(["x", "%00", "x".repeat(400), "%F0%9F%98%80"])("is not guessed: %.10s", async (key) => {
    for (const as of [hub.user, undefined]) expect((await hub.call("GET", `/invites/${key}`, { as })).status).toBe(404);
  });

  it("does nothing for who is not signed in, or only looks", async () => {
    const { body } = await invite({ action: "join_account", subjectId: accountId });
    const path = new URL(body.url).pathname;
    expect((await hub.call("HEAD", path, { as: hub.user })).status).toBe(405);
    expect((await hub.call("POST", path, { as: hub.user })).status).toBe(405);
    const asked = await follow(body.url);
    expect([asked.status, asked.headers["www-authenticate"]]).toEqual([401, 'Token realm="jobhub"']);
    expect((await follow(body.url, { token: "bad" })).status).toBe(401);
    expect((await follow(`${body.url}/`, await hub.makeUser())).status).toBe(200);
  });

  it("goes on after sign-in, in the same browser", async () => {
    const guest = await hub.makeUser();
    const { body } = await invite({ action: "join_account", subjectId: accountId });
    const asked = await follow(body.url);
    expect(asked.headers["set-cookie"]).toMatch(/^jobhub_invite=\w{32}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = String(asked.headers["set-cookie"]).split(";")[0] ?? "";
    const code = await hub.call<{ url: string }>("POST", "/api/sign-in-codes/", {
      body: { username: guest.username },
      as: hub.admin,
    });
    const signedIn = await follow(code.body.url, undefined, { cookie });
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, new URL(body.url).pathname]);
    const session = String(signedIn.headers["set-cookie"]).split(";")[0] ?? "";
    const accepted = await follow(body.url, undefined, { cookie: `${cookie}; ${session}` });
    expect([accepted.status, accepted.headers["set-cookie"]]).toEqual([200, expect.stringMatching(/^jobhub_invite=; .*1970/)]);
    expect(await accountRole(guest)).toBe("MEMBER");
  });

  it("a cookie that is no key leads nowhere after sign-in", async () => {
    for (const value of ["../../evil", "%2F%2Fevil.example", ""]) {
      const { body } = await hub.call<{ url: string }>("POST", "/api/sign-in-codes/", { body: {}, as: hub.admin });
      expect((await follow(body.url, undefined, { cookie: `jobhub_invite=${value}` })).headers.location).toBe("/");
    }
  });
});

describe("mail", () => {
  const withMail = async (smtpUrl: string, work: (app: TestApp) => Promise<void>, publicUrl: string | null = null) => {
    const mail = { smtpUrl, from: "Jobhub <hub@example.org>" };
    const app = await buildTestApp({ config: { mail, publicUrl }, now: () => now });
    await work(app).finally(() => app.close());
  };

  it("leads to the hub's own address, whatever the sender says that it is", async () => {
    const server = await startMailServer();
    await withMail(
      server.url,
      async (app) => {
        const { body } = await invite({}, app.user, app);
        expect(body.url).toMatch(/^https:\/\/jobs\.example\/invites\/\w+$/);
        const plain = (server.mails[0]?.text ?? "").replace(/=\r?\n/g, "");
        expect([plain.includes(body.url), plain.includes("hub.example")]).toEqual([true, false]);
        const list = await app.call<{ results: Invite[] }>("GET", "/api/invites/", { as: app.user });
        expect(list.body.results[0]?.url).toBe(body.url);
      },
      "https://jobs.example",
    );
    await server.stop();
  });

  it("takes the link to who is invited, and to nobody else", async () => {
    const server = await startMailServer();
    await withMail(server.url, async (app) => {
      const sender = await app.makeUser({ username: "olga", firstName: "Olga", lastName: "\u00d6negin\r\nBcc: x@y.z" });
      const account = await app.makeAccount(sender, "acme");
      const wanted = { action: "join_account", subjectId: account, message: "Do come!\nO." };
      const { body } = await invite(wanted, sender, app);
      expect(body.sent).toBe(new Date(now).toISOString());
      const [mail] = server.mails;
      expect(mail).toMatchObject({ from: "hub@example.org", to: ["guest@example.org"] });
      expect(mail?.text).not.toMatch(/^Bcc:/m);
      const plain = (mail?.text ?? "").replace(/=\r?\n/g, "");
      expect(plain).toContain(body.url);
      expect(plain).toContain("> Do come!\r\n> O.");
      expect(plain).toContain("to join the account acme as MEMBER.");
      const list = await app.call<{ results: Invite[] }>("GET", "/api/invites/", { as: sender });
      expect(list.body.results[0]?.sent).toBe(body.sent);
    });
    await server.stop();
    expect(server.mails).toHaveLength(1);
  });

  it("that is refused, or whose server is away, leaves the link all the same", async () => {
    const server = await startMailServer({ refuse: (address) => address.startsWith("nobody") });
    await withMail(server.url, async (app) => {
      const refused = await invite({ email: "nobody@example.org" }, app.user, app);
      expect([refused.status, refused.body]).toMatchObject([201, { sent: null, url: expect.stringContaining("/invites/") }]);
      await server.stop();
      const away = await invite({}, app.user, app);
      expect([away.status, away.body]).toMatchObject([201, { sent: null }]);
      expect((await app.call("GET", new URL(away.body.url).pathname, { as: app.admin })).status).toBe(303);
    });
    expect(server.mails).toEqual([]);
  });
});
