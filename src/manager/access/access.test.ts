import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { App } from "../http/app.ts";
import { ACCOUNT_ROLES, PERMISSIONS, PROJECT_ROLES } from "../permissions.ts";
import { buildTestApp, type TestApp, type TestProject, type TestUser } from "../testing.ts";
import { accountOf, projectOf, signedIn } from "./access.service.ts";

const PROJECT = Type.Object({ project: Type.String() });
const JOB = Type.Object({ project: Type.String(), job: Type.Integer() });
const ACCOUNT = Type.Object({ account: Type.String() });

/** Routes with the rules of real operations, which answer what the rule let them know. */
function testRoutes(app: App): void {
  app.get("/test/staff/", { schema: { operationId: "jobs_update" } }, async (request) => signedIn(request));
  app.get("/test/editor/:project/", { schema: { operationId: "projects_jobs_list", params: PROJECT } }, async (request) =>
    projectOf(request),
  );
  app.get("/test/job/:project/:job/", { schema: { operationId: "projects_jobs_read", params: JOB } }, async (request) =>
    projectOf(request),
  );
  app.get("/test/member/:account/", { schema: { operationId: "accounts_workers_list", params: ACCOUNT } }, async (request) =>
    accountOf(request),
  );
}

let hub: TestApp;
let owner: TestUser;
let project: TestProject;
let open: TestProject;
let jobId: number;
const KEY = "k".repeat(32);

beforeAll(async () => {
  hub = await buildTestApp({ extend: testRoutes });
  owner = await hub.makeUser({ username: "owner" });
  project = await hub.makeProject(owner, { name: "closed" });
  open = await hub.makeProject(owner, { name: "open", public: true });
  const { rows } = await hub.database.query<{ id: number }>(
    "INSERT INTO jobs (project_id, key, method, status) VALUES ($1, $2, 'sleep', 'WAITING') RETURNING id",
    [project.id, KEY],
  );
  jobId = rows[0]?.id ?? 0;
});
afterAll(() => hub.close());

const status = async (path: string, as?: TestUser) => (await hub.call("GET", path, { as })).status;

describe("staff only", () => {
  it("is for staff", async () => {
    expect(await status("/test/staff/")).toBe(401);
    expect(await status("/test/staff/", hub.user)).toBe(403);
    expect(await status("/test/staff/", hub.admin)).toBe(200);
    expect((await hub.call("HEAD", "/test/staff/", { as: hub.user })).status).toBe(403);
  });
});

describe("a role on a project", () => {
  it.each(PROJECT_ROLES)("%s, given on the project", async (role) => {
    const user = await hub.makeUser();
    await hub.setProjectRole(project, user, role);
    const mayEdit = PROJECT_ROLES.indexOf(role) >= PROJECT_ROLES.indexOf("EDITOR");
    expect(await status(`/api/projects/${project.id}/`, user)).toBe(200);
    const { status: editor, body } = await hub.call("GET", `/test/editor/${project.id}/`, { as: user });
    expect([role, editor]).toEqual([role, mayEdit ? 200 : 403]);
    if (mayEdit) expect(body).toMatchObject({ id: project.id, name: "closed", accountId: owner.accountId, role });
  });

  it.each(ACCOUNT_ROLES)("from being %s of the account", async (role) => {
    const boss = await hub.makeUser();
    const accountId = await hub.makeAccount(boss);
    const inside = await hub.makeProject(boss, { accountId });
    const user = await hub.makeUser();
    await hub.setAccountRole(accountId, user, role);
    const expected = role === "MEMBER" ? [404, 404] : [200, 200];
    expect([await status(`/api/projects/${inside.id}/`, user), await status(`/test/editor/${inside.id}/`, user)]).toEqual(
      expected,
    );
    await hub.setProjectRole(inside, user, "READER");
    expect(await status(`/test/editor/${inside.id}/`, user)).toBe(role === "MEMBER" ? 403 : 200);
  });

  it("of nobody: a private project is not there, whether it is or not", async () => {
    for (const path of ["/test/editor/", "/api/projects/"]) {
      expect(await status(`${path}${project.id}/`, hub.user)).toBe(404);
      expect(await status(`${path}closed/`, hub.user)).toBe(404);
      expect(await status(`${path}999999/`, hub.user)).toBe(404);
      expect(await status(`${path}${project.id}/`)).toBe(401);
      expect(await status(`${path}999999/`)).toBe(401);
      expect(await status(`${path}nothing/`)).toBe(401);
    }
  });

  it("of everybody on a public project: READER", async () => {
    expect(await status(`/api/projects/${open.id}/`)).toBe(200);
    expect(await status(`/api/projects/${open.id}/`, hub.user)).toBe(200);
    expect(await status(`/test/editor/${open.id}/`)).toBe(401);
    expect(await status(`/test/editor/${open.id}/`, hub.user)).toBe(403);
  });

  it("of staff: all", async () => {
    expect(await hub.call("GET", `/test/editor/${project.id}/`, { as: hub.admin })).toMatchObject({
      status: 200,
      body: { role: "OWNER" },
    });
  });
});

