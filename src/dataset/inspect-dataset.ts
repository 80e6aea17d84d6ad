import { resolve } from "node:path";
import { HarnessError, type Problem } from "../errors.ts";
import { checkHeaders } from "./check-headers.ts";
import type { DatasetManifest } from "./manifest.ts";
import { openTable, type TableFile } from "./open-table.ts";
import { readManifest } from "./read-manifest.ts";
import { tableContracts, tableNames } from "./table-contract.ts";

/** Absolute paths of a recorded engine's tables. */
export interface EngineTables {
  readonly codes: string;
  readonly responses?: string | undefined;
}

export interface OpenedTables {
  readonly tables: readonly TableFile[];
  readonly warnings: readonly Problem[];
  readonly attributes: readonly string[];
  /** Every contract column, then the attributes. */
  readonly encounterColumns: readonly string[];
}

export interface Inspection extends OpenedTables {
  readonly manifest: DatasetManifest;
  readonly folder: string;
}

function filesOf(manifest: DatasetManifest, folder: string, engine: EngineTables | undefined) {
  const files = { ...manifest.tables, engine_codes: engine?.codes, engine_responses: engine?.responses };
  return tableNames.flatMap((table) => {
    const file = files[table];
    if (file === undefined) return [];
    return [{ table, file: table.startsWith("engine_") ? file : resolve(folder, file) }];
  });
}

async function openEach(files: ReturnType<typeof filesOf>) {
  const problems: Problem[] = [];
  const tables: TableFile[] = [];
  for (const { table, file } of files) {
    try {
      tables.push(await openTable(table, file));
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      problems.push({ message: error.message, where: error.where, hint: error.hint });
    }
  }
  return { tables, problems };
}

/** Opens the tables and holds their columns against the contract. Throws "dataset-invalid" with every problem. */
export async function openTables(
  manifest: DatasetManifest,
  folder: string,
  engine: EngineTables | undefined,
): Promise<OpenedTables> {
  const opened = await openEach(filesOf(manifest, folder, engine));
  const findings = opened.tables.map(checkHeaders);
  const problems = [...opened.problems, ...findings.flatMap((finding) => finding.problems)];
  if (problems.length > 0) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    throw new HarnessError("dataset-invalid", `${count} in the tables' files and columns`, { problems });
  }
  const attributes = findings.flatMap((finding) => finding.attributes);
  return {
    tables: opened.tables,
    warnings: findings.flatMap((finding) => finding.warnings),
    attributes,
    encounterColumns: [...tableContracts.encounters.map((column) => column.name), ...attributes],
  };
}

/** Everything that can be said of a dataset without opening DuckDB: manifest, files, formats, columns. */
export async function inspectDataset(folderOrFile: string, engine?: EngineTables): Promise<Inspection> {
  const { manifest, folder } = await readManifest(folderOrFile);
  return { manifest, folder, ...(await openTables(manifest, folder, engine)) };
}
