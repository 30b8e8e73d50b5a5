import { expect, it } from "vitest";
import { connect } from "./connect.ts";
import { createTestDatabase } from "./testing.ts";

it("makes migrated databases that know nothing of each other", async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await one.database.query("INSERT INTO zones (account_id, name) SELECT 1, 'x' WHERE false");
  await one.database.query("CREATE TABLE only_here ()");
  const { rows } = await two.database.query("SELECT to_regclass('only_here') AS found");
  expect(rows).toEqual([{ found: null }]);
  await Promise.all([one.drop(), two.drop()]);
});

it("fails loudly when a connection is left open", async () => {
  const test = await createTestDatabase();
  const leak = connect({ url: test.url, name: "leaking part" });
  await leak.query("SELECT 1");
  await expect(test.drop()).rejects.toThrow("leaking part: SELECT 1");
  await leak.close();
});
