import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { inspectDataset } from "../../src/dataset/inspect-dataset.ts";
import { loadTables } from "../../src/dataset/load-tables.ts";
import { openStore } from "../../src/store/store.ts";
import { communityHospital } from "./read-dataset.ts";

function makeSpoolFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "synth-load-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function openEmptyStore(allowedDirectories: readonly string[]) {
  const store = await openStore({ file: ":memory:", allowedDirectories, memoryLimitMb: 500, threads: 2 });
  onTestFinished(() => store.close());
  return store;
}

describe("the committed dataset", () => {
  it.each(["vendor-a", "vendor-b"])("loads with %s without a finding", async (engine) => {
    const engineTables = {
      codes: join(communityHospital, engine, "codes.csv"),
      responses: join(communityHospital, engine, "responses.csv"),
    };
    const spoolFolder = makeSpoolFolder();
    const store = await openEmptyStore([communityHospital, spoolFolder]);
    const { manifest, folder, warnings } = await inspectDataset(communityHospital, engineTables);
    const loaded = await loadTables(store, { manifest, folder, engineTables, spoolFolder });
    expect([...warnings, ...loaded.warnings]).toEqual([]);
    expect(loaded.rows).toMatchObject({ encounters: 1500, engine_responses: 1500 });
  });
});