describe("a project in a path", () => {
  it("may be an id, a name, or account/name", async () => {
    for (const name of [project.id, "closed", "CLOSED", "owner%2Fclosed", "Owner%2fClosed"]) {
      expect(await hub.call("GET", `/test/editor/${name}/`, { as: owner })).toMatchObject({
        status: 200,
        body: { id: project.id },
      });
    }
    for (const name of [
      "owner%2Fother",
      "other%2Fclosed",
      "a%2Fb%2Fc",
      "%2F",
      "a%00b",
      "-1",
      "0",
      "9223372036854775808",
      "1e3",
    ]) {
      expect([name, await status(`/test/editor/${name}/`, owner)]).toEqual([name, 404]);
    }
  });

  it("whose name several visible ones have must be told which one", async () => {
    const accountId = await hub.makeAccount(owner, "second");
    const twin = await hub.makeProject(owner, { name: "closed", accountId });
    const { status: ambiguous, body } = await hub.call("GET", "/test/editor/closed/", { as: owner });
    expect([ambiguous, body]).toMatchObject([
      400,
      { message: expect.stringContaining("account/name"), errors: [{ field: "project" }] },
    ]);
    expect(await hub.call("GET", "/test/editor/second%2Fclosed/", { as: owner })).toMatchObject({ body: { id: twin.id } });
    const editor = await hub.makeUser();
    await hub.setProjectRole(twin, editor, "EDITOR");
    expect(await hub.call("GET", "/test/editor/closed/", { as: editor })).toMatchObject({ status: 200, body: { id: twin.id } });
  });
});

describe("the key of a job", () => {
  it("opens this job to anybody, and nothing else", async () => {
    const at = (name: string | number, job: string | number, key: string) => `/test/job/${name}/${job}/?key=${key}`;
    expect(await hub.call("GET", at(project.id, jobId, KEY))).toMatchObject({
      status: 200,
      body: { id: project.id, role: null },
    });
    expect(await status(at("owner%2Fclosed", jobId, KEY), hub.user)).toBe(200);
    expect(await status(at(project.id, jobId, "w".repeat(32)))).toBe(404);
    expect(await status(at(project.id, jobId, "w".repeat(32)), owner)).toBe(404);
    expect(await status(at(project.id, jobId, `${KEY}&key=${KEY}`))).toBe(404);
    expect(await status(at(project.id, jobId, "%00"))).toBe(404);
    expect(await status(at(project.id, jobId + 1, KEY))).toBe(404);
    expect(await status(at(open.id, jobId, KEY))).toBe(404);
    expect(await status(at(999_999, jobId, KEY))).toBe(404);
    expect(await status(at(project.id, "abc", KEY))).toBe(404);
    expect(await status(at(project.id, jobId, ""))).toBe(401);
    expect(await status(at(project.id, jobId, ""), owner)).toBe(200);
    expect(await status(`/test/editor/${project.id}/?key=${KEY}`)).toBe(401);
  });
});

describe("an account in a path", () => {
  it("is there for its members, by id or name", async () => {
    const accountId = await hub.makeAccount(owner, "acme");
    const member = await hub.makeUser();
    await hub.setAccountRole(accountId, member, "MEMBER");
    for (const name of [accountId, "acme", "ACME"]) {
      expect(await hub.call("GET", `/test/member/${name}/`, { as: member })).toMatchObject({
        status: 200,
        body: { id: accountId, role: "MEMBER" },
      });
      expect(await status(`/test/member/${name}/`, hub.admin)).toBe(200);
      expect(await status(`/test/member/${name}/`, hub.user)).toBe(404);
      expect(await status(`/test/member/${name}/`)).toBe(401);
    }
    for (const name of ["999999", "-1", "a%00b", "9223372036854775808", "%20"]) {
      expect(await status(`/test/member/${name}/`, hub.admin)).toBe(404);
    }
  });
});

describe("whoever nobody knows", () => {
  it.each(["/api/sessions/", "/api/tokens/"])("sends little: to read much takes long (%s)", async (path) => {
    const send = (length: number) => hub.call("POST", path, { body: { username: "x".repeat(length), password: "y" } });
    expect((await send(60_000)).status).toBe(400);
    expect((await send(70_000)).status).toBe(413);
  });
});

describe("rules", () => {
  it("are there for every operation: a route without one does not start", async () => {
    const withRoute = (operationId?: string) =>
      buildTestApp({ extend: (app) => app.get("/test/", { schema: operationId ? { operationId } : {} }, async () => ({})) });
    await expect(withRoute("unheard_of")).rejects.toThrow("no rule for the operation unheard_of");
    await expect(withRoute()).rejects.toThrow("/test/ has no operationId");
    expect(PERMISSIONS.unheard_of).toBeUndefined();
  });
});
