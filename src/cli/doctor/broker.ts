/** RabbitMQ, where the hub is on it. PostgreSQL as the broker is looked at as the database. */

import { Connection } from "rabbitmq-client";
import { bad, type Finding, good } from "./check.ts";
import { type ManagementFacts, type Queue, readManagement } from "./management.ts";
import { readGreeting } from "./rabbitmq.ts";

const NAME = "broker";
const PATIENCE_MS = 5_000;
/** Tasks with a due time start late or early by as much. */
const MOST_SECONDS_APART = 2;
const OF_THE_HUB = /^(jobhub\.|celeryev\.|amq\.)|\.celery\.pidbox$/;

/** Nothing, unless `BROKER_URL` is that of RabbitMQ. */
export async function checkBroker(env: NodeJS.ProcessEnv = process.env): Promise<Finding[]> {
  const { BROKER_URL = "", BROKER_MANAGEMENT_URL = "" } = env;
  if (!URL.canParse(BROKER_URL) || !/^amqps?:$/.test(new URL(BROKER_URL).protocol)) return [];
  const url = new URL(BROKER_URL);
  const broker = await checkServer(url);
  return broker.isGood
    ? [broker, CONSUMER_TIMEOUT, ...(await checkManagement(BROKER_MANAGEMENT_URL, virtualHostOf(url)))]
    : [broker];
}

/** RabbitMQ tells nobody what it is set to. */
const CONSUMER_TIMEOUT = good(
  "consumer timeout",
  "30 minutes, unless consumer_timeout is set: longer acks_late tasks need more",
);

async function checkServer(url: URL): Promise<Finding> {
  const address = `${url.hostname}${url.port && `:${url.port}`}`;
  let server: string;
  try {
    server = await readGreeting(url);
  } catch (error) {
    const advice = "Start RabbitMQ (`apt-get install rabbitmq-server`), or mend BROKER_URL. Jobs wait meanwhile.";
    return bad(NAME, `${address}: ${reasonOf(error)}`, advice);
  }
  const refusal = await signInFailure(url);
  if (refusal === null) return good(NAME, `${server} at ${address}`);
  const advice = "Make the user and the virtual host (`rabbitmqctl add_user`, `set_permissions`), or mend BROKER_URL.";
  return bad(NAME, `${server} at ${address} does not let us in: ${refusal}`, advice);
}

async function signInFailure(url: URL): Promise<string | null> {
  const connection = new Connection({
    url: url.href,
    connectionTimeout: PATIENCE_MS,
    acquireTimeout: PATIENCE_MS,
    retryLow: 60_000,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once("connection", resolve);
      connection.once("error", reject);
    });
    return null;
  } catch (error) {
    return reasonOf(error);
  } finally {
    connection.on("error", () => undefined);
    await connection.close();
  }
}

async function checkManagement(address: string, virtualHost: string): Promise<Finding[]> {
  const name = "management";
  if (address === "") return [good(name, "not asked: set BROKER_MANAGEMENT_URL for alarms, priorities and clocks")];
  try {
    const facts = await readManagement(address, virtualHost);
    return [good(name, new URL(address).host), checkAlarms(facts), checkPriorities(facts.queues), checkClock(facts)];
  } catch (error) {
    const advice =
      "`rabbitmq-plugins enable rabbitmq_management`, and give the user the tag `monitoring`; or mend BROKER_MANAGEMENT_URL.";
    return [bad(name, `${new URL(address).host}: ${reasonOf(error)}`, advice)];
  }
}

function checkAlarms({ nodes }: ManagementFacts): Finding {
  const alarms = nodes.flatMap(({ name, mem_alarm, disk_free_alarm }) => [
    ...(mem_alarm ? [`${name} is short of memory`] : []),
    ...(disk_free_alarm ? [`${name} is short of disk`] : []),
  ]);
  if (alarms.length === 0) return good("alarms", "none");
  return bad("alarms", alarms.join(", "), "RabbitMQ takes no messages until there is more room. Jobs wait, and none is lost.");
}

function checkPriorities(queues: readonly Queue[]): Finding {
  const ours = queues.filter((queue) => !OF_THE_HUB.test(queue.name));
  const ranked = ours.filter((queue) => queue.arguments?.["x-max-priority"]);
  const names = ranked.map(({ name }) => name).join(", ");
  return good("priorities", ranked.length > 0 ? `in ${names}` : "in no queue: jobs start in the order in which they come");
}

function checkClock({ clockAhead }: ManagementFacts): Finding {
  const apart = `${Math.abs(clockAhead).toFixed(0)} s ${clockAhead > 0 ? "ahead of" : "behind"} this machine`;
  if (Math.abs(clockAhead) <= MOST_SECONDS_APART) return good("clock of broker", "as here");
  return bad("clock of broker", apart, "Let both take their time from a server (`systemctl enable --now systemd-timesyncd`).");
}

function virtualHostOf({ pathname }: URL): string {
  return decodeURIComponent(pathname.slice(1)) || "/";
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code && !message.includes(code) ? `${code}, ${message}` : message;
}
