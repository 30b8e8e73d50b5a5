/** The hub: what the routes and services work on. */

import type { Broker } from "../broker/broker.ts";
import type { SecretKey } from "../core/secrets.ts";
import type { Database } from "../database/connect.ts";
import type { Logger } from "../service/log.ts";
import type { Access } from "./access/access.service.ts";
import type { OpenRequests } from "./access/open-requests.ts";
import type { ConnectLimits } from "./connect/limits.ts";
import type { Metrics } from "./http/metrics.ts";
import type { MailConfig, Mailer } from "./mail/mailer.ts";
import type { Guesses } from "./throttles/guesses.ts";
import type { ThrottleLimits, Throttles } from "./throttles/throttles.ts";

export interface Hub {
  readonly database: Database;
  readonly broker: Broker;
  readonly config: HubConfig;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly access: Access;
  readonly guesses: Guesses;
  readonly throttles: Throttles;
  readonly openRequests: OpenRequests;
  /** Null if no mail can be sent. */
  readonly mailer: Mailer | null;
  /** The time in milliseconds since the epoch. */
  readonly now: () => number;
}

export interface HubConfig {
  readonly secretKey: SecretKey;
  /** Largest body in bytes. */
  readonly bodyLimit: number;
  /** RabbitMQ's virtual host that the hub itself uses: its workers are the hub's own. Null (the default) where there is none. */
  readonly virtualHost?: string | null;
  /** How many proxies of ours requests come through, whose `X-Forwarded-*` headers are believed; true for any number. Default none. */
  readonly trustProxy?: boolean | number;
  /** How long a browser's session lasts from when it was used last. Default 14 days. */
  readonly sessionMs?: number;
  /** Requests in a minute, where they differ from the usual ones. */
  readonly throttles?: Partial<ThrottleLimits>;
  /** Wrong guesses of one user's password in ten minutes. Default 20. */
  readonly guesses?: number;
  /** How often it is checked who may stay, of requests that stay open. Default 5,000. */
  readonly checkMs?: number;
  /** Of connections to jobs' servers, where they differ from the usual ones. */
  readonly connect?: Partial<ConnectLimits>;
  /** Where the files of projects lie, on this machine. Default nowhere. */
  readonly dataDir?: string;
  /** Origin that people know this hub by. Default the one of each request, which whoever sends it can make up. */
  readonly publicUrl?: string | null;
  /** How mail goes out. Default not at all. */
  readonly mail?: MailConfig | null;
}

declare module "fastify" {
  interface FastifyInstance {
    readonly hub: Hub;
  }
}
