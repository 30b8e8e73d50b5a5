import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildInvitesHub, DAY_MS, type Invite, type InvitesHub } from "./invites.testing.ts";
import { tourAddress } from "./tour.ts";

let now = Date.now();
let hub: InvitesHub;
beforeAll(async () => {
  hub = await buildInvitesHub(() => now);
});
afterAll(() => hub.close());

describe("following the link", () => {
  it("lets one join an account, a team and with it the account, or a project", async () => {
    const team = await hub.makeTeam();
    const [a, b, c] = [await hub.makeUser(), await hub.makeUser(), await hub.makeUser()];
    const account = await hub.follow(
      await hub.link({ action: "join_account", subjectId: hub.accountId, arguments: { role: "MANAGER" } }),
      a,
    );
    expect([account.status, account.body]).toEqual([
      200,
      expect.stringContaining("You have joined the account acme as MANAGER."),
    ]);
    expect(await hub.accountRole(a)).toBe("MANAGER");
    expect((await hub.follow(await hub.link({ action: "join_team", subjectId: team }), b)).body).toMatch(
      /joined the team team .* of acme as MEMBER/,
    );
    expect(await hub.accountRole(b)).toBe("MEMBER");
    expect(await hub.call("GET", `/api/accounts/acme/teams/${team}`, { as: b })).toMatchObject({
      body: { members: [{ id: b.id }] },
    });
    expect((await hub.follow(await hub.link({ action: "join_project", subjectId: hub.project.id }), c)).body).toContain(
      "plans as READER.",
    );
    expect(await hub.projectRole(c)).toBe("READER");
    expect(await hub.accountRole(c)).toBeNull();
  });

  it("works once, whoever tries at the same time, and says so in the list", async () => {
    const { body } = await hub.invite({ action: "join_account", subjectId: hub.accountId });
    const users = await Promise.all([hub.makeUser(), hub.makeUser(), hub.makeUser()]);
    const replies = await Promise.all(users.map((user) => hub.follow(body.url, user)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect((await Promise.all(users.map((user) => hub.accountRole(user)))).filter((role) => role !== null)).toEqual(["MEMBER"]);
    const list = await hub.call<{ results: Invite[] }>("GET", "/api/invites/", { as: hub.manager });
    expect(list.body.results.find(({ id }) => id === body.id)).toMatchObject({
      accepted: true,
      completed: new Date(now).toISOString(),
    });
  });

  it("never lowers a role", async () => {
    const url = await hub.link({ action: "join_account", subjectId: hub.accountId }, hub.owner);
    expect((await hub.follow(url, hub.manager)).body).toContain("as MANAGER.");
    expect(await hub.accountRole(hub.manager)).toBe("MANAGER");
    expect(
      (await hub.follow(await hub.link({ action: "join_project", subjectId: hub.project.id }, hub.owner), hub.owner)).body,
    ).toContain("as OWNER.");
    expect(await hub.projectRole(hub.owner)).toBe("OWNER");
    const member = await hub.makeUser();
    await hub.setProjectRole(hub.project, member, "READER");
    await hub.follow(
      await hub.link({ action: "join_project", subjectId: hub.project.id, arguments: { role: "EDITOR" } }),
      member,
    );
    expect(await hub.projectRole(member)).toBe("EDITOR");
  });

  it("does no more than who sent it may do now, and stays open then", async () => {
    const sender = await hub.makeUser();
    await hub.setAccountRole(hub.accountId, sender, "MANAGER");
    const url = await hub.link({ action: "join_account", subjectId: hub.accountId }, sender);
    await hub.setAccountRole(hub.accountId, sender, "MEMBER");
    const guest = await hub.makeUser();
    const refused = await hub.follow(url, guest);
    expect([refused.status, refused.headers["content-type"]]).toEqual([409, "text/html; charset=utf-8"]);
    expect(refused.body).toContain("may not let you in any more");
    expect(await hub.accountRole(guest)).toBeNull();
    await hub.setAccountRole(hub.accountId, sender, "MANAGER");
    expect((await hub.follow(url, guest)).status).toBe(200);
  });

  it("lets nobody in while who sent it is turned away", async () => {
    const sender = await hub.makeUser();
    await hub.setAccountRole(hub.accountId, sender, "OWNER");
    const url = await hub.link({ action: "join_account", subjectId: hub.accountId, arguments: { role: "OWNER" } }, sender);
    const set = (active: boolean) => hub.call("PATCH", `/api/users/${sender.id}/`, { as: hub.admin, body: { active } });
    await set(false);
    const guest = await hub.makeUser();
    expect((await hub.follow(url, guest)).status).toBe(409);
    expect(await hub.accountRole(guest)).toBeNull();
    await set(true);
    expect((await hub.follow(url, guest)).status).toBe(200);
  });

  it("leads nowhere when what was to be joined is gone", async () => {
    const gone = await hub.makeProject(hub.owner);
    const team = await hub.makeTeam();
    const urls = [
      await hub.link({ action: "join_project", subjectId: gone.id }, hub.owner),
      await hub.link({ action: "join_team", subjectId: team }, hub.owner),
    ];
    await hub.call("DELETE", `/api/projects/${gone.id}/`, { as: hub.owner });
    await hub.call("DELETE", `/api/accounts/acme/teams/${team}/`, { as: hub.owner });
    for (const url of urls) expect((await hub.follow(url, hub.user)).status).toBe(409);
  });

  it("runs out after 30 days", async () => {
    const url = await hub.link({ action: "join_account", subjectId: hub.accountId });
    now += 30 * DAY_MS;
    expect((await hub.follow(url, hub.user)).status).toBe(404);
    expect((await hub.follow(url)).status).toBe(404);
    expect(await hub.accountRole(hub.user)).toBeNull();
  });

  it("goes on a tour, within this hub", async () => {
    const tour = await hub.follow(
      await hub.link({ action: "take_tour", arguments: { page: "/api/docs/?a=1#b", tour: "first steps" } }),
      hub.user,
    );
    expect([tour.status, tour.headers.location]).toEqual([303, "/api/docs/?a=1&tour=first+steps#b"]);
    expect((await hub.follow(await hub.link({}), hub.user)).headers.location).toBe("/");
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
    const { body } = await hub.invite({ action: "join_account", subjectId: hub.accountId });
    const path = new URL(body.url).pathname;
    expect((await hub.call("HEAD", path, { as: hub.user })).status).toBe(405);
    expect((await hub.call("POST", path, { as: hub.user })).status).toBe(405);
    const asked = await hub.follow(body.url);
    expect([asked.status, asked.headers["www-authenticate"]]).toEqual([401, 'Token realm="jobhub"']);
    expect((await hub.follow(body.url, { token: "bad" })).status).toBe(401);
    expect((await hub.follow(`${body.url}/`, await hub.makeUser())).status).toBe(200);
  });

  it("goes on after sign-in, in the same browser", async () => {
    const guest = await hub.makeUser();
    const { body } = await hub.invite({ action: "join_account", subjectId: hub.accountId });
    const asked = await hub.follow(body.url);
    expect(asked.headers["set-cookie"]).toMatch(/^jobhub_invite=\w{32}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = String(asked.headers["set-cookie"]).split(";")[0] ?? "";
    const code = await hub.call<{ url: string }>("POST", "/api/sign-in-codes/", {
      body: { username: guest.username },
      as: hub.admin,
    });
    const signedIn = await hub.follow(code.body.url, undefined, { cookie });
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, new URL(body.url).pathname]);
    const session = String(signedIn.headers["set-cookie"]).split(";")[0] ?? "";
    const accepted = await hub.follow(body.url, undefined, { cookie: `${cookie}; ${session}` });
    expect([accepted.status, accepted.headers["set-cookie"]]).toEqual([200, expect.stringMatching(/^jobhub_invite=; .*1970/)]);
    expect(await hub.accountRole(guest)).toBe("MEMBER");
  });

  it("a cookie that is no key leads nowhere after sign-in", async () => {
    for (const value of ["../../evil", "%2F%2Fevil.example", ""]) {
      const { body } = await hub.call<{ url: string }>("POST", "/api/sign-in-codes/", { body: {}, as: hub.admin });
      expect((await hub.follow(body.url, undefined, { cookie: `jobhub_invite=${value}` })).headers.location).toBe("/");
    }
  });
});
