import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { statusSection } from "./diagram.ts";

it("ARCHITECTURE.md shows the statuses as they are (npm run docs writes it)", async () => {
  const text = await readFile(new URL("../../ARCHITECTURE.md", import.meta.url), "utf8");
  expect(text).toContain(statusSection());
});
