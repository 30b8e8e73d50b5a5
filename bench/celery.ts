/**
 * The hub on RabbitMQ beside Celery by itself, on the same broker in the same run: with our worker, and with Celery's. Needs
 * Debian's rabbitmq-server and python3-celery.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { AnswerError, type NewJob } from "../clients/typescript/src/client.ts";
import { CELERY, CeleryApp } from "../src/broker/amqp/testing.celery.ts";
import { untilPrinted } from "../src/broker/amqp/testing.process.ts";
import { RABBITMQ, startRabbit } from "../src/broker/amqp/testing.ts";
import { finish, type Hub, measureLatency, median, quantile, rate, startHub, submitBulk, TINY } from "./hub.ts";
import { ms, table, times, whole } from "./table.ts";

/** Of Celery's worker, which takes its time, and of ours. */
const THEIR_TASKS = 1_000;
const OUR_TASKS = 5_000;
const LATENCY_TASKS = 100;
/** Each measure is taken so often, in turn, and its median told: the machine has other things to do, too. */
const ROUNDS = 3;
const EMPTY: NewJob = { method: "empty" };

/** Celery's worker sends no events unless it is told to, which is quicker. */
const APP = `
app.conf.worker_send_task_events = False

@app.task(name="empty")
def empty(**context):
    return None

def rate(count):
    start = time.time()
    for result in [empty.apply_async(queue="alone") for _ in range(count)]:
        result.get(timeout=120)
    return count / (time.time() - start)

def latencies(count):
    waits = []
    for _ in range(count):
        start = time.time()
        empty.apply_async(queue="alone").get(timeout=60, interval=0.001)
        waits.append((time.time() - start) * 1000)
    return sorted(waits)
`;

export async function benchCelery(): Promise<string> {
  const missing = [RABBITMQ, CELERY].filter(({ there }) => !there()).map(({ install }) => install);
  if (missing.length > 0) throw new Error(`The benchmark beside Celery needs: apt-get install ${missing.join(" ")}`);
  const rabbit = await startRabbit();
  const host = await rabbit.createHost();
  const celery = new CeleryApp({ brokerUrl: host.url, code: APP });
  await celery.open();
  const hub = await startHub({ BROKER_URL: host.url });
  try {
    await Promise.all([startWorker(celery, "alone"), startWorker(celery, "python", "--task-events")]);
    await untilRuns(hub.client, EMPTY);
    return await measure(hub.client, celery);
  } finally {
    await hub.stop();
    await celery.close();
    await rabbit.stop();
  }
}

async function startWorker(celery: CeleryApp, queue: string, ...options: string[]): Promise<void> {
  const worker = celery.watch(
    "worker",
    "-n",
    `${queue}@bench`,
    "-Q",
    queue,
    "--concurrency",
    "2",
    "--loglevel",
    "INFO",
    ...options,
  );
  await untilPrinted(worker, " ready.");
}

/** Once the hub knows that a worker has the method. */
async function untilRuns(client: Hub, job: NewJob): Promise<void> {
  for (;;) {
    try {
      await submitBulk(client, 100, job);
      return await finish(client);
    } catch (error) {
      if (!(error instanceof AnswerError && error.status === 400)) throw error;
      await sleep(200);
    }
  }
}

async function measure(client: Hub, celery: CeleryApp): Promise<string> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const alone: number[] = [];
  await submitBulk(client, 1_000, TINY);
  await finish(client);
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(Number(await celery.run(`print(rate(${THEIR_TASKS}))`)));
    ours.push(await rate(client, OUR_TASKS, (hub, count) => submitBulk(hub, count, TINY)));
    theirs.push(await rate(client, THEIR_TASKS, (hub, count) => submitBulk(hub, count, EMPTY)));
  }
  const base = median(alone);
  const row = (name: string, count: number, all: readonly number[]) => [
    name,
    whole(count),
    whole(median(all)),
    times(median(all) / base),
  ];
  const rates = [
    ["from submit to known result, on RabbitMQ", "tasks", "tasks/s", "Celery"],
    row("Celery: its client, worker and rpc:// results", THEIR_TASKS, alone),
    row("Jobhub with its worker, recorded", OUR_TASKS, ours),
    row("Jobhub with Celery's worker, recorded", THEIR_TASKS, theirs),
  ];
  return `${table(rates)}\n\n${table(await latencies(client, celery))}`;
}

async function latencies(client: Hub, celery: CeleryApp): Promise<string[][]> {
  const there = (await celery.run(`print(json.dumps(latencies(${LATENCY_TASKS})))`)) as number[];
  const row = (name: string, waits: readonly number[]) => [
    name,
    whole(LATENCY_TASKS),
    ms(quantile(waits, 0.5)),
    ms(quantile(waits, 0.99)),
  ];
  return [
    ["one at a time", "tasks", "p50", "p99"],
    row("Celery: sent to result", there),
    row("Jobhub with its worker: created to began", await measureLatency(client, LATENCY_TASKS)),
  ];
}
