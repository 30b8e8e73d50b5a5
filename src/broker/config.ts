/** What every part that uses the broker reads from its environment, so that they all say the same of it. */

import { ConfigError, makeValidator, str } from "../service/config.ts";

/** An address with one of these schemes, or nothing. */
function address(...schemes: string[]) {
  return makeValidator<string>((input) => {
    if (input === "" || (URL.canParse(input) && schemes.includes(new URL(input).protocol))) return input;
    throw new Error(`must be an address with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`);
  });
}

export const BROKER_SPEC = {
  BROKER_URL: str({ default: "", desc: "Address of the broker, postgres:// or amqp://; default that of the database." }),
  DATABASE_URL: str({ default: "" }),
  /** RabbitMQ's management API, with user and password. */
  BROKER_MANAGEMENT_URL: address("http:", "https:")({ default: "" }),
  /** Where tasks of Celery go that follow others and name no queue: as `task_default_queue` of its clients. */
  BROKER_DEFAULT_QUEUE: str({ default: "celery" }),
  /** Redis that workers and clients of Celery keep results in. */
  RESULT_URL: address("redis:", "rediss:")({ default: "" }),
};

export interface BrokerConfig {
  readonly defaultQueue: string;
  readonly url: string;
  readonly managementUrl: string | null;
  readonly resultUrl: string | null;
}

type BrokerVariables = Readonly<Record<keyof typeof BROKER_SPEC, string>>;

/** @throws {ConfigError} if there is no address at all. */
export function brokerConfig(read: BrokerVariables): BrokerConfig {
  const url = read.BROKER_URL || read.DATABASE_URL;
  if (!url) {
    throw new ConfigError("BROKER_URL is not set: give the address of the broker (or DATABASE_URL, if it is the same)");
  }
  const { BROKER_DEFAULT_QUEUE: defaultQueue } = read;
  return { url, defaultQueue, managementUrl: read.BROKER_MANAGEMENT_URL || null, resultUrl: read.RESULT_URL || null };
}

/** RabbitMQ's virtual host that an address names; null on PostgreSQL. */
export function virtualHostOf({ url }: Pick<BrokerConfig, "url">): string | null {
  return /^amqps?:/.test(url) ? decodeURIComponent(new URL(url).pathname.slice(1)) || "/" : null;
}
