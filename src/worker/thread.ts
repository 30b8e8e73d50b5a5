/** What a thread of the pool runs. */

import { runJob } from "./job-thread.ts";
import { LOAD } from "./methods/load.ts";
import type { ThreadJob, ThreadResult } from "./protocol.ts";

export default (job: ThreadJob): Promise<ThreadResult> => runJob(LOAD, job);
