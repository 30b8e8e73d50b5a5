import { AMQPError, Connection } from "rabbitmq-client";
import type { Logger } from "../../service/log.ts";

export interface ConnectionParts {
  readonly url: string;
  /** How RabbitMQ names the connection to people. */
  readonly name: string;
  /** Time of silence after which either end takes the other one for dead. */
  readonly leaseMs: number;
  readonly log: Logger;
}

/** How long a request waits for a connection before it fails. */
const PATIENCE_MS = 5_000;
/** The largest frame that RabbitMQ takes. All headers of a message must fit in one. */
const FRAME_BYTES = 131_072;

/** A connection that is made anew whenever it breaks. */
export function openConnection({ url, name, leaseMs, log }: ConnectionParts): Connection {
  const connection = new Connection({
    url,
    connectionName: name,
    // Else small messages wait for one another: 40 ms a task.
    noDelay: true,
    frameMax: FRAME_BYTES,
    heartbeat: Math.max(1, Math.round(leaseMs / 2_000)),
    acquireTimeout: PATIENCE_MS,
    connectionTimeout: PATIENCE_MS,
    retryLow: 100,
    retryHigh: 2_000,
  });
  let isAway = false;
  connection.on("error", (error) => {
    isAway = true;
    log.warn({ err: error, connection: name }, "RabbitMQ is away; trying until it is back");
  });
  connection.on("connection", () => {
    if (isAway) log.info({ connection: name }, "RabbitMQ is back");
    isAway = false;
  });
  connection.on("connection.blocked", (reason) =>
    log.warn({ reason }, "RabbitMQ is short of memory or disk: it takes no messages"),
  );
  connection.on("connection.unblocked", () => log.info("RabbitMQ takes messages again"));
  return connection;
}

/** Refusals that stay the same however often one tries. */
const LASTING: readonly string[] = ["PRECONDITION_FAILED", "ACCESS_REFUSED", "NOT_ALLOWED", "NOT_FOUND", "RESOURCE_LOCKED"];

/** Whether an error means that the broker is away, and the same will work when it is back. */
export function isAway(error: unknown): boolean {
  if (error instanceof AMQPError) return !LASTING.includes(error.code);
  const { code = "" } = error as NodeJS.ErrnoException;
  return ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENOTFOUND", "EAI_AGAIN"].includes(code);
}

export function isRefused(error: unknown, why: "PRECONDITION_FAILED" | "NOT_FOUND"): boolean {
  return error instanceof AMQPError && error.code === why;
}
