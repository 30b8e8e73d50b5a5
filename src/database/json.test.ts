import fc from "fast-check";
import { expect, it } from "vitest";
import { toJson } from "./json.ts";
import { createTestDatabase } from "./testing.ts";

/** Any sequence of UTF-16 code units, rich in what is wrong. */
const units = fc.oneof(fc.constantFrom(0, 0x5c, 0x75, 0xd800, 0xdc00, 0x30), fc.integer({ min: 0, max: 0xffff }));
const text = fc.array(units).map((codes) => String.fromCharCode(...codes));
const value = fc.oneof(text, fc.array(text), fc.dictionary(text, fc.oneof(text, fc.double(), fc.constant(null))));

/** What `toJson` promises, said in another way. */
function replaced(given: unknown): unknown {
  if (typeof given === "string") return given.toWellFormed().replaceAll("\u0000", "\ufffd");
  if (Array.isArray(given)) return given.map(replaced);
  if (given === null || typeof given !== "object") return given;
  return Object.fromEntries(Object.entries(given).map(([key, item]) => [replaced(key), replaced(item)]));
}

it("changes U+0000 and halves of surrogate pairs, and nothing else", () => {
  fc.assert(
    fc.property(value, (given) => {
      expect(JSON.parse(toJson(given))).toEqual(JSON.parse(JSON.stringify(replaced(given))));
    }),
  );
});

it("makes what jsonb takes", async () => {
  const test = await createTestDatabase();
  await test.database.query("CREATE TABLE kept (value jsonb)");
  await fc.assert(
    fc.asyncProperty(value, async (given) => {
      await test.database.query("INSERT INTO kept VALUES ($1)", [toJson(given)]);
    }),
  );
  await test.drop();
});
