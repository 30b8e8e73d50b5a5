import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { ReadyMessage } from "../../service/run.ts";
import { Part, StartError } from "./part.ts";

const READY = `process.send({ type: "ready", pid: process.pid });`;
const LEAVES = `process.on("SIGTERM", () => process.exit(0)); process.on("disconnect", () => process.exit(0));`;

let folder: string;
let part: Part;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "jobhub-part-"));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => part.stop({ graceMs: 0, hardMs: 0 }));

/** A part whose program is `source`. `ready()` resolves with its next readiness. */
async function makePart(name: string, source: string) {
  const program = path.join(folder, `${name}.mjs`);
  await writeFile(program, source);
  const lines: string[] = [];
  let onReady: (message: ReadyMessage) => void = () => {};
  part = new Part({
    name,
    program,
    env: process.env,
    settings: () => ({}),
    log: pino({ level: "silent" }),
    onLine: (text) => lines.push(text),
    onReady: (message) => onReady(message),
  });
  const ready = () =>
    new Promise<ReadyMessage>((resolve) => {
      onReady = resolve;
    });
  return { lines, ready };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("is started once it says so, and its lines are passed on", async () => {
  const { lines } = await makePart("good", `console.log("hello"); ${LEAVES} ${READY}`);
  await part.start();
  await part.stop({ graceMs: 5_000, hardMs: 0 });
  expect(lines).toEqual(["hello"]);
  expect(part.pid).toBeNull();
});

test("a part that ends before it was ready is not tried again: its last error says why", async () => {
  await makePart("bad", `console.log('{"level":60,"msg":"listen EADDRINUSE"}'); process.exit(1);`);
  await expect(part.start()).rejects.toEqual(new StartError("bad", "listen EADDRINUSE"));
  await makePart("thrown", `throw new TypeError("no such thing");`);
  await expect(part.start()).rejects.toThrow("TypeError: no such thing");
  await makePart("silent", "process.exit(3);");
  await expect(part.start()).rejects.toThrow("ended with code 3 before it was ready");
});

test("a part that dies is started again", async () => {
  const { ready } = await makePart("mortal", `${LEAVES} ${READY} setInterval(() => {}, 1000);`);
  await part.start();
  const next = ready();
  process.kill(Number(part.pid), "SIGKILL");
  expect((await next).pid).toBe(part.pid);
});

test("a part that was told to stop is not started again, also while it waits for its next start", async () => {
  await makePart("stopped", `${LEAVES} ${READY} setInterval(() => {}, 1000);`);
  await part.start();
  const first = Number(part.pid);
  process.kill(first, "SIGKILL");
  while (part.pid !== null) await new Promise((resolve) => setImmediate(resolve));
  await part.stop({ graceMs: 1_000, hardMs: 0 });
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(part.pid).toBeNull();
});

test("the second signal comes when the first does not help, and then the end", async () => {
  const { lines } = await makePart(
    "stubborn",
    `process.on("SIGTERM", () => console.log("no")); ${READY} setInterval(() => {}, 1000);`,
  );
  await part.start();
  const pid = Number(part.pid);
  await part.stop({ graceMs: 2_000, hardMs: 2_000 });
  expect(isAlive(pid)).toBe(false);
  expect(lines).toEqual(["no", "no"]);
});

test("a part is in a process group of its own, where Ctrl-C does not reach it", async () => {
  const { lines } = await makePart(
    "grouped",
    `process.on("SIGINT", () => console.log("reached")); ${LEAVES} ${READY} setInterval(() => {}, 1000);`,
  );
  await part.start();
  const pid = Number(part.pid);
  expect(() => process.kill(-pid, 0)).not.toThrow();
  await part.stop({ graceMs: 5_000, hardMs: 0 });
  expect(lines).toEqual([]);
});

test("stopping twice, or before the start, does nothing", async () => {
  await makePart("never", READY);
  await part.stop({ graceMs: 0, hardMs: 0 });
  await part.stop({ graceMs: 0, hardMs: 0 });
  await expect(part.start()).rejects.toThrow("told to stop");
});
