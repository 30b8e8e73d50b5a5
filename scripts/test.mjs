/**
 * `npm test`: lint, types, then every test. Arguments go to vitest: `npm test -- src/core`. Fails if a test was skipped
 * that nobody asked to skip, and ends with one plain line of counts.
 */

import "./node-version.mjs";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./build.mjs";
import { prepare } from "./prepare.mjs";

const args = process.argv.slice(2);
const asksForSome = args.some((arg) => arg === "-t" || arg.startsWith("--testNamePattern"));

await prepare();
run("biome", "node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]);
run("types", "node_modules/typescript/bin/tsc", ["--noEmit"]);
run("types of the dashboard", "node_modules/typescript/bin/tsc", ["--noEmit", "-p", "dashboard"]);
process.exitCode = test();

function run(name, script, scriptArgs) {
  const { status } = spawnSync(process.execPath, [join(ROOT, script), ...scriptArgs], { cwd: ROOT, stdio: "inherit" });
  if (status === 0) return;
  console.error(`\n${name}: failed`);
  process.exit(status ?? 1);
}

function test() {
  const folder = mkdtempSync(join(tmpdir(), "jobhub-test-"));
  try {
    const report = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const vitest = [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", ...reporters, ...args];
    const { status } = spawnSync(process.execPath, vitest, { cwd: ROOT, stdio: "inherit" });
    const counts = countTests(JSON.parse(readFileSync(report, "utf8")));
    console.log(`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ""}`);
    return verdict(status, counts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that could not be loaded has no tests, and counts as one that failed. */
function countTests({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const unloaded = testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloaded.length,
    skipped: numPendingTests + numTodoTests,
  };
}

function verdict(status, { passed, failed, skipped }) {
  if (skipped > 0 && !asksForSome) console.error("Skipped tests count as failed: mend or remove them.");
  const isGood = status === 0 && failed === 0 && passed > 0 && (skipped === 0 || asksForSome);
  return isGood ? 0 : status || 1;
}
