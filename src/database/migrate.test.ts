import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { migrate, migrationNames } from "./migrate.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase({ migrated: false });
});
afterEach(() => test.drop());

async function applied(): Promise<string[]> {
  const { rows } = await test.database.query<{ name: string }>("SELECT name FROM migrations ORDER BY id");
  return rows.map(({ name }) => name);
}

it("runs each migration once, though several start at once and again", async () => {
  await Promise.all([migrate(test.url), migrate(test.url), migrate(test.url)]);
  await migrate(test.url);
  expect(await applied()).toEqual(await migrationNames());
});

it("refuses a database that is newer than the code", async () => {
  await migrate(test.url);
  await test.database.query("INSERT INTO migrations (name, run_on) VALUES ('9999_from_the_future', now())");
  await expect(migrate(test.url)).rejects.toThrow(/newer than this Jobhub.*9999_from_the_future/);
});

it("applies all or nothing", async () => {
  const dir = await mkdtemp(path.join(tmpdir(), "jobhub-migrations-"));
  await writeFile(path.join(dir, "0001_good.sql"), "-- Up Migration\nCREATE TABLE good ();");
  await writeFile(path.join(dir, "0002_bad.sql"), "-- Up Migration\nCREATE TABLE bad (id no_such_type);");
  await expect(migrate(test.url, { dir })).rejects.toThrow("no_such_type");
  const { rows } = await test.database.query("SELECT to_regclass('good') AS good");
  expect(rows).toEqual([{ good: null }]);
  await writeFile(path.join(dir, "0002_bad.sql"), "-- Up Migration\nCREATE TABLE bad ();");
  await migrate(test.url, { dir });
  expect(await applied()).toEqual(["0001_good", "0002_bad"]);
  await rm(dir, { recursive: true });
});

it("leaves no lock behind when it fails", async () => {
  await expect(migrate(test.url, { dir: "/no/such/folder" })).rejects.toThrow("ENOENT");
  await migrate(test.url);
});
