/** What a fresh clone needs before it can run: packages and a build, with one line for each on the terminal. */

import { build } from "./build.mjs";
import { install } from "./install.mjs";

const isTerminal = process.stderr.isTTY === true;
const isColoured = isTerminal && !process.env.NO_COLOR;
const CLEAR_LINE = "\r\x1b[2K";
const green = (text) => (isColoured ? `\x1b[32m${text}\x1b[39m` : text);
const dim = (text) => (isColoured ? `\x1b[2m${text}\x1b[22m` : text);

/** Installs and builds what is missing. Ends the process with the reason if it cannot. */
export async function prepare() {
  try {
    await step(install, "Installing packages from the lock file", "Installed packages");
    await step(build, "Building", "Built");
  } catch (error) {
    process.stderr.write(isTerminal ? CLEAR_LINE : "");
    console.error(error.message);
    process.exit(1);
  }
}

/** On a terminal the second line replaces the first. */
async function step(work, doing, done) {
  const started = performance.now();
  const didWork = await work({ onStart: () => process.stderr.write(`  ${doing} …${isTerminal ? "" : "\n"}`) });
  if (!didWork) return;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(`${isTerminal ? CLEAR_LINE : ""}${green("✓")} ${done} ${dim(`${seconds} s`)}\n`);
}
