import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/bench/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ["test/cli/build-once.ts"],
    pool: "forks",
    maxWorkers: 2,
  },
});
