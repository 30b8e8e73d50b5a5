import { type Logger, pino } from "pino";

export type { Logger } from "pino";

/** JSON lines on stdout, `name` in each. The level comes from `JOBHUB_LOG_LEVEL`, default `info`. */
export function createLogger(name: string, level = process.env.JOBHUB_LOG_LEVEL || "info"): Logger {
  return pino({ name, level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime });
}
