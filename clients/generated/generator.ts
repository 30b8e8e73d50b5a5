/** Makes clients as they were made years ago. Needs Java and the npm registry. */

import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The last that npm has whole, and the one that JobsApi.md was written by: later packages fetch theirs from elsewhere. */
const GENERATOR = "@openapitools/openapi-generator-cli@1.0.18-5.0.0-beta2";

/**
 * Writes a client into a folder.
 * @param document OpenAPI
 * @param language what the generator calls it, such as `python`
 */
export async function generateClient(
  document: unknown,
  language: string,
  into: string,
  more: readonly string[] = [],
): Promise<void> {
  const schema = path.join(into, "schema.json");
  await mkdir(into, { recursive: true });
  await writeFile(schema, JSON.stringify(document));
  const options = ["-i", schema, "-g", language, "-o", into, ...more];
  await run("npx", ["--yes", `--package=${GENERATOR}`, "openapi-generator", "generate", ...options], { maxBuffer: 2 ** 26 });
}
