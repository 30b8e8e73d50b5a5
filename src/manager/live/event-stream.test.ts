import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { beforeEach, describe, expect, it } from "vitest";
import { EventStream, eventText } from "./event-stream.ts";

/** A client that takes what it is sent, until told otherwise. */
class FakeResponse extends EventEmitter {
  written: string[] = [];
  keepsUp = true;
  destroyed = false;
  writableEnded = false;
  writeHead() {}
  write(text: string): boolean {
    this.written.push(text);
    return this.keepsUp;
  }
  end() {
    this.writableEnded = true;
  }
  destroy() {
    this.destroyed = true;
  }
}

const RESET = eventText("reset");
let response: FakeResponse;
let now: number;
let stream: EventStream;
beforeEach(() => {
  response = new FakeResponse();
  now = 0;
  stream = new EventStream(response as unknown as ServerResponse, () => now);
});

describe("EventStream", () => {
  it("drops what a slow client cannot take, and tells it so when it can", () => {
    response.keepsUp = false;
    for (const text of ["a", "b", "c"]) stream.send(text);
    expect(response.written).toEqual(["a"]);
    response.keepsUp = true;
    response.emit("drain");
    stream.send("d");
    expect(response.written).toEqual(["a", RESET, "d"]);
  });

  it("says nothing to a client that was slow and missed nothing", () => {
    response.keepsUp = false;
    stream.send("a");
    response.keepsUp = true;
    response.emit("drain");
    stream.send("b");
    expect(response.written).toEqual(["a", "b"]);
  });

  it("sends a reset in place of what is too long", () => {
    stream.send("x".repeat(5 * 2 ** 20));
    expect(response.written).toEqual([RESET]);
  });

  it("beats, but not into the ears of who lags, and ends who lags for too long", () => {
    stream.beat(10);
    expect(response.written).toEqual([":\n\n"]);
    response.keepsUp = false;
    stream.send("a");
    now = 10;
    stream.beat(10);
    expect([response.written.length, response.destroyed]).toEqual([2, false]);
    now = 11;
    stream.beat(10);
    expect(response.destroyed).toBe(true);
    stream.send("b");
    expect(response.written.length).toBe(2);
  });

  it("survives a connection that breaks, and an end that came first", () => {
    response.emit("error", new Error("broken"));
    stream.end();
    stream.send("a");
    expect(response.written).toEqual([]);
  });
});
