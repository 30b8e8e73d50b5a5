import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestUser } from "../testing.ts";
import { buildInvitesHub, type InvitesHub } from "./invites.testing.ts";

const now = Date.now();
let hub: InvitesHub;
beforeAll(async () => {
  hub = await buildInvitesHub(() => now);
});
afterAll(() => hub.close());

describe("invites_create", () => {
  it("makes a link, and tells all of it", async () => {
    const { status, body } = await hub.invite({
      action: "join_account",
      subjectId: hub.accountId,
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
        subjectId: hub.accountId,
        subjectType: 1,
        arguments: { role: "MANAGER", my_key: 1 },
        inviter: hub.manager.id,
      },
    ]);
    const again = await hub.invite({ ...body, message: "Come!" });
    expect([again.status, again.body.key === body.key]).toEqual([201, false]);
  });

  it("finds what is to be joined among the arguments too", async () => {
    const team = await hub.makeTeam();
    expect((await hub.invite({ action: "join_team", arguments: { team: String(team) } })).body).toMatchObject({
      subjectId: team,
    });
    expect((await hub.invite({ action: "join_project", arguments: { project: hub.project.id } })).body).toMatchObject({
      subjectType: 3,
    });
    expect(await hub.invite({})).toMatchObject({ status: 201, body: { action: null, subjectId: null, arguments: null } });
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
    expect(await hub.invite(body)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it("is for those who may let somebody in, with the role that they may give", async () => {
    const member = await hub.makeUser();
    await hub.setAccountRole(hub.accountId, member, "MEMBER");
    await hub.setProjectRole(hub.project, member, "AUTHOR");
    const team = await hub.makeTeam();
    const wanted = [
      { action: "join_account", subjectId: hub.accountId },
      { action: "join_team", subjectId: team },
      { action: "join_project", subjectId: hub.project.id },
    ];
    for (const body of wanted) {
      const statuses = [];
      for (const as of [hub.user, member, hub.manager, hub.owner, hub.admin])
        statuses.push((await hub.invite(body, as)).status);
      expect([body.action, ...statuses]).toEqual([body.action, 404, 403, 201, 201, 201]);
      const missing = await hub.invite({ ...body, subjectId: 999_999 }, hub.user);
      expect([missing.status, missing.body]).toEqual([404, (await hub.invite(body, hub.user)).body]);
      if (body.action === "join_team") continue;
      const asOwner = { ...body, arguments: { role: "OWNER" } };
      expect([(await hub.invite(asOwner)).status, (await hub.invite(asOwner, hub.owner)).status]).toEqual([403, 201]);
    }
    expect((await hub.call("POST", "/api/invites/", { body: { email: "a@b.c" } })).status).toBe(401);
  });

  it("to a team that is an OWNER is for OWNERs of the account", async () => {
    const team = await hub.makeTeam();
    await hub.database.query("INSERT INTO project_agents (project_id, team_id, role) VALUES ($1, $2, 'OWNER')", [
      hub.project.id,
      team,
    ]);
    const body = { action: "join_team", subjectId: team };
    expect([(await hub.invite(body)).status, (await hub.invite(body, hub.owner)).status]).toEqual([403, 201]);
  });
});

describe("invites_list and invites_delete", () => {
  it("are about one's own", async () => {
    const sender = await hub.makeUser();
    const { body: first } = await hub.invite({}, sender);
    const { body: second } = await hub.invite({ message: "M" }, sender);
    const list = async (as: TestUser) =>
      (await hub.call("GET", "/api/invites/?limit=1", { as, headers: { host: "hub.example" } })).body;
    expect(await list(sender)).toMatchObject({ count: 2, results: [second] });
    expect(await list(await hub.makeUser())).toEqual({ count: 0, next: null, previous: null, results: [] });
    const remove = (as: TestUser, id: number | string = first.id) => hub.call("DELETE", `/api/invites/${id}/`, { as });
    expect((await remove(hub.user)).status).toBe(404);
    expect(await remove(sender)).toMatchObject({ status: 204, body: "" });
    expect((await remove(sender)).status).toBe(404);
    expect((await hub.follow(first.url, hub.user)).status).toBe(404);
    for (const id of ["0", "-1", "x", "9223372036854775808"]) expect((await remove(sender, id)).status).toBe(404);
  });
});
