/** `npm run bench`: the figures that Jobhub stands by, side by side in one run. `npm run bench -- patch` runs one part. */

import { cpus } from "node:os";
import { benchJobs } from "./jobs.ts";
import { benchPatch } from "./patch.ts";

const PARTS: Record<string, () => Promise<string>> = { patch: benchPatch, jobs: benchJobs };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}: there are ${Object.keys(PARTS).join(", ")}.`);
  process.exit(2);
}
console.log(`Node ${process.version}, ${cpus().length} cores`);
for (const [name, run] of Object.entries(PARTS)) {
  if (asked.length === 0 || asked.includes(name)) console.log(`\n${await run()}`);
}
