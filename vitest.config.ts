import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "clients/**/*.test.ts", "e2e/**/*.test.ts", "dashboard/**/*.test.ts"],
    globalSetup: ["src/database/testing.setup.ts"],
    // Machines of tests are busy: what waits for something waits long, and ends at once when it is there.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
