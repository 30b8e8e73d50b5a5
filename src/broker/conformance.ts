/** What every transport of the broker promises, as tests. Each transport has a test file that calls `testBroker`. */

import { afterEach, beforeEach, describe } from "vitest";
import type { Broker } from "./broker.ts";
import type { Lack, TestTransport } from "./conformance/context.ts";
import { testControl } from "./conformance/control.ts";
import { testEvents } from "./conformance/events.ts";
import { testBadDays } from "./conformance/faults.ts";
import { testLost } from "./conformance/lost.ts";
import { testQueues } from "./conformance/queues.ts";
import { testRelease } from "./conformance/release.ts";
import { testRevoke } from "./conformance/revoke.ts";
import { testTasks } from "./conformance/tasks.ts";

export type { TestBroker, TestTransport } from "./conformance/context.ts";

/** @param lacks what the broker behind the transport cannot do, as `Broker` allows: what that is about has no test. */
export function testBroker(name: string, openTransport: () => Promise<TestTransport>, lacks: readonly Lack[] = []): void {
  describe(`broker on ${name}`, () => {
    let transport: TestTransport;
    let broker: Broker;

    beforeEach(async () => {
      transport = await openTransport();
      broker = transport.open().broker;
      await broker.start();
    });
    afterEach(() => transport.close());

    const context = {
      lacks,
      get transport() {
        return transport;
      },
      get broker() {
        return broker;
      },
    };
    describe("tasks", () => testTasks(context));
    describe("queues", () => testQueues(context));
    describe("remote control", () => testControl(context));
    describe("events", () => testEvents(context));
    describe("release", () => testRelease(context));
    describe("revoke", () => testRevoke(context));
    describe("lost workers", () => testLost(context));
    describe("bad days", () => testBadDays(context));
  });
}
