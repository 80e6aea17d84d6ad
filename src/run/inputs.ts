import { createHash } from "node:crypto";
import { basename } from "node:path";
import { checkProvenance } from "../dataset/check-provenance.ts";
import { digestTable } from "../dataset/digest-table.ts";
import { type EngineTables, type Inspection, inspectDataset } from "../dataset/inspect-dataset.ts";
import type { RunManifest } from "../domain/run-manifest.ts";
import { formatPlace, type Problem } from "../errors.ts";
import { sendPolicy } from "../sandbox/send-policy.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { stageDigests } from "../scenario/stage-digests.ts";
import { checkColumns } from "./check-columns.ts";
import { checkNeeds } from "./check-needs.ts";
import { digestEngineFiles, engineTablesOf } from "./engine-tables.ts";

/** A scenario with its dataset opened and checked as far as that goes without reading rows. */
export interface Inspected {
  readonly loaded: LoadedScenario;
  readonly inspection: Inspection;
  readonly engineTables: EngineTables | undefined;
  readonly warnings: readonly string[];
}

/** The same with the digest of every file that decides a result. */
export interface Inputs extends Inspected {
  readonly tables: readonly TableDigest[];
  readonly engineFiles: RunManifest["code_tables"];
  /** Twelve digits that stand for everything that decides the answers. */
  readonly digest: string;
}

export type TableDigest = Omit<RunManifest["tables"][number], "rows">;

/** A warning in one line, its place before it and its hint in brackets behind. */
export function describeWarning({ message, where, hint }: Problem): string {
  const place = where === undefined ? "" : `${formatPlace(where)}: `;
  return `${place}${message}${hint === undefined ? "" : ` (${hint})`}`;
}

function warnOfDocuments({ loaded, inspection }: Pick<Inspected, "loaded" | "inspection">): string[] {
  const hasDocuments = inspection.tables.some(({ table }) => table === "documents");
  if (hasDocuments || loaded.scenario.engine.kind === "recorded") return [];
  return ["the dataset has no documents: an engine that reads text has nothing to read"];
}

/**
 * Opens the dataset of a scenario: provenance, files, columns, the scenario's columns against them, and what it sends.
 * Neither reads rows nor loads DuckDB.
 */
export async function inspectInputs(loaded: LoadedScenario, now: Date): Promise<Inspected> {
  const engineTables = engineTablesOf(loaded);
  const inspection = await inspectDataset(loaded.datasetFolder, engineTables);
  checkProvenance(inspection.manifest, now);
  checkColumns(loaded, inspection.encounterColumns);
  checkNeeds(loaded, inspection.tables.find(({ table }) => table === "encounters")?.columns ?? []);
  sendPolicy(loaded.scenario.send);
  const warnings = [
    ...[...loaded.warnings, ...inspection.warnings].map(describeWarning),
    ...warnOfDocuments({ loaded, inspection }),
  ];
  return { loaded, inspection, engineTables, warnings };
}

function digestAll(
  loaded: LoadedScenario,
  tables: readonly TableDigest[],
  engine: RunManifest["code_tables"],
): string {
  const hash = createHash("sha256").update(stageDigests(loaded.scenario).replay);
  for (const { table, sha256 } of tables) hash.update(`\n${table} ${sha256}`);
  for (const { name, sha256 } of engine) hash.update(`\n${name} ${sha256}`);
  return hash.digest("hex").slice(0, 12);
}

/** Digests every table and engine file of the inputs. */
export async function digestInputs(inspected: Inspected): Promise<Inputs> {
  const tables = await Promise.all(
    inspected.inspection.tables.map(async ({ table, file }) => ({
      table,
      file: basename(file),
      ...(await digestTable(file)),
    })),
  );
  const engineFiles = await digestEngineFiles(inspected.loaded);
  return { ...inspected, tables, engineFiles, digest: digestAll(inspected.loaded, tables, engineFiles) };
}
