/** The embedded database as a process of its own, for `jobhub up`. Tells its supervisor the address. */

import { dataDir } from "../service/config.ts";
import { createLogger } from "../service/log.ts";
import { runService } from "../service/run.ts";
import { EmbeddedService } from "./embedded.service.ts";

const log = createLogger("database");
await runService(new EmbeddedService({ dataDir, log }), log);
