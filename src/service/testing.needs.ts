/** Programs that tests need beside Node. */

import { accessSync } from "node:fs";
import { describe, it } from "vitest";

/**
 * Tests that need programs which are not part of Node. Where one is missing they do not run and say so; under CI that is a
 * failure.
 */
export function describeWith(needs: readonly Need[], name: string, tests: () => void): void {
  const missing = needs.filter(({ there }) => !there()).map(({ install }) => install);
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  const message = `${name}: NOT TESTED, for want of: apt-get install ${[...new Set(missing)].join(" ")}`;
  if (!process.env.CI) console.warn(`\n*** ${message} ***\n`);
  describe(name, () => {
    if (process.env.CI) {
      it("has what it needs", () => {
        throw new Error(message);
      });
    } else it.skip(message, () => undefined);
  });
}

export interface Need {
  /** Debian packages. */
  readonly install: string;
  readonly there: () => boolean;
}

export function exists(file: string): boolean {
  try {
    accessSync(file);
    return true;
  } catch {
    return false;
  }
}
