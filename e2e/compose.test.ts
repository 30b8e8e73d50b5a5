/** compose.yaml and what it needs: without Docker, as far as they can be had without it. */

import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { addServices } from "../src/cli/commands/services.ts";
import { readManagerConfig } from "../src/manager/config.ts";
import { readOverseerConfig } from "../src/overseer/config.ts";
import { readWorkerConfig } from "../src/worker/config.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

interface ComposeService {
  readonly image: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: { readonly replicas: number };
  readonly stop_grace_period?: string;
}

let dir: string;
let compose: Compose;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "jobhub-compose-"));
  compose = parse(await readFile(path.join(ROOT, "compose.yaml"), "utf8"), { merge: true });
  makeSecrets();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const makeSecrets = () => execFileSync(path.join(ROOT, "deploy/secrets.sh"), [dir]);
const secret = (name: string) => readFile(path.join(dir, name), "utf8");
const service = (name: string): ComposeService => compose.services[name] ?? { image: "" };

/** As the part would see it, with the secrets where they were made for this test. */
function environment(name: string): NodeJS.ProcessEnv {
  const given = Object.entries(service(name).environment ?? {});
  return Object.fromEntries([...given, ["JOBHUB_DATA", dir]].map(([key, value = ""]) => [key, value.replace("/secrets", dir)]));
}

describe("passwords", () => {
  it("are made once, and are the same for both ends", async () => {
    const before = await secret("broker-url");
    makeSecrets();
    const [broker, database] = [new URL(await secret("broker-url")), new URL(await secret("database-url"))];
    expect(broker.href).toBe(before);
    expect(broker.password).toMatch(/^[\w-]{32}$/);
    expect(database.password).toBe(await secret("database-password"));
    expect(await secret("rabbitmq.conf")).toContain(`default_pass = ${broker.password}\n`);
    expect(new URL(await secret("broker-management-url")).password).toBe(broker.password);
    expect([database.hostname, broker.hostname]).toEqual(["database", "broker"]);
  });
});

describe("services", () => {
  it("are the whole hub, with two workers", () => {
    expect(Object.keys(compose.services).sort()).toEqual(["broker", "database", "manager", "overseer", "secrets", "worker"]);
    expect(service("worker").deploy?.replicas).toBe(2);
  });

  it("run programs that are there", async () => {
    const program = new Command();
    addServices(program);
    for (const part of ["manager", "overseer", "worker"]) {
      expect(program.commands.map((command) => command.name())).toContain(service(part).command?.[0]);
    }
    const [script = ""] = service("secrets").entrypoint ?? [];
    expect((await stat(path.join(ROOT, script.replace("/app/", "")))).mode & 0o111).not.toBe(0);
  });

  it("have settings that their parts take", async () => {
    const manager = readManagerConfig(environment("manager"));
    expect(manager).toMatchObject({ host: "0.0.0.0", port: 8000, databaseUrl: await secret("database-url") });
    const [overseer, worker] = [
      await readOverseerConfig(environment("overseer")),
      await readWorkerConfig(environment("worker")),
    ];
    const broker = { url: await secret("broker-url"), managementUrl: await secret("broker-management-url") };
    for (const { brokerConfig } of [manager, overseer, worker]) expect(brokerConfig).toMatchObject(broker);
    expect(overseer).toMatchObject({ hubUrl: "http://manager:8000", metrics: { port: 9100 } });
    expect(Number.parseInt(service("worker").stop_grace_period ?? "", 10) * 1000).toBeGreaterThan(worker.drainMs);
  });

  it.each(["manager", "overseer", "worker"])("have no setting that nobody reads: %s", async (part) => {
    const files = [`${part}/config.ts`, "broker/config.ts"].map((file) => readFile(path.join(ROOT, "src", file), "utf8"));
    const known = (await Promise.all(files)).join("");
    for (const name of Object.keys(service(part).environment ?? {})) expect(known).toContain(name.replace(/_FILE$/, ""));
  });

  it("wait for what they need, and mount what is declared", () => {
    for (const { volumes = [], depends_on = {} } of Object.values(compose.services)) {
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(":")[0]);
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const isChecked = service(name).healthcheck !== undefined;
        expect(condition).toBe(isChecked ? "service_healthy" : "service_completed_successfully");
      }
    }
  });

  it("are asked for their health by code that runs", () => {
    for (const part of ["manager", "overseer"]) {
      const [, program = "", flag, code = ""] = service(part).healthcheck?.test ?? [];
      expect([program, flag]).toEqual(["node", "-e"]);
      // Nobody listens there in a test.
      const unreachable = code.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:9");
      expect(() => execFileSync(process.execPath, ["-e", unreachable], { stdio: "ignore" })).toThrow();
      execFileSync(process.execPath, ["-e", code.replace(/http:[^']*/, "data:,well")]);
    }
  });
});

describe("the image", () => {
  it("is built from files that are there and that reach the builder, and does not run as root", async () => {
    const dockerfile = await readFile(path.join(ROOT, "Dockerfile"), "utf8");
    const ignored = (await readFile(path.join(ROOT, ".dockerignore"), "utf8"))
      .split("\n")
      .filter((line) => /^[\w.]/.test(line));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = ""]) => files.split(" "));
    expect(copied).toContain("package-lock.json");
    for (const file of copied) {
      await expect(stat(path.join(ROOT, file))).resolves.toBeTruthy();
      expect(ignored.some((one) => file === one || file.startsWith(`${one}/`))).toBe(false);
    }
    const user = /^USER (\S+)$/m.exec(dockerfile);
    expect(user?.[1]).toBe("node");
    expect(dockerfile.indexOf("ENTRYPOINT")).toBeGreaterThan(user?.index ?? Number.POSITIVE_INFINITY);
  });
});
