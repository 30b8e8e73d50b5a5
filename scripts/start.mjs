/**
 * `npm start`: the whole hub, from a fresh clone. Installs and builds what is missing, then becomes `jobhub up` with
 * the arguments given. In this same process, and in place of npm's shell (`exec` in package.json), which a Ctrl-C would
 * end before the hub has stopped.
 */

import "./node-version.mjs";
import { pathToFileURL } from "node:url";
import { MAIN } from "./build.mjs";
import { prepare } from "./prepare.mjs";

await prepare();
process.argv.splice(1, 1, MAIN, "up");
await import(pathToFileURL(MAIN).href);
