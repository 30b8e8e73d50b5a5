import { afterEach, describe, expect, it } from "vitest";
import type { QueueDepth } from "../broker/broker.ts";
import type { Event } from "../core/event.ts";
import { Gauges } from "./gauges.ts";
import { quiet } from "./testing.ts";

let depths: () => Promise<QueueDepth[]> = async () => [];
let gauges: Gauges;

async function served(): Promise<string> {
  gauges = new Gauges({ broker: { depths: () => depths() }, log: quiet, port: 0 });
  await gauges.start();
  return await read();
}

const read = async () => await (await fetch(gauges.address ?? "")).text();

afterEach(() => gauges.stop());

describe("Gauges", () => {
  it("shows the queues as they are now, and none of those that are gone", async () => {
    depths = async () => [
      { queue: "default", waiting: 30, claimed: 4, consumers: 2, oldestSeconds: 1.5 },
      { queue: "alone", waiting: 3, claimed: 0, consumers: 0, oldestSeconds: 9 },
      { queue: "idle", waiting: 0, claimed: 0, consumers: 0, oldestSeconds: null },
    ];
    const text = await served();
    for (const line of [
      'jobhub_queue_length{queue="default"} 30',
      'jobhub_queue_claimed{queue="default"} 4',
      'jobhub_queue_workers{queue="default"} 2',
      'jobhub_queue_length_per_worker{queue="default"} 15',
      'jobhub_queue_length_per_worker{queue="alone"} +Inf',
      'jobhub_queue_length_per_worker{queue="idle"} 0',
      'jobhub_queue_oldest_seconds{queue="default"} 1.5',
      'jobhub_queue_oldest_seconds{queue="idle"} 0',
    ]) {
      expect(text.split("\n")).toContain(line);
    }
    depths = async () => [];
    expect(await read()).not.toContain('queue="default"');
  });

  it("counts its own work, also while the broker is away", async () => {
    depths = () => Promise.reject(new Error("no database"));
    await served();
    const events = [{ type: "task-started" }, { type: "task-started" }, { type: "custom-1" }] as Event[];
    gauges.batch(events)("recorded");
    gauges.batch(events)("again");
    gauges.setAside(2);
    const text = await read();
    expect(text).toContain('jobhub_overseer_events_total{type="task-started"} 2');
    expect(text).toContain('jobhub_overseer_events_total{type="other"} 1');
    expect(text).toContain("jobhub_overseer_set_aside_total 2");
    expect(text).toContain("jobhub_overseer_batch_events_sum 6");
    expect(text).toContain('jobhub_overseer_delivery_seconds_count{outcome="again"} 1');
  });

  it("serves nothing without a port, and fails on one that is taken", async () => {
    await served();
    const port = Number(new URL(gauges.address ?? "").port);
    const second = new Gauges({ broker: { depths }, log: quiet, port });
    await expect(second.start()).rejects.toMatchObject({ code: "EADDRINUSE" });
    await second.stop();
    const none = new Gauges({ broker: { depths }, log: quiet });
    await none.start();
    expect(none.address).toBeNull();
    await none.stop();
    expect((await fetch((gauges.address ?? "").replace("metrics", "other"))).status).toBe(404);
  });
});
