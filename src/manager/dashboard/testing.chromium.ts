/** Chromium for tests and benchmarks: that of the system, or the one at CHROMIUM_PATH. Playwright's own is never downloaded. */

import { accessSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PATHS = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Null where there is none. */
export function findChromium(): string | null {
  return PATHS.find((path) => path && isThere(path)) ?? null;
}

export function launchBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: findChromium() ?? "chromium",
    // Its sandbox does not work for root. The rest is for small /dev/shm, as containers have it.
    args: [...(isRoot ? ["--no-sandbox"] : []), "--disable-dev-shm-usage"],
  });
}

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
