import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_ROLES } from "../permissions.ts";
import { buildTestApp, type TestApp, type TestUser } from "../testing.ts";

interface Listed {
  readonly id: number;
  readonly role: string;
}

let hub: TestApp;
let user: TestUser;
beforeAll(async () => {
  hub = await buildTestApp();
  user = await hub.makeUser();
  const owner = await hub.makeUser();
  for (const role of [null, ...PROJECT_ROLES]) {
    for (const isPublic of [true, false]) {
      const project = await hub.makeProject(owner, { public: isPublic });
      if (role) await hub.setProjectRole(project, user, role);
    }
  }
  for (const role of ["MEMBER", "MANAGER"] as const) {
    const accountId = await hub.makeAccount(owner);
    await hub.setAccountRole(accountId, user, role);
    for (const isPublic of [true, false]) await hub.makeProject(owner, { accountId, public: isPublic });
  }
});
afterAll(() => hub.close());

interface Page {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly Listed[];
}

const idsOf = ({ results }: Page) => results.map(({ id }) => id);
const search = (address: string | null) => new URL(address ?? "").search.slice(1);

async function list(as: TestUser | undefined, query = "limit=100"): Promise<Page> {
  const { status, body } = await hub.call<Page>("GET", `/api/projects/?${query}`, { as });
  expect(status).toBe(200);
  expect(body.results.map(({ id }) => id)).toEqual(body.results.map(({ id }) => id).sort((a, b) => b - a));
  return body;
}

describe("lists of projects", () => {
  it("have what each may read, once, and count it", async () => {
    const counts = await Promise.all([hub.admin, user, undefined].map(async (as) => (await list(as)).count));
    // Of 18: 7 and 2 are public; 6 more were given, and one is of an account that one is MANAGER of.
    expect(counts).toEqual([18, 16, 9]);
    expect(new Set((await list(user)).results.map(({ id }) => id)).size).toBe(16);
  });

  it.each(["admin", "user", "nobody"])("have those of each role: %s", async (who) => {
    const as = { admin: hub.admin, user, nobody: undefined }[who];
    const all = (await list(as)).results;
    for (const role of PROJECT_ROLES) {
      const { count, results } = await list(as, `limit=100&role=${role}`);
      expect(results).toEqual(all.filter((project) => project.role === role));
      expect(count).toBe(results.length);
    }
  });

  it("go on from page to page", async () => {
    const all = (await list(user)).results.map(({ id }) => id);
    const pages = await Promise.all([0, 5, 10, 15, 20].map((offset) => list(user, `limit=5&offset=${offset}`)));
    expect(pages.flatMap(({ results }) => results.map(({ id }) => id))).toEqual(all);
  });

  it("go on by cursor past what is added meanwhile, and back", async () => {
    const all = (await list(user)).results.map(({ id }) => id);
    const first = await list(user, "limit=7&cursor=newest");
    const added = await hub.makeProject(user);
    const second = await list(user, search(first.next));
    const third = await list(user, search(second.next));
    expect(third.next).toBeNull();
    expect([first, second, third].flatMap(idsOf)).toEqual(all);
    const back = await list(user, search(second.previous));
    expect(idsOf(back)).toEqual(idsOf(first));
    expect(idsOf(await list(user, search(back.previous)))).toEqual([added.id]);
    expect(await hub.call("GET", "/api/projects/?cursor=oldest")).toMatchObject({
      status: 400,
      body: { errors: [{ field: "cursor" }] },
    });
  });
});
