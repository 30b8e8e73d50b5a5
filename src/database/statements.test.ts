import { expect, it } from "vitest";
import { connect } from "./connect.ts";
import { createTestDatabase } from "./testing.ts";

it("prepares a statement once for each connection", async () => {
  const test = await createTestDatabase();
  const database = connect({ url: test.url, max: 1 });
  for (const n of [1, 2]) expect((await database.query("SELECT $1::int + 1 AS n", [n])).rows).toEqual([{ n: n + 1 }]);
  const { rows } = await database.query("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%+ 1 AS n'");
  expect(rows).toEqual([{ statement: "SELECT $1::int + 1 AS n" }]);
  await database.close();
  await test.drop();
});
