/** Runs in a thread of the pool: one job after the other, at most one at a time. */

import { BroadcastChannel, parentPort } from "node:worker_threads";
import { failureOf } from "./failure.ts";
import { LOAD } from "./methods/load.ts";
import type { Method, MethodContext } from "./methods/method.ts";
import {
  type Outcome,
  type ReportMessage,
  type RetireMessage,
  STOP_CHANNEL,
  type ThreadJob,
  type ThreadResult,
} from "./protocol.ts";
import { Reporter } from "./reporter.ts";
import { secretMask } from "./secret-mask.ts";

let current: { readonly run: number; readonly controller: AbortController } | null = null;

const stops = new BroadcastChannel(STOP_CHANNEL);
stops.unref();
stops.onmessage = (message) => {
  const { data: run } = message as { data?: unknown };
  if (current?.run === run) current?.controller.abort();
};

export default async function runJob(job: ThreadJob): Promise<ThreadResult> {
  const mask = secretMask(job.secrets);
  const reporter = new Reporter((report) => post({ run: job.run, report }), mask);
  const controller = new AbortController();
  let isRetired = false;
  const context: MethodContext = {
    log: (level, message) => reporter.log(level, message),
    progress: (progress) => reporter.progress(progress),
    urls: (urls) => reporter.urls(urls),
    signal: controller.signal,
    projectDir: job.projectDir,
    secrets: job.secrets,
    retire: () => {
      isRetired = true;
    },
  };
  current = { run: job.run, controller };
  const outcome = await outcomeOf(job, context, mask);
  current = null;
  const result = { outcome, ...reporter.end() };
  if (isRetired) await retire(job.run, result);
  return result;
}

async function outcomeOf(
  { method, params }: ThreadJob,
  context: MethodContext,
  mask: (text: string) => string,
): Promise<Outcome> {
  const began = performance.now();
  const runtime = () => Math.round(performance.now() - began) / 1000;
  try {
    const code = (await LOAD[method]()) as Method<object>;
    return { ok: true, result: (await code(context, params)) ?? null, runtime: runtime() };
  } catch (error) {
    return { ok: false, failure: failureOf(error, mask), runtime: runtime() };
  }
}

/** Never resolves: the pool ends this thread, and starts another. */
function retire(run: number, result: ThreadResult): Promise<never> {
  post({ run, result });
  return new Promise(() => setInterval(() => undefined, 60_000));
}

function post(message: ReportMessage | RetireMessage): void {
  parentPort?.postMessage(message);
}
