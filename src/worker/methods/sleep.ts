import { setTimeout as wait } from "node:timers/promises";
import { JobFailure, type Method } from "./method.ts";
import type { ParamsOf } from "./registry.ts";

/** Waits `seconds` for `repeat` times; at repetition `fail` it fails. */
export const sleep: Method<ParamsOf<"sleep">> = async (context, { seconds = 1, repeat = 1, fail }) => {
  for (let repetition = 1; repetition <= repeat; repetition += 1) {
    context.log("info", `Repetition ${repetition} of ${repeat}: ${seconds} s.`);
    if (repetition === fail) throw new JobFailure("SleepFailed", `Failed at repetition ${repetition}, as it was asked to.`);
    if (seconds > 0) await wait(seconds * 1000, undefined, { signal: context.signal });
    if (repeat > 1) context.progress({ done: repetition, total: repeat });
  }
  return null;
};
