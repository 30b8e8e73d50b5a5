import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { JobReader } from "../jobs/jobs.reader.ts";
import { buildJobsHub, type JobsHub } from "../jobs/jobs.testing.ts";
import { EventStream, eventText } from "./event-stream.ts";
import { LiveFeed } from "./live.feed.ts";

let hub: JobsHub;
beforeAll(async () => {
  hub = await buildJobsHub();
});
afterAll(() => hub.close());

/** A response that keeps what is written, and tells of it. */
class FakeResponse extends EventEmitter {
  readonly written: string[] = [];
  writableEnded = false;
  destroyed = false;
  writeHead() {}
  write(text: string): boolean {
    this.written.push(text);
    this.emit("written");
    return true;
  }
  end() {
    this.writableEnded = true;
    this.emit("ended");
  }
}

function watcher(response: FakeResponse, now = Date.now) {
  const stream = new EventStream(response as unknown as ServerResponse, now);
  return () => ({ project: hub.project.id, job: null, key: null, origin: "http://hub", stream });
}

const hubOf = (now: () => number) => ({ database: hub.database, log: hub.app.hub.log, now });

describe("LiveFeed", () => {
  it("beats, and lets no one watch forever", async () => {
    let now = 0;
    const feed = new LiveFeed(
      hubOf(() => now),
      new JobReader(hub.app.hub),
      { heartbeatMs: 5, longestWatchMs: 1_000 },
    );
    await feed.start();
    await feed.start();
    const response = new FakeResponse();
    const leave = await feed.watch("somebody", watcher(response));
    await new Promise((resolve) => response.once("written", resolve));
    expect(response.written).toContain(":\n\n");
    const ended = new Promise((resolve) => response.once("ended", resolve));
    now = 1_001;
    await ended;
    leave();
    leave();
    await feed.stop();
    await feed.stop();
  });

  it("has so many streams for one caller, and more when some have ended", async () => {
    const feed = new LiveFeed(hubOf(Date.now), new JobReader(hub.app.hub), { mostPerCaller: 2 });
    const watch = (caller: string) => feed.watch(caller, watcher(new FakeResponse()));
    const [leave] = [await watch("one"), await watch("one")];
    await expect(watch("one")).rejects.toMatchObject({ status: 429 });
    await expect(watch("another")).resolves.toBeTypeOf("function");
    leave();
    await expect(watch("one")).resolves.toBeTypeOf("function");
    await expect(watch("one")).rejects.toMatchObject({ status: 429 });
    await feed.stop();
  });

  it("ends all streams when it stops", async () => {
    const feed = new LiveFeed(hubOf(Date.now), new JobReader(hub.app.hub));
    await feed.start();
    const responses = [new FakeResponse(), new FakeResponse()];
    for (const response of responses) await feed.watch("somebody", watcher(response));
    await feed.stop();
    expect(responses.map(({ writableEnded }) => writableEnded)).toEqual([true, true]);
  });

  it("tells its watchers to read again when it cannot read for them", async () => {
    const failing = new Proxy(hub.database, {
      get: (target, name) =>
        name === "query" ? () => Promise.reject(new Error("gone")) : Reflect.get(target, name).bind(target),
    });
    const feed = new LiveFeed({ ...hubOf(Date.now), database: failing }, new JobReader(hub.app.hub));
    const response = new FakeResponse();
    const leave = await feed.watch("somebody", watcher(response));
    const told = new Promise((resolve) => response.once("written", resolve));
    const id = await hub.insertJob();
    await hub.call("PATCH", `/api/jobs/${id}/`, { as: hub.admin, body: { status: "RUNNING" } });
    await told;
    expect(response.written).toEqual([eventText("reset")]);
    leave();
    await feed.stop();
  });
});
