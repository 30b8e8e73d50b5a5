import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../testing.ts";

interface Users {
  readonly count: number;
  readonly results: { username: string }[];
}

let hub: TestApp;
beforeAll(async () => {
  hub = await buildTestApp();
});
afterAll(() => hub.close());

it("users_me tells who one is", async () => {
  expect(await hub.call("GET", "/api/users/me/", { as: hub.user })).toMatchObject({
    status: 200,
    body: { id: hub.user.id, username: "user", firstName: "Ursula", lastName: "Sorel", isStaff: false },
  });
  expect((await hub.call("GET", "/api/users/me/", { as: hub.admin })).body).toMatchObject({ isStaff: true });
  expect((await hub.call("GET", "/api/users/me/")).status).toBe(401);
});

it("users_list finds them by parts of their names, newest first", async () => {
  await hub.makeUser({ username: "other", firstName: "Zo\u00eb 100%_" });
  const list = async (query: string) => (await hub.call<Users>("GET", `/api/users/${query}`, { as: hub.user })).body;
  expect((await list("")).results.map(({ username }) => username)).toEqual(["other", "user", "admin"]);
  expect((await list("?search=SOREL")).results).toMatchObject([{ username: "user" }]);
  expect((await list("?search=%25_")).results).toMatchObject([{ username: "other" }]);
  expect((await list("?search=zo%C3%AB")).count).toBe(1);
  expect(await list("?search=nobody")).toEqual({ count: 0, next: null, previous: null, results: [] });
  expect((await list("?search=%00")) as unknown).toMatchObject({ message: "search: must not hold the character U+0000" });
  expect((await hub.call("GET", "/api/users/")).status).toBe(401);
});

it("users_read tells of anybody, by the id alone", async () => {
  const { status, body } = await hub.call("GET", `/api/users/${hub.admin.id}/`, { as: hub.user });
  expect([status, body]).toEqual([200, { id: hub.admin.id, username: "admin", firstName: "", lastName: "" }]);
  for (const id of ["999999", "admin", "0", "-1", "9223372036854775808", "550e8400-e29b-41d4-a716-446655440000"]) {
    expect((await hub.call("GET", `/api/users/${id}/`, { as: hub.user })).status).toBe(404);
  }
});

it("a new user has a personal account, whatever the name", async () => {
  for (const username of ["celery@host.example", "+++", "_under", "USER.", "user@"]) {
    const { accountId } = await hub.makeUser({ username });
    expect(accountId).toBeGreaterThan(0);
  }
});
