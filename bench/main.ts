/**
 * `npm run bench`: the figures that Jobhub stands by, side by side in one run. `npm run bench -- patch` runs one part, and
 * `npm run bench -- lists --jobs 10000000` that one with more jobs than usual.
 */

import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { benchCelery } from "./celery.ts";
import { benchDashboard } from "./dashboard.ts";
import { benchJobs } from "./jobs.ts";
import { benchLists } from "./lists.ts";
import { benchPatch } from "./patch.ts";

const USAGE = `npm run bench -- [PART …] [--jobs N] [--data DIR]
Parts: patch, jobs, celery, lists, dashboard; all of them if none is named.
--jobs  how many jobs the tables of lists and dashboard have
--data  where the database of lists or dashboard is kept, to be used again`;

const { values, positionals: asked } = readArguments();
const size = { ...values, jobs: values.jobs === undefined ? undefined : Number(values.jobs) };
const PARTS: Record<string, () => Promise<string>> = {
  patch: benchPatch,
  jobs: benchJobs,
  celery: benchCelery,
  lists: () => benchLists(size),
  dashboard: () => benchDashboard(size),
};

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}: there are ${Object.keys(PARTS).join(", ")}.`);
  process.exit(2);
}
if (values.jobs !== undefined && !(Number(values.jobs) >= 1)) {
  console.error("--jobs must be a number, such as 10000000.");
  process.exit(2);
}
console.log(`Node ${process.version}, ${cpus().length} cores`);
for (const [name, run] of Object.entries(PARTS)) {
  if (asked.length === 0 || asked.includes(name)) console.log(`\n${await run()}`);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { jobs: { type: "string" }, data: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}
