import { describe, expect, it } from "vitest";
import { safeAnswer, safeStats } from "./worker-answers.ts";

const BROKER = { hostname: "rabbit", userid: "lab", virtual_host: "acme", port: 5672, ssl: false, transport: "amqp" };

describe("what a worker of Celery says", () => {
  it("of the broker is told without passwords", () => {
    const told = {
      ...BROKER,
      password: "hidden",
      alternates: ["amqp://lab:hidden@rabbit2//"],
      transport_options: { sentinel_kwargs: { password: "hidden" } },
    };
    expect(safeStats({ pid: 7, broker: told })).toEqual({ pid: 7, broker: BROKER });
    expect(safeAnswer("stats", { pid: 7, broker: told })).toEqual({ pid: 7, broker: BROKER });
    expect(safeStats({ broker: { hostname: "mongodb://lab:hidden@there/jobs" } })).toEqual({
      broker: { hostname: "mongodb://there/jobs" },
    });
  });

  it("of tasks is told without their secrets and the keys of their jobs", () => {
    const task = { id: "5", args: [1], kwargs: { seconds: 1, secrets: { password: "hidden" }, key: "k" } };
    const safe = { id: "5", args: [1], kwargs: { seconds: 1 } };
    expect(safeAnswer("active", [task])).toEqual([safe]);
    expect(safeAnswer("reserved", [task])).toEqual([safe]);
    expect(safeAnswer("scheduled", [{ eta: null, request: task }])).toEqual([{ eta: null, request: safe }]);
  });

  it("is else told as it came", () => {
    for (const answer of [["a", "b"], [{ name: "gpu" }], [{ kwargs: "{'a': 1}" }], { timezone: "UTC" }, null, "ok", 5]) {
      expect(safeAnswer("conf", answer)).toEqual(answer);
    }
    expect(safeStats({ broker: null })).toEqual({ broker: null });
  });
});
