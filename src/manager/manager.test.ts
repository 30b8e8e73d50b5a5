import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../database/testing.ts";
import { readText } from "../service/files.ts";
import { createLogger } from "../service/log.ts";
import { readManagerConfig } from "./config.ts";
import { Manager } from "./manager.ts";
import { THROTTLE_LIMITS } from "./throttles/throttles.ts";

let test: TestDatabase;
let dir: string;
const managers: Manager[] = [];
beforeEach(async () => {
  test = await createTestDatabase();
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-manager-"));
});
afterEach(async () => {
  await Promise.all(managers.splice(0).map((manager) => manager.stop()));
  await test.drop();
  await rm(dir, { recursive: true });
});

function manager(env: NodeJS.ProcessEnv = {}): Manager {
  const made = new Manager({
    log: createLogger("test", "silent"),
    env: { DATABASE_URL: test.url, JOBHUB_DATA: dir, JOBHUB_PORT: "0", ...env },
  });
  managers.push(made);
  return made;
}

describe("the manager", () => {
  it("migrates, sets up and listens; stops for good; and both may come twice", async () => {
    const one = manager();
    await Promise.all([one.start(), one.start()]);
    const { url } = one.facts() as { url: string };
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const token = await readText(path.join(dir, "admin-token"));
    const reply = await fetch(`${url}/api/users/me/`, { headers: { authorization: `Token ${token}` } });
    expect([reply.status, await reply.json()]).toMatchObject([200, { username: "admin", isStaff: true }]);
    await Promise.all([one.stop(), one.stop()]);
    await expect(fetch(`${url}/api/status/`)).rejects.toThrow();
  });

  it("says which port is taken and how to choose another", async () => {
    const one = manager();
    await one.start();
    const { port } = one.facts() as { port: number };
    const two = manager({ JOBHUB_PORT: String(port) });
    await expect(two.start()).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is taken (EADDRINUSE): choose another with --port or JOBHUB_PORT.`,
    );
    await two.stop();
  });

  it("starts although another one does at the same time", async () => {
    const both = [manager(), manager()];
    await Promise.all(both.map((one) => one.start()));
    expect(new Set(both.map((one) => (one.facts() as { port: number }).port)).size).toBe(2);
  });

  it("waits for a database that is away, and comes up when it is there", async () => {
    const door = await Door.open(test.url);
    door.refuses = true;
    const one = manager({ DATABASE_URL: door.url });
    const started = one.start();
    await door.refused;
    door.refuses = false;
    await started;
    expect((await fetch(`${(one.facts() as { url: string }).url}/api/status/`)).status).toBe(200);
    await one.stop();
    await door.close();
  });

  it("can be stopped while it waits", async () => {
    const door = await Door.open(test.url);
    door.refuses = true;
    const one = manager({ DATABASE_URL: door.url });
    const started = one.start();
    started.catch(() => undefined);
    await door.refused;
    await one.stop();
    await expect(started).rejects.toThrow();
    await door.close();
  });

  it("answers 503 while the database is away, and recovers by itself", async () => {
    const door = await Door.open(test.url);
    const one = manager({ DATABASE_URL: door.url });
    await one.start();
    const status = async () => fetch(`${(one.facts() as { url: string }).url}/api/status/`);
    expect((await status()).status).toBe(200);
    door.refuses = true;
    door.breakAll();
    await expect.poll(async () => (await status()).status, { timeout: 5_000 }).toBe(503);
    const away = await status();
    expect([away.headers.get("retry-after"), await away.json()]).toEqual([
      "2",
      { message: "The database is away. Try again soon." },
    ]);
    door.refuses = false;
    await expect.poll(async () => (await status()).status, { timeout: 10_000 }).toBe(200);
    await one.stop();
    await door.close();
  });
});

describe("its configuration", () => {
  it("names what is wrong", () => {
    expect(() => readManagerConfig({})).toThrow("DATABASE_URL is not set");
    expect(() => readManagerConfig({ DATABASE_URL: "postgres://x", JOBHUB_PORT: "high" })).toThrow("JOBHUB_PORT");
  });

  it("sends mail where it is told how, and from whom", () => {
    const mail = (smtpUrl: string, from: string) =>
      readManagerConfig({ DATABASE_URL: "postgres://x", JOBHUB_SMTP_URL: smtpUrl, JOBHUB_MAIL_FROM: from }).mail;
    const from = "Jobhub <hub@example.org>";
    expect(mail("smtps://u:p@mail.example:465", from)).toEqual({ smtpUrl: "smtps://u:p@mail.example:465", from });
    expect(mail("", from)).toBeNull();
    expect(() => mail("smtp://mail.example", "")).toThrow("JOBHUB_MAIL_FROM");
    expect(() => mail("smtp://mail.example", "Jobhub")).toThrow("JOBHUB_MAIL_FROM");
    for (const url of ["http://mail.example", "mail.example", "smtp://"])
      expect(() => mail(url, from)).toThrow("JOBHUB_SMTP_URL");
  });

  it("has an address for people, if it is told one", () => {
    const publicUrl = (url: string) => readManagerConfig({ DATABASE_URL: "postgres://x", JOBHUB_PUBLIC_URL: url }).publicUrl;
    expect(publicUrl("https://jobs.example/")).toBe("https://jobs.example");
    for (const url of ["jobs.example", "ftp://jobs.example", "https://jobs.example/hub"])
      expect(() => publicUrl(url)).toThrow("JOBHUB_PUBLIC_URL");
  });

  it("has defaults", () => {
    expect(readManagerConfig({ DATABASE_URL: "postgres://x", JOBHUB_DATA: "/hub" })).toEqual({
      host: "127.0.0.1",
      port: 8000,
      databaseUrl: "postgres://x",
      brokerConfig: { url: "postgres://x", defaultQueue: "celery", managementUrl: null, resultUrl: null },
      virtualHost: null,
      trustProxy: 0,
      throttles: THROTTLE_LIMITS,
      guesses: 20,
      sessionMs: 14 * 24 * 3_600_000,
      mail: null,
      publicUrl: null,
      dataDir: "/hub",
      bodyLimit: 16_777_216,
    });
  });
});

/** A way to the database that can be shut. */
class Door {
  refuses = false;
  readonly refused: Promise<void>;
  readonly #server: Server;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #tellRefused: () => void = () => {};

  private constructor(target: URL) {
    this.#target = target;
    this.refused = new Promise((resolve) => {
      this.#tellRefused = resolve;
    });
    this.#server = createServer((socket) => this.#pass(socket));
  }

  static async open(url: string): Promise<Door> {
    const door = new Door(new URL(url));
    await new Promise<void>((resolve) => door.#server.listen(0, "127.0.0.1", resolve));
    return door;
  }

  get url(): string {
    const url = new URL(this.#target);
    const bound = this.#server.address();
    url.host = `127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`;
    return url.href;
  }

  breakAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.breakAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(socket: Socket): void {
    socket.on("error", () => undefined);
    if (this.refuses) {
      socket.destroy();
      this.#tellRefused();
      return;
    }
    const inner = connect({ host: this.#target.hostname, port: Number(this.#target.port) });
    inner.on("error", () => undefined);
    for (const one of [socket, inner]) {
      this.#sockets.add(one);
      one.on("close", () => {
        this.#sockets.delete(one);
        socket.destroy();
        inner.destroy();
      });
    }
    socket.pipe(inner).pipe(socket);
  }
}
