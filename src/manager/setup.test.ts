import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../database/testing.ts";
import { readText } from "../service/files.ts";
import { setUp } from "./setup.ts";
import { tokenOwner } from "./tokens/tokens.service.ts";
import { findUserByName } from "./users/users.store.ts";

let test: TestDatabase;
let dir: string;
beforeEach(async () => {
  test = await createTestDatabase();
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-setup-"));
});
afterEach(async () => {
  await test.drop();
  await rm(dir, { recursive: true });
});

const all = async (sql: string) => (await test.database.query<{ text: string }>(sql)).rows.map(({ text }) => text);
const file = (name: string) => path.join(dir, name);

async function everything() {
  return {
    users: await all("SELECT username || ' ' || is_staff AS text FROM users ORDER BY id"),
    accounts: await all("SELECT name || ' ' || (user_id IS NOT NULL) AS text FROM accounts ORDER BY id"),
    projects: await all(
      "SELECT a.name || '/' || p.name AS text FROM projects p JOIN accounts a ON a.id = p.account_id ORDER BY p.id",
    ),
    queues: await all(
      `SELECT a.name || ' ' || z.name || ' ' || q.name AS text
       FROM queues q JOIN zones z ON z.id = q.zone_id JOIN accounts a ON a.id = z.account_id`,
    ),
    tokens: (await all("SELECT id AS text FROM tokens")).length,
  };
}

const WHOLE = {
  users: ["admin true", "overseer true"],
  accounts: ["admin true", "overseer true", "hub false"],
  projects: ["admin/first"],
  queues: ["hub default default"],
  tokens: 2,
};

it("makes users, accounts, a project, a queue, and token files for their owner alone", async () => {
  await setUp(test.database, dir);
  expect(await everything()).toEqual(WHOLE);
  for (const name of ["admin", "overseer"]) {
    const token = (await readText(file(`${name}-token`))) ?? "";
    expect(token).toMatch(/^[a-zA-Z0-9]{43}$/);
    expect(await tokenOwner(test.database, token)).toBe((await findUserByName(test.database, name))?.id);
    expect((await stat(file(`${name}-token`))).mode & 0o777).toBe(0o600);
  }
});

it("changes nothing the second time, and does it once however many start at once", async () => {
  await Promise.all(Array.from({ length: 4 }, () => setUp(test.database, dir)));
  const token = await readText(file("admin-token"));
  expect(await everything()).toEqual(WHOLE);
  await setUp(test.database, dir);
  expect(await everything()).toEqual(WHOLE);
  expect(await readText(file("admin-token"))).toBe(token);
});

it("makes a new token where the file's is missing, revoked or of another database", async () => {
  await setUp(test.database, dir);
  const first = await readText(file("admin-token"));
  await rm(file("admin-token"));
  await writeFile(file("overseer-token"), "of-another-database\n");
  await setUp(test.database, dir);
  const second = await readText(file("admin-token"));
  expect(second).not.toBe(first);
  expect(await tokenOwner(test.database, (await readText(file("overseer-token"))) ?? "")).not.toBeNull();
  await test.database.query("DELETE FROM tokens");
  await setUp(test.database, dir);
  expect(await tokenOwner(test.database, (await readText(file("admin-token"))) ?? "")).not.toBeNull();
});

it("makes no tokens for who was turned away", async () => {
  await setUp(test.database, dir);
  await test.database.query("UPDATE users SET active = false WHERE username = 'admin'");
  await setUp(test.database, dir);
  expect((await everything()).tokens).toBe(2);
});

it("does not bring back a project that somebody deleted", async () => {
  await setUp(test.database, dir);
  await test.database.query("DELETE FROM projects");
  await setUp(test.database, dir);
  expect((await everything()).projects).toEqual([]);
});
