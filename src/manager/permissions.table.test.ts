import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { permissionTables } from "./permissions.table.ts";
import { PERMISSIONS } from "./permissions.ts";

it("docs/permissions.md tells who may do what as it is (npm run docs writes it)", async () => {
  const text = await readFile(new URL("../../docs/permissions.md", import.meta.url), "utf8");
  expect(text).toContain(`permissions -->\n${permissionTables()}<!-- end -->`);
});

it("each operation has one row", () => {
  const operations = [...permissionTables().matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  expect(operations.sort()).toEqual(Object.keys(PERMISSIONS).sort());
});
