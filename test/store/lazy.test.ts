import { createRequire } from "node:module";
import { expect, it } from "vitest";

it("importing the store does not load DuckDB", async () => {
  await import("../../src/store/store.ts");
  const require = createRequire(import.meta.url);
  const loaded = Object.keys(require.cache).filter((file) => file.includes("@duckdb"));
  expect(loaded).toEqual([]);
});
