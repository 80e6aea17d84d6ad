import { basename, resolve } from "node:path";
import { digestTable } from "../dataset/digest-table.ts";
import type { EngineTables } from "../dataset/inspect-dataset.ts";
import type { RunManifest } from "../domain/run-manifest.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";

/** Absolute paths of a recorded engine's tables; undefined for a live engine. */
export function engineTablesOf({ scenario, folder }: LoadedScenario): EngineTables | undefined {
  if (scenario.engine.kind !== "recorded") return undefined;
  const { codes, responses } = scenario.engine.tables;
  return {
    codes: resolve(folder, codes),
    responses: responses === undefined ? undefined : resolve(folder, responses),
  };
}

function filesReadByEngine({ scenario, folder }: LoadedScenario): readonly string[] {
  const { engine } = scenario;
  if (engine.kind === "module") return [resolve(folder, engine.path)];
  if (engine.kind !== "lexical" || engine.titles === undefined) return [];
  const titles = typeof engine.titles === "string" ? [engine.titles] : engine.titles;
  return titles.map((path) => resolve(folder, path));
}

/** Digests of the files an engine inside this program is made of: its module, or its tables of titles. */
export async function digestEngineFiles(loaded: LoadedScenario): Promise<RunManifest["code_tables"]> {
  return Promise.all(
    filesReadByEngine(loaded).map(async (file) => ({
      name: basename(file),
      sha256: (await digestTable(file)).sha256,
    })),
  );
}
