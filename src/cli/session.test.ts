import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findSession, forgetSignIn, keepSignIn, readSignIn, signInFile } from "./session.ts";
import { claimHub } from "./up/hub-file.ts";

let folder: string;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "jobhub-session-"));
  env = { XDG_CONFIG_HOME: path.join(folder, "config"), JOBHUB_DATA: path.join(folder, "data") };
});
afterEach(() => rm(folder, { recursive: true }));

async function makeLocalHub(): Promise<void> {
  await mkdir(path.join(folder, "data"));
  await writeFile(path.join(folder, "data/admin-token"), "local-token\n");
}

describe("which hub", () => {
  test("by default the usual address, and nobody", async () => {
    expect(await findSession(undefined, env)).toMatchObject({ url: "http://127.0.0.1:8000", token: null });
  });

  test("the command line comes before the environment, and that before the sign-in", async () => {
    await keepSignIn({ url: "https://kept.example", token: "t" }, env);
    expect((await findSession(undefined, env)).url).toBe("https://kept.example");
    const withUrl = { ...env, JOBHUB_URL: "https://named.example/" };
    expect((await findSession(undefined, withUrl)).url).toBe("https://named.example");
    expect((await findSession("https://typed.example", withUrl)).url).toBe("https://typed.example");
  });

  test("a hub that runs on the data folder is found, at whatever port", async () => {
    await makeLocalHub();
    const claim = await claimHub(path.join(folder, "data"));
    await claim.announce({ url: "http://127.0.0.1:9123" });
    expect(await findSession(undefined, env)).toMatchObject({ url: "http://127.0.0.1:9123", token: "local-token" });
    await claim.release();
    expect((await findSession(undefined, env)).url).toBe("http://127.0.0.1:8000");
  });
});

describe("which token", () => {
  test("a kept token goes to its own hub alone", async () => {
    await keepSignIn({ url: "https://kept.example/", token: "kept-token" }, env);
    expect((await findSession(undefined, env)).token).toBe("kept-token");
    expect((await findSession("https://other.example", env)).token).toBeNull();
  });

  test("the token of a local hub goes to this machine alone", async () => {
    await makeLocalHub();
    expect((await findSession("http://localhost:8000", env)).token).toBe("local-token");
    expect((await findSession("https://other.example", env)).token).toBeNull();
  });

  test("JOBHUB_TOKEN comes before all others", async () => {
    await keepSignIn({ url: "https://kept.example", token: "kept-token" }, env);
    expect((await findSession(undefined, { ...env, JOBHUB_TOKEN: "given" })).token).toBe("given");
  });
});

test("the sign-in is kept in a file for its owner alone, until it is forgotten", async () => {
  await keepSignIn({ url: "https://kept.example", token: "kept-token" }, env);
  expect((await stat(signInFile(env))).mode & 0o777).toBe(0o600);
  await forgetSignIn(env);
  expect(await readSignIn(env)).toBeNull();
  await forgetSignIn(env);
});

test("a damaged sign-in file counts as none", async () => {
  await mkdir(path.dirname(signInFile(env)), { recursive: true });
  await writeFile(signInFile(env), "{");
  expect(await readSignIn(env)).toBeNull();
});
