import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOrCreate, readText, writePrivate } from "./files.ts";

let dir = "";
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-files-"));
});
afterAll(() => rm(dir, { recursive: true }));

describe("readOrCreate", () => {
  it("gives all makers at once the same text, for the owner alone, and leaves no parts", async () => {
    const file = path.join(dir, "new", "key");
    let made = 0;
    const texts = await Promise.all(Array.from({ length: 20 }, () => readOrCreate(file, () => `key-${made++}`)));
    expect(new Set(texts).size).toBe(1);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(path.dirname(file))).toEqual(["key"]);
  });

  it("refuses an empty file, with what to do", async () => {
    const file = path.join(dir, "empty");
    await writeFile(file, "");
    await expect(readOrCreate(file, () => "x")).rejects.toThrow("remove it");
  });
});

it("writePrivate replaces the text as a whole", async () => {
  const file = path.join(dir, "token");
  expect(await readText(file)).toBeNull();
  await writePrivate(file, "one");
  await writePrivate(file, "two");
  expect(await readText(file)).toBe("two");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});
