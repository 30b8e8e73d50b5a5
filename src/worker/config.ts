/** What a worker reads from its environment. */

import os from "node:os";
import { BROKER_SPEC, type BrokerConfig, brokerConfig } from "../broker/config.ts";
import type { SecretKey } from "../core/secrets.ts";
import { DEFAULT_QUEUE } from "../core/task.ts";
import { dataDir, makeValidator, names, readConfig, whole } from "../service/config.ts";
import { hubSecretKey } from "../service/key.ts";
import { nodeName } from "./sender.ts";

export interface WorkerConfig {
  readonly brokerConfig: BrokerConfig;
  readonly secretKey: SecretKey;
  /** Node name, `name@host`. */
  readonly hostname: string;
  readonly queues: readonly string[];
  readonly concurrency: number;
  readonly memoryMb: number;
  readonly drainMs: number;
  readonly dataDir: string;
}

const MAX_NAME = 40;
const name = makeValidator<string>((input) => {
  if (input.length <= MAX_NAME && /^[\w.-]+$/.test(input)) return input;
  throw new Error(`"${input}" is not a name of up to ${MAX_NAME} letters, digits, dots, dashes and underscores`);
});

const SPEC = {
  ...BROKER_SPEC,
  /** First part of the node name; each worker of a host needs its own. Default `worker-` and the process id. */
  JOBHUB_WORKER_NAME: name({ default: `worker-${process.pid}` }),
  JOBHUB_QUEUES: names({ default: Object.freeze([DEFAULT_QUEUE]) }),
  /** Jobs at once. */
  JOBHUB_CONCURRENCY: whole(1, 256)({ default: Math.min(os.availableParallelism(), 256) }),
  /** JavaScript heap of one job, in megabytes. */
  JOBHUB_JOB_MEMORY_MB: whole(32, 65_536)({ default: 512 }),
  /** How long running jobs may take to end when the worker is told to stop. Then they go back to their queues. */
  JOBHUB_DRAIN_SECONDS: whole(0, 86_400)({ default: 30 }),
};

/** @throws {ConfigError} that names the variable at fault. */
export async function readWorkerConfig(env: NodeJS.ProcessEnv = process.env): Promise<WorkerConfig> {
  const read = readConfig(SPEC, env);
  const dir = dataDir(env);
  return {
    brokerConfig: brokerConfig(read),
    secretKey: await hubSecretKey(dir, env),
    hostname: nodeName(read.JOBHUB_WORKER_NAME),
    queues: read.JOBHUB_QUEUES,
    concurrency: read.JOBHUB_CONCURRENCY,
    memoryMb: read.JOBHUB_JOB_MEMORY_MB,
    drainMs: read.JOBHUB_DRAIN_SECONDS * 1000,
    dataDir: dir,
  };
}
