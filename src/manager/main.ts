/** The manager as a program: `jobhub manager`, and what `jobhub up` starts. */

import { createLogger } from "../service/log.ts";
import { runService } from "../service/run.ts";
import { Manager } from "./manager.ts";

const log = createLogger("manager");
await runService(new Manager({ log }), log);
