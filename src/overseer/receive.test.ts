import { describe, expect, it } from "vitest";
import type { Event } from "../core/event.ts";
import { sort } from "./receive.ts";

const at = { hostname: "w@h", timestamp: 1 };

describe("sort", () => {
  it("tells jobs, workers, and what is of no use", () => {
    const events = [
      { type: "task-started", uuid: "1", ...at },
      { type: "worker-heartbeat", ...at },
      { type: "task-progress", uuid: "1", ...at },
      { type: "custom-thing", ...at },
      { type: "worker-unheard-of", ...at },
      { type: "task-sent", uuid: "c0ffee", ...at },
    ] as unknown as Event[];
    const { jobs, others, workers, refusals } = sort(events);
    expect(others.map(({ uuid }) => uuid)).toEqual(["c0ffee"]);
    expect(jobs.map(({ id, event }) => [id, event.type])).toEqual([[1, "task-started"]]);
    expect(workers.map(({ type }) => type)).toEqual(["worker-heartbeat"]);
    expect(refusals).toEqual([]);
  });

  it("refuses what makes no sense, and goes on", () => {
    const senseless = [null, 5, {}, { type: 7 }, { type: "task-started", uuid: "1", hostname: {}, timestamp: 1 }];
    const strange = { type: "task-started", uuid: "00", ...at };
    const events = [...senseless, strange, { type: "task-started", uuid: "1", ...at }] as unknown as Event[];
    const { jobs, refusals } = sort(events);
    expect(jobs).toHaveLength(1);
    expect(refusals.map(({ events: [event] }) => event)).toEqual([...senseless, strange]);
    expect(refusals.at(-1)?.reason).toContain("00 is the id of no task");
  });
});
