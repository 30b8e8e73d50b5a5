/** The worker as a program: `jobhub worker`, and what `jobhub up` starts. */

import { createLogger } from "../service/log.ts";
import { runService } from "../service/run.ts";
import { readWorkerConfig } from "./config.ts";
import { WorkerService } from "./service.ts";

const log = createLogger("worker");
await runService(new WorkerService({ config: readWorkerConfig, log }), log);
