import { defineConfig } from "vitest/config";

/** `npm run test:python`: apart from the other tests, since it fetches a generator and needs Java and Python. */
export default defineConfig({
  test: {
    include: ["clients/python/*.check.ts"],
    globalSetup: ["src/database/testing.setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
