/** The code of each method, loaded in the thread that needs it. */

import type { Method } from "./method.ts";
import type { MethodName } from "./registry.ts";

export const LOAD: Record<MethodName, () => Promise<Method>> = {
  convert: async () => (await import("./convert.ts")).convert,
  sleep: async () => (await import("./sleep.ts")).sleep,
};
