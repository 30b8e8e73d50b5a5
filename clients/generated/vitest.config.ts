import { defineConfig } from "vitest/config";

/** `npm run test:generated`: apart from the other tests, since they fetch a generator and need Java and Python. */
export default defineConfig({
  test: {
    include: ["clients/generated/*/*.check.ts"],
    globalSetup: ["src/database/testing.setup.ts"],
    // Two that fetch the generator at once would be in each other's way.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
