import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "clients/**/*.test.ts", "e2e/**/*.test.ts", "dashboard/**/*.test.ts"],
    globalSetup: ["src/database/testing.setup.ts"],
    testTimeout: 15_000,
    hookTimeout: 30_000,
  },
});
