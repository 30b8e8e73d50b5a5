/** Runs the jobs of a thread: one after the other, at most one at a time. */

import { BroadcastChannel, parentPort } from "node:worker_threads";
import { failureOf } from "./failure.ts";
import { JobFailure, type Method, type MethodContext } from "./methods/method.ts";
import {
  type Outcome,
  type ReportMessage,
  type RetireMessage,
  STOP_CHANNEL,
  type ThreadJob,
  type ThreadResult,
} from "./protocol.ts";
import { Reporter } from "./reporter.ts";
import { type Mask, secretMask } from "./secret-mask.ts";

let current: Stoppable | null = null;

/** Made before anyone asks for the signal, it would be most of the cost of a tiny job. */
class Stoppable {
  readonly run: number;
  #controller: AbortController | undefined;

  constructor(run: number) {
    this.run = run;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  stop(): void {
    void this.signal;
    this.#controller?.abort();
  }
}

const stops = new BroadcastChannel(STOP_CHANNEL);
stops.unref();
stops.onmessage = (message) => {
  const { data: run } = message as { data?: unknown };
  if (current?.run === run) current?.stop();
};

/** Where the code of methods is loaded from, by their names. */
export type Load = Readonly<Record<string, () => Promise<Method>>>;

export async function runJob(load: Load, job: ThreadJob): Promise<ThreadResult> {
  const mask = secretMask(job.secrets);
  const reporter = new Reporter((report) => post({ run: job.run, report }), mask);
  const stoppable = new Stoppable(job.run);
  let isRetired = false;
  const context: MethodContext = {
    log: (level, message) => reporter.log(level, message),
    progress: (progress) => reporter.progress(progress),
    urls: (urls) => reporter.urls(urls),
    get signal() {
      return stoppable.signal;
    },
    projectDir: job.projectDir,
    secrets: job.secrets,
    retire: () => {
      isRetired = true;
    },
  };
  current = stoppable;
  const outcome = await outcomeOf(load, job, context, mask);
  current = null;
  const result = { outcome, ...reporter.end() };
  if (isRetired) await retire(job.run, result);
  return result;
}

async function outcomeOf(load: Load, { method, params }: ThreadJob, context: MethodContext, mask: Mask): Promise<Outcome> {
  const began = performance.now();
  const runtime = () => Math.round(performance.now() - began) / 1000;
  try {
    const code = (await load[method]?.()) as Method<object> | undefined;
    if (!code) throw new JobFailure("NotRegistered", `There is no code for the method ${JSON.stringify(method)}.`);
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
