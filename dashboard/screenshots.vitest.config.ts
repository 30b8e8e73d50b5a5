import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["dashboard/screenshots.ts"],
    globalSetup: ["src/database/testing.setup.ts"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
