/** What is special to a node on RabbitMQ. */

import type { JsonObject } from "../../core/json.ts";
import { virtualHostOf } from "../config.ts";
import type { ControlMethods } from "../node.ts";
import type { Clock } from "./clock.ts";
import type { Revocations } from "./revocations.ts";

export interface PeerParts {
  readonly revocations: Revocations;
  readonly clock: Clock;
  readonly hostname: string;
}

/** For a node that only remembers what is cancelled. */
export function peerMethods({ revocations, clock, hostname }: PeerParts): ControlMethods {
  return {
    hello: ({ from_node: from, ...told }) => {
      if (from === hostname) return undefined;
      revocations.learn(told);
      return { ...revocations.tell(), clock: clock.tick() };
    },
  };
}

/** The broker's address as Celery's `stats` tell it. */
export function brokerFacts(url: string): JsonObject {
  const { hostname, port, username, protocol } = new URL(url);
  const isTls = protocol === "amqps:";
  return {
    hostname,
    userid: decodeURIComponent(username) || "guest",
    virtual_host: virtualHostOf({ url }),
    port: Number(port) || (isTls ? 5671 : 5672),
    transport: "amqp",
    ssl: isTls,
    heartbeat: 0,
    connect_timeout: 5,
  };
}
