/** A thread for tests: the worker's own methods, and some that misbehave. */

import { stat, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { runJob } from "./job-thread.ts";
import { LOAD } from "./methods/load.ts";
import { JobFailure, type Method } from "./methods/method.ts";
import type { ThreadJob, ThreadResult } from "./protocol.ts";

interface Params {
  readonly seconds?: number;
  readonly lines?: number;
  readonly code?: number;
  readonly file?: string;
}

const METHODS: Record<string, Method<Params>> = {
  nothing: async () => null,
  echo: async (_, params) => ({ ...params }),

  /** Keeps the processor, deaf to everything, for some seconds. */
  spin: async (context, { seconds = 1 }) => {
    context.log("info", "spinning");
    const until = performance.now() + seconds * 1000;
    while (performance.now() < until);
    return "spun";
  },

  /** Waits without heeding the signal. */
  stubborn: async (context, { seconds = 60 }) => {
    context.log("info", "I stay");
    await wait(seconds * 1000);
    return null;
  },

  /** Says a last word when it is stopped. */
  polite: async (context) => {
    context.log("info", "here");
    await wait(60_000, undefined, { signal: context.signal }).catch(() => context.log("info", "bye"));
    return null;
  },

  /** Stays the first time, and ends the second time. */
  once: async (context, { file = "" }) => {
    if (await stat(file).catch(() => null)) return "again";
    await writeFile(file, "");
    context.log("info", "first");
    await wait(60_000);
    return null;
  },

  /** Leaves a file when it ends. */
  marker: async (context, { seconds = 1, file = "" }) => {
    context.log("info", "first");
    await wait(seconds * 1000);
    context.log("info", "last");
    await writeFile(file, "");
    return null;
  },

  chatter: async (context, { lines = 1_000 }) => {
    for (let i = 0; i < lines; i += 1) context.log("info", `line ${i}`);
    context.progress(1);
    return null;
  },

  exit: async (context, { code = 3 }) => {
    context.log("info", "last words");
    process.exit(code);
  },

  hog: async (context) => {
    context.log("info", "hungry");
    const eaten: number[][] = [];
    for (;;) eaten.push(new Array(100_000).fill(eaten.length));
  },

  uncaught: async () => {
    setTimeout(() => {
      throw new RangeError("nobody caught this");
    }, 5);
    await wait(60_000);
    return null;
  },

  unclonable: async () => (() => 1) as never,
  notJson: async () => 1n as never,
  retire: async (context) => {
    context.log("info", "my last job");
    context.retire();
    return "done";
  },
  /** Tells the secret. */
  leak: async (context) => {
    context.log("info", `the token is ${context.secrets.token}`);
    throw new JobFailure("Leaked", `it was ${context.secrets.token}`);
  },
};

const load = Object.fromEntries(Object.entries(METHODS).map(([name, method]) => [name, async () => method as Method]));

export default (job: ThreadJob): Promise<ThreadResult> => runJob({ ...LOAD, ...load }, job);
