import type { SecretKey } from "../core/secrets.ts";
import { connect, type Database } from "../database/connect.ts";
import { ConfigError } from "../service/config.ts";
import { createLogger, type Logger } from "../service/log.ts";
import { AmqpBroker } from "./amqp/broker.ts";
import { RedisResults } from "./amqp/result-store.redis.ts";
import type { Broker } from "./broker.ts";
import { PostgresBroker } from "./postgres/broker.ts";

export interface OpenBrokerOptions {
  /** `postgres:` for the transport that needs nothing else, `amqp:` or `amqps:` for RabbitMQ. */
  readonly url: string;
  /** Seals the secrets of tasks on PostgreSQL; the same for all who publish and consume. */
  readonly secretKey: SecretKey;
  /** The record's database, where the broker shares it: `publish` and `revoke` can then be part of its transactions. */
  readonly database?: Database;
  /** How long a worker may be silent until its tasks go to others. Default 6,000. */
  readonly leaseMs?: number;
  /** RabbitMQ's management API, `http://user:password@host:15672`, to count all queues; without it only known ones are. */
  readonly managementUrl?: string | null;
  /** Where tasks of Celery go that follow others and name no queue. Default `celery`. */
  readonly defaultQueue?: string;
  /** Redis that clients and workers of Celery keep results in, where the broker is RabbitMQ: `redis://host:6379/0`. */
  readonly resultUrl?: string | null;
  readonly log?: Logger;
}

/** @throws {ConfigError} if no transport speaks the address. */
export function openBroker({
  url,
  secretKey,
  database,
  leaseMs = 6_000,
  managementUrl = null,
  resultUrl = null,
  defaultQueue = "celery",
  log = createLogger("broker"),
}: OpenBrokerOptions): Broker {
  const scheme = URL.canParse(url) ? new URL(url).protocol : "";
  if (scheme === "amqp:" || scheme === "amqps:") {
    const results = resultUrl === null ? null : new RedisResults(resultUrl, log);
    return new AmqpBroker({ url, managementUrl, results, defaultQueue, leaseMs, log });
  }
  if (scheme !== "postgres:" && scheme !== "postgresql:") {
    throw new ConfigError(
      `BROKER_URL: an address with postgres:// or amqp:// was expected${scheme ? `, not with ${scheme}//` : ""}`,
    );
  }
  const own = () => connect({ url, name: "jobhub broker" });
  return new PostgresBroker({ database: database ?? own(), shared: database !== undefined, secretKey, leaseMs, log });
}
