import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, dataDir, names, port, readConfig, str, whole } from "./config.ts";

const spec = {
  JOBHUB_PORT: port({ default: 8000 }),
  JOBHUB_CONCURRENCY: whole(1, 64)({ default: 2 }),
  JOBHUB_QUEUES: names({ default: ["default"] }),
};

describe("readConfig", () => {
  it("gives defaults, parses what is set, and takes empty for not set", () => {
    expect({ ...readConfig(spec, {}) }).toEqual({ JOBHUB_PORT: 8000, JOBHUB_CONCURRENCY: 2, JOBHUB_QUEUES: ["default"] });
    expect(readConfig(spec, { JOBHUB_PORT: "", JOBHUB_QUEUES: "a, b,a" })).toMatchObject({
      JOBHUB_PORT: 8000,
      JOBHUB_QUEUES: ["a", "b"],
    });
  });

  it("names every variable at fault and says what is right", () => {
    const read = () => readConfig(spec, { JOBHUB_PORT: "high", JOBHUB_CONCURRENCY: "0" });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/JOBHUB_PORT: .*\n.*JOBHUB_CONCURRENCY: "0" is not a whole number from 1 to 64/);
  });

  it("names a variable that is missing", () => {
    expect(() => readConfig({ DATABASE_URL: str({ desc: "Address of the database." }) }, {})).toThrow(/DATABASE_URL/);
  });

  it("reads what is in files, which an empty or missing variable leaves to them", async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), "jobhub-config-")), "queues");
    await writeFile(file, "a,b\n");
    expect(readConfig(spec, { JOBHUB_QUEUES: "", JOBHUB_QUEUES_FILE: file })).toMatchObject({ JOBHUB_QUEUES: ["a", "b"] });
    expect(readConfig(spec, { JOBHUB_QUEUES: "c", JOBHUB_QUEUES_FILE: file })).toMatchObject({ JOBHUB_QUEUES: ["c"] });
    await rm(path.dirname(file), { recursive: true });
    expect(() => readConfig(spec, { JOBHUB_QUEUES_FILE: file })).toThrow(/^JOBHUB_QUEUES_FILE: ENOENT/);
  });

  it("is frozen", () => {
    expect(() => Object.assign(readConfig(spec, {}), { JOBHUB_PORT: 1 })).toThrow();
  });
});

it("finds the data folder", () => {
  expect(dataDir({ JOBHUB_DATA: "/var/hub" })).toBe("/var/hub");
  expect(dataDir({})).toMatch(/\/\.jobhub$/);
});
