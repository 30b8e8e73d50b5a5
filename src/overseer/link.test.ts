import { describe, expect, it } from "vitest";
import { AnswerError, ConnectionError } from "../../clients/typescript/src/client.ts";
import { type LinkOptions, ManagerLink } from "./link.ts";
import { listeningLog } from "./testing.ts";

const SOON = { firstMs: 2, mostMs: 4 };
const away = new ConnectionError("no connection");
const answer = (status: number, retryAfterMs: number | null = null) =>
  new AnswerError({ status, message: `HTTP ${status}`, errors: [], retryAfterMs, fromHub: true });

function setUp(options: Partial<LinkOptions> = {}) {
  const { log, told } = listeningLog();
  const link = new ManagerLink({ log, away: SOON, refusing: SOON, ...options });
  const fail = (error: unknown) => link.run(() => Promise.reject(error)).catch((thrown: unknown) => thrown);
  return { link, told, fail };
}

describe("ManagerLink", () => {
  it("says once that the manager went, and once that it is back", async () => {
    const { link, told, fail } = setUp();
    for (let i = 0; i < 4; i++) expect(await fail(i % 2 ? away : answer(503))).toBeInstanceOf(Error);
    expect(link.isUp).toBe(false);
    expect(await link.run(async () => "done")).toBe("done");
    expect(link.isUp).toBe(true);
    expect(told.map(({ level }) => level)).toEqual(["warn", "info"]);
  });

  it("is loud about a manager that refuses, and reads the token again before each try", async () => {
    let renewed = 0;
    const { told, fail } = setUp({
      renew: async () => {
        renewed += 1;
      },
    });
    await fail(away);
    for (let i = 0; i < 3; i++) await fail(answer(401));
    expect(told.map(({ level }) => level)).toEqual(["warn", "error"]);
    expect(told[1]?.message).toContain("JOBHUB_URL");
    expect(renewed).toBe(2);
  });

  it("waits as long as the manager asks, all requests together", async () => {
    const { link, fail } = setUp();
    await fail(answer(503, 60));
    const asked = performance.now();
    await Promise.all([1, 2].map(() => link.run(async () => {})));
    expect(performance.now() - asked).toBeGreaterThan(50);
  });

  it("makes the pause longer once for all that fail together", async () => {
    const { link, fail } = setUp({ away: { firstMs: 40, mostMs: 10_000, random: () => 1 } });
    await Promise.all(Array.from({ length: 10 }, () => fail(away)));
    const asked = performance.now();
    await link.run(async () => {});
    expect(performance.now() - asked).toBeLessThan(5_000);
  });

  it("ends all waiting when it stops, and lets what is under way end", async () => {
    const { link, fail } = setUp({ away: { firstMs: 60_000, mostMs: 60_000 } });
    let finish: (value: string) => void = () => {};
    const inHand = link.run(() => new Promise<string>((resolve) => (finish = resolve)));
    await Promise.resolve();
    await fail(away);
    const waiting = link.run(async () => "never");
    link.stop();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    finish("done");
    expect(await inHand).toBe("done");
  });
});
