/** What the manager reads from its environment. */

import { BROKER_SPEC, type BrokerConfig, brokerConfig, virtualHostOf } from "../broker/config.ts";
import { ConfigError, dataDir, host, makeValidator, port, readConfig, str, whole } from "../service/config.ts";
import type { MailConfig } from "./mail/mailer.ts";
import { GUESSES } from "./throttles/guesses.ts";
import { THROTTLE_LIMITS, type ThrottleLimits } from "./throttles/throttles.ts";

const smtpUrl = makeValidator<string>((input) => {
  if (URL.canParse(input) && /^smtps?:$/.test(new URL(input).protocol) && new URL(input).hostname !== "") return input;
  throw new Error("must be the address of an SMTP server, such as smtp://user:password@mail.example:587");
});

const origin = makeValidator<string>((input) => {
  if (URL.canParse(input) && /^https?:$/.test(new URL(input).protocol) && /^\/?$/.test(new URL(input).pathname)) {
    return new URL(input).origin;
  }
  throw new Error("must be an address without a path, such as https://jobs.example");
});

/** Whom to believe where a request comes from: the last so many proxies. */
const hops = makeValidator<number>((input) => {
  const text = String(input).toLowerCase();
  if (text === "true" || text === "yes" || text === "on") return 1;
  if (text === "false" || text === "no" || text === "off") return 0;
  if (/^\d$/.test(text)) return Number(text);
  throw new Error("must be true, false, or how many proxies there are");
});

const limit = whole(0, 1_000_000_000);

const SPEC = {
  JOBHUB_HOST: host({ default: "127.0.0.1", desc: "Address to listen on." }),
  JOBHUB_PORT: port({ default: 8000, desc: "Port to listen on; 0 for any free one." }),
  ...BROKER_SPEC,
  DATABASE_URL: str({ desc: "Give the address of a PostgreSQL database, or use `jobhub up`, which brings its own." }),
  JOBHUB_SMTP_URL: smtpUrl({ default: "", desc: "Address of the SMTP server that sends mail; default none is sent." }),
  JOBHUB_PUBLIC_URL: origin({
    default: "",
    desc: "Address of this hub for people, in invites; default the one that their sender uses.",
  }),
  JOBHUB_MAIL_FROM: str({ default: "", desc: "Who mail comes from: an address, or `Name <address>`." }),
  JOBHUB_TRUST_PROXY: hops({
    default: 0,
    desc: "Whether X-Forwarded-* headers come from a proxy of ours; a number, if there are several, one behind the other.",
  }),
  JOBHUB_REQUESTS_PER_USER: limit({
    default: THROTTLE_LIMITS.user,
    desc: "Most requests of one user in a minute; 0 for any number.",
  }),
  JOBHUB_JOB_REQUESTS_PER_USER: limit({
    default: THROTTLE_LIMITS.userJob,
    desc: "The same of requests that read one job, or connect to it.",
  }),
  JOBHUB_REQUESTS_PER_ADDRESS: limit({
    default: THROTTLE_LIMITS.anonymous,
    desc: "Most requests in a minute from one address that are not signed in; 0 for any number.",
  }),
  JOBHUB_JOB_REQUESTS_PER_ADDRESS: limit({
    default: THROTTLE_LIMITS.anonymousJob,
    desc: "The same of requests that read one job, or connect to it, with its key.",
  }),
  JOBHUB_INVITES_PER_USER: limit({
    default: THROTTLE_LIMITS.invites,
    desc: "Most invites of one user in an hour; 0 for any number.",
  }),
  JOBHUB_WRONG_PASSWORDS: whole(
    1,
    1_000_000,
  )({
    default: GUESSES,
    desc: "Most wrong passwords of one user in ten minutes; from one address, five times as many wrong passwords, codes and keys.",
  }),
  JOBHUB_SESSION_HOURS: whole(
    1,
    100_000,
  )({
    default: 14 * 24,
    desc: "How long a browser stays signed in from when it was used last, in hours.",
  }),
};

/** Largest body: holds 10,000 jobs of more than a kilobyte each. */
const BODY_LIMIT_BYTES = 16 * 2 ** 20;

export interface ManagerConfig {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly brokerConfig: BrokerConfig;
  readonly virtualHost: string | null;
  /** How many proxies of ours requests come through. */
  readonly trustProxy: number;
  readonly throttles: ThrottleLimits;
  readonly guesses: number;
  readonly sessionMs: number;
  readonly mail: MailConfig | null;
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly bodyLimit: number;
}

/** @throws {ConfigError} that names every variable at fault. */
export function readManagerConfig(env: NodeJS.ProcessEnv = process.env): ManagerConfig {
  const read = readConfig(SPEC, env);
  return Object.freeze({
    host: read.JOBHUB_HOST,
    port: read.JOBHUB_PORT,
    databaseUrl: read.DATABASE_URL,
    brokerConfig: brokerConfig(read),
    virtualHost: virtualHostOf(brokerConfig(read)),
    trustProxy: read.JOBHUB_TRUST_PROXY,
    throttles: {
      user: read.JOBHUB_REQUESTS_PER_USER,
      userJob: read.JOBHUB_JOB_REQUESTS_PER_USER,
      anonymous: read.JOBHUB_REQUESTS_PER_ADDRESS,
      anonymousJob: read.JOBHUB_JOB_REQUESTS_PER_ADDRESS,
      invites: read.JOBHUB_INVITES_PER_USER,
    },
    guesses: read.JOBHUB_WRONG_PASSWORDS,
    sessionMs: read.JOBHUB_SESSION_HOURS * 3_600_000,
    mail: mailConfig(read.JOBHUB_SMTP_URL, read.JOBHUB_MAIL_FROM),
    publicUrl: read.JOBHUB_PUBLIC_URL || null,
    dataDir: dataDir(env),
    bodyLimit: BODY_LIMIT_BYTES,
  });
}

function mailConfig(smtpUrl: string, from: string): MailConfig | null {
  if (smtpUrl === "") return null;
  if (from.includes("@")) return { smtpUrl, from };
  throw new ConfigError("JOBHUB_MAIL_FROM must be an address, or `Name <address>`, where JOBHUB_SMTP_URL is set.");
}
