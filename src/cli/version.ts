import { createRequire } from "node:module";

/** Of this program, as it lies in dist/. */
export function version(): string {
  return createRequire(import.meta.url)("../../../package.json").version;
}
