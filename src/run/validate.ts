import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadScenario } from "../scenario/load-scenario.ts";
import { describeWarning, type Inspected, inspectInputs } from "./inputs.ts";
import { announce, type RunContext } from "./run-context.ts";
import { runFolder } from "./run-folder.ts";
import { warnOfGate } from "./warn-of-gate.ts";

/** What was found valid. `rows` are those of each table, null where rows were not checked. */
export interface ValidationOutcome {
  readonly scenario: string;
  readonly dataset: string;
  readonly warnings: readonly string[];
  readonly rows: Record<string, number> | null;
}

async function checkRows(inspected: Inspected): Promise<Record<string, number>> {
  const { openRunStore } = await import("./open-run-store.ts");
  const { loadTables } = await import("../dataset/load-tables.ts");
  const folder = runFolder(await mkdtemp(join(tmpdir(), "shadowbench-")));
  const store = await openRunStore(inspected, folder);
  try {
    const { manifest, folder: datasetFolder } = inspected.inspection;
    const request = { manifest, folder: datasetFolder, engineTables: inspected.engineTables };
    return (await loadTables(store, { ...request, spoolFolder: folder.spool })).rows;
  } finally {
    store.close();
    await rm(folder.path, { recursive: true, force: true });
  }
}

/**
 * Checks a scenario, its dataset's manifest, files and columns; with `data` every row too, which loads DuckDB.
 * Throws HarnessError with every problem and its place.
 */
export async function validateScenario(
  file: string,
  options: { readonly data?: boolean },
  context: RunContext,
): Promise<ValidationOutcome> {
  const loaded = await loadScenario(file);
  const now = context.clock.now();
  const inspected = await inspectInputs(loaded, now);
  const gateWarnings = await warnOfGate(loaded, now.toISOString().slice(0, 10));
  if (options.data) announce(context, "load");
  return {
    scenario: loaded.scenario.name,
    dataset: inspected.inspection.manifest.name,
    warnings: [...inspected.warnings, ...gateWarnings.map(describeWarning)],
    rows: options.data ? await checkRows(inspected) : null,
  };
}
