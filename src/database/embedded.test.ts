import {
  access,
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createServer, type Server as NetServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "../service/log.ts";
import { connect } from "./connect.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { placeCluster } from "./embedded/cluster.ts";
import { lockFolder } from "./embedded/lock.ts";
import { readPidFile } from "./embedded/process.ts";
import { Server } from "./embedded/server.ts";
import { findUser } from "./embedded/user.ts";
import { type Embedded, startEmbedded } from "./embedded.ts";

const log = createLogger("tests", "silent");
const isRoot = process.getuid?.() === 0;

async function query(url: string, sql: string): Promise<unknown[]> {
  const database = connect({ url, max: 1 });
  try {
    return (await database.query(sql)).rows;
  } finally {
    await database.close();
  }
}

/** One folder and its database for all of these: making one is what takes time. */
describe("a data folder's database", () => {
  let dataDir = "";
  let running: Embedded[] = [];
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), "jobhub-embedded-"));
    const { url } = await start();
    await query(url, "CREATE TABLE kept AS SELECT 'still here' AS text");
    await stop();
  });
  afterEach(() => stop());
  afterAll(() => rm(dataDir, { recursive: true }));

  async function start(): Promise<Embedded> {
    const embedded = await startEmbedded({ dataDir, log });
    running.push(embedded);
    return embedded;
  }

  async function stop(): Promise<void> {
    await Promise.all(running.map((embedded) => embedded.stop()));
    running = [];
  }

  async function expectKept({ url }: Embedded): Promise<void> {
    expect(await query(url, "SELECT text FROM kept")).toEqual([{ text: "still here" }]);
  }

  /** A server that runs without a process which answers for it, as after a `kill -9` of that. */
  async function leaveServer(): Promise<Server> {
    const cluster = await placeCluster(dataDir, await findBinaries(), await findUser());
    const port = Number(await readFile(path.join(dataDir, "database-port"), "utf8"));
    return Server.start({ cluster, port, logFile: path.join(dataDir, "database.log"), settings: {} });
  }

  it("keeps its data and its address, durably, the same on every machine", async () => {
    const first = await start();
    await Promise.all([first.stop(), first.stop()]);
    expect(await first.exited).toBe("exit code 0");
    const second = await start();
    expect(second.url).toBe(first.url);
    await expectKept(second);
    const names = ["fsync", "synchronous_commit", "full_page_writes", "server_encoding", "lc_collate", "listen_addresses"];
    const settings = names.map((name) => `current_setting('${name}', true) AS ${name}`);
    expect(await query(second.url, `SELECT ${settings}, lower('Ä') AS lower`)).toEqual([
      {
        fsync: "on",
        synchronous_commit: "on",
        full_page_writes: "on",
        server_encoding: "UTF8",
        lc_collate: null,
        listen_addresses: "127.0.0.1",
        lower: "ä",
      },
    ]);
  });

  it("wants its password, which only the owner can read", async () => {
    const { url } = await start();
    const wrong = new URL(url);
    wrong.password = "guess";
    await expect(query(wrong.href, "SELECT 1")).rejects.toThrow("password authentication failed");
    expect((await stat(path.join(dataDir, "database-password"))).mode & 0o777).toBe(0o600);
  });

  it("is started by one process at a time", async () => {
    const first = await start();
    await expect(startEmbedded({ dataDir, log })).rejects.toThrow(/in use: another jobhub/);
    await expectKept(first);
    await first.stop();
    const both = await Promise.allSettled([start(), start()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("takes over from a process that was killed", async () => {
    const left = await leaveServer();
    await expectKept(await start());
    expect(await left.exited).toBe("exit code 0");
  });

  it("is not stopped by a pid file that is out of date", async () => {
    const { exited } = await start();
    const dir = await realpath(path.join(dataDir, "database"));
    const pid = (await readPidFile(dir))?.pid as number;
    process.kill(pid, "SIGKILL");
    expect(await exited).toBe("killed by SIGKILL");
    const pidFile = path.join(dir, "postmaster.pid");
    await writeFile(pidFile, (await readFile(pidFile, "utf8")).replace(String(pid), String(process.pid)));
    await expectKept(await start());
  });

  it("takes another port when its own is taken", async () => {
    const { url, stop: end } = await start();
    await end();
    const squatter = await new Promise<NetServer>((resolve) => {
      const server = createServer().listen(Number(new URL(url).port), "127.0.0.1", () => resolve(server));
    });
    const moved = await start();
    expect(moved.url).not.toBe(url);
    await expectKept(moved);
    squatter.close();
  });

  it("stops though someone is connected", async () => {
    const { url, stop: end } = await start();
    const database = connect({ url, max: 1 });
    await database.query("SELECT 1");
    await end();
    await database.close();
  });

  it("says what PostgreSQL said when it does not start", async () => {
    const refused = startEmbedded({ dataDir, log, settings: { shared_buffers: "nonsense" } });
    await expect(refused).rejects.toThrow(/did not start.*invalid value for parameter "shared_buffers"/);
    await expectKept(await start());
  });
});

describe("the place of the database", () => {
  let dir = "";
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "jobhub-embedded-"));
  });
  afterEach(async () => {
    const link = await readlink(path.join(dir, "hub", "database")).catch(() => null);
    if (link) await rm(path.dirname(link), { recursive: true });
    await rm(dir, { recursive: true });
  });

  it("is made anew when the first time was cut short", async () => {
    await mkdir(path.join(dir, "database.new", "base"), { recursive: true });
    await writeFile(path.join(dir, "database.password"), "x");
    const { url, stop } = await startEmbedded({ dataDir: dir, log });
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await stop();
    expect((await readdir(dir)).sort()).toEqual(["database", "database-password", "database-port", "database.log"]);
  });

  it.runIf(isRoot)("is open to the user who runs it, and to no one else", async () => {
    const { stop } = await startEmbedded({ dataDir: dir, log });
    await stop();
    const user = await findUser();
    expect(await stat(path.join(dir, "database"))).toMatchObject({ uid: user?.uid });
    expect((await stat(dir)).mode & 0o777).toBe(0o710);
    expect((await stat(path.join(dir, "database"))).mode & 0o777).toBe(0o700);
  });

  it.runIf(isRoot)("is elsewhere when only root can enter the folder above, and stays there", async () => {
    await chmod(dir, 0o700);
    const dataDir = path.join(dir, "hub");
    const first = await startEmbedded({ dataDir, log });
    await query(first.url, "CREATE TABLE kept ()");
    await first.stop();
    expect((await lstat(path.join(dataDir, "database"))).isSymbolicLink()).toBe(true);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    const second = await startEmbedded({ dataDir, log });
    expect(await query(second.url, "SELECT * FROM kept")).toEqual([]);
    await second.stop();
  });
});

describe("a folder's lock", () => {
  it("is held by one, and can be had again", async () => {
    const first = await lockFolder("/some/folder");
    expect(await lockFolder("/some/folder")).toBeNull();
    const other = await lockFolder("/other/folder");
    await first?.release();
    const second = await lockFolder("/some/folder");
    expect([first, other, second]).not.toContain(null);
    await other?.release();
    await second?.release();
  });
});

describe("the programs", () => {
  it("are whole though npm ran no install script", async () => {
    const home = await findBinaries();
    const links = JSON.parse(await readFile(path.join(home, "pg-symlinks.json"), "utf8")) as { target: string }[];
    const [first] = links.map(({ target }) => path.join(home, "..", target)) as [string];
    await rm(first);
    await Promise.all([findBinaries(), findBinaries()]);
    for (const { target } of links) await access(path.join(home, "..", target));
  });

  it("are missed with advice", async () => {
    await expect(findBinaries("plan9", "pdp11")).rejects.toThrow(/plan9-pdp11.*Set DATABASE_URL/);
  });
});
