/** The overseer as a process of its own. */

import { createLogger } from "../service/log.ts";
import { runService } from "../service/run.ts";
import { readOverseerConfig } from "./config.ts";
import { Overseer } from "./overseer.ts";

const log = createLogger("overseer");
await runService(new Overseer({ config: readOverseerConfig, log }), log);
