/** What a browser has to fetch before it shows a page. */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { DIST } from "../e2e/process.ts";

const FOLDER = path.join(DIST, "dashboard");
const MOST_BYTES = 350 * 1024;
/** Browsers have few connections for one server. */
const MOST_FILES = 12;

let files: readonly string[];
beforeAll(() => {
  files = readdirSync(path.join(FOLDER, "assets"));
});

/** The file and all that it imports at once, not what it loads later. */
function withImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const source = readFileSync(path.join(FOLDER, "assets", file), "utf8");
  for (const [, name = ""] of source.matchAll(/(?:from|import)\s?["']\.\/([^"']+\.js)["']/g)) withImports(name, found);
  return found;
}

function gzipped(file: string): number {
  return gzipSync(readFileSync(path.join(FOLDER, "assets", file)), { level: 9 }).length;
}

it("the first page is at most 350 kB, gzipped, in a few files", () => {
  const page = readFileSync(path.join(FOLDER, "index.html"), "utf8");
  const named = [...page.matchAll(/\/assets\/([^"]+\.(?:js|css))/g)].map(([, file = ""]) => file);
  const jobs = files.filter((file) => /^jobs(\.page)?-[\w-]+\.(js|css)$/.test(file));
  expect(jobs.length).toBeGreaterThan(0);
  const first = [...named, ...jobs].reduce((found, file) => withImports(file, found), new Set<string>());
  const bytes = [...first].reduce((sum, file) => sum + gzipped(file), 0);
  expect(first.size).toBeLessThanOrEqual(MOST_FILES);
  expect(bytes).toBeGreaterThan(50 * 1024);
  expect(bytes).toBeLessThan(MOST_BYTES);
});

it("has each file compressed, and none that is not hashed", () => {
  for (const file of files.filter((name) => /\.(js|css|svg)$/.test(name))) {
    expect(file).toMatch(/-[\w-]{8}\.\w+$/);
    expect(files).toEqual(expect.arrayContaining([`${file}.br`, `${file}.gz`]));
  }
});

it("asks nothing of other hosts", () => {
  for (const file of files.filter((name) => name.endsWith(".css")))
    expect(readFileSync(path.join(FOLDER, "assets", file), "utf8")).not.toMatch(/url\(["']?(https?:)?\/\/|@import/);
});
