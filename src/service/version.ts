import { readFileSync } from "node:fs";
import path from "node:path";

/** Version of Jobhub, from the package.json nearest to this file: it lies deeper in dist/ than in the sources. */
export const VERSION = readVersion(import.meta.dirname);

function readVersion(dir: string): string {
  try {
    return JSON.parse(readFileSync(path.join(dir, "package.json"), "utf8")).version;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || path.dirname(dir) === dir) throw error;
    return readVersion(path.dirname(dir));
  }
}
