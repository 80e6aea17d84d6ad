import { z } from "zod";
import { HarnessError, type Problem } from "../errors.ts";
import type { Store } from "../store/store.ts";
import { checkHeaders } from "./check-headers.ts";
import { capsAges, keepsOnlyYears } from "./check-provenance.ts";
import { checkRelations } from "./check-relations.ts";
import { checkValues } from "./check-values.ts";
import { countFindings, type FindingGroup, problemsOf } from "./findings.ts";
import { type EngineTables, type OpenedTables, openTables } from "./inspect-dataset.ts";
import { locateFindings } from "./locate-findings.ts";
import type { DatasetManifest } from "./manifest.ts";
import { type Staged, stageTable } from "./stage-table.ts";
import { columnsOfStore, stagedName } from "./staged-columns.ts";
import { type TableName, tableNames } from "./table-contract.ts";
import { typeTable } from "./type-table.ts";

export interface LoadRequest {
  readonly manifest: DatasetManifest;
  /** Absolute folder of the manifest. */
  readonly folder: string;
  readonly engineTables?: EngineTables | undefined;
  /** An existing folder for private copies and indexes; the store must be allowed to read it. */
  readonly spoolFolder: string;
}

export interface LoadedTables {
  /** Rows of each table; 0 for a table that the dataset does not have. */
  readonly rows: Readonly<Record<TableName, number>>;
  readonly warnings: readonly Problem[];
  /** Extra columns of encounters. */
  readonly attributes: readonly string[];
  /** Every column of `source_encounters` but `row`: those of the contract, then the attributes. */
  readonly encounterColumns: readonly string[];
  /** Plain NDJSON in which `source_documents` gives places; null without documents. */
  readonly documentsFile: string | null;
}

const countSchema = z.object({ rows: z.number() });

async function refuse(opened: OpenedTables, groups: readonly FindingGroup[]): Promise<void> {
  if (groups.length === 0) return;
  const locate = await locateFindings(opened.tables, groups);
  const count = countFindings(groups);
  throw new HarnessError(
    "data-invalid",
    `${count} ${count === 1 ? "problem" : "problems"} in the data's rows`,
    {
      problems: problemsOf(groups, locate),
      hint: "nothing was sent to the engine; mend the rows and run again",
    },
  );
}

function fileOf(opened: OpenedTables, name: TableName) {
  return opened.tables.find((table) => table.table === name) ?? null;
}

/** Documents come first: while their lines are read, the store holds nothing yet. */
async function stageAll(store: Store, request: LoadRequest, opened: OpenedTables) {
  const stage = (name: TableName) => {
    const columns = columnsOfStore(name, opened.attributes);
    return stageTable(store, name, fileOf(opened, name), columns, request.spoolFolder);
  };
  const documents = await stage("documents");
  const staged = new Map<TableName, Staged>();
  for (const name of tableNames) staged.set(name, name === "documents" ? documents : await stage(name));
  return staged;
}

/** Warnings over every column of each file, of which opening an NDJSON file saw but the first thousand lines. */
function warningsOf(opened: OpenedTables, staged: ReadonlyMap<TableName, Staged>): Problem[] {
  return opened.tables.flatMap((table) => {
    const columns = staged.get(table.table)?.columns ?? table.columns;
    return [...checkHeaders({ ...table, columns }).warnings];
  });
}

async function countRows(store: Store, name: TableName): Promise<number> {
  const rows = await store.query(`SELECT count(*) AS rows FROM ${stagedName(name)}`, countSchema);
  return rows[0]?.rows ?? 0;
}

async function countAll(store: Store): Promise<Record<TableName, number>> {
  const rows: Record<string, number> = {};
  for (const name of tableNames) rows[name] = await countRows(store, name);
  return z.record(z.enum(tableNames), z.number()).parse(rows);
}

async function checkAll(store: Store, manifest: DatasetManifest, opened: OpenedTables) {
  const promises = { onlyYears: keepsOnlyYears(manifest), cappedAges: capsAges(manifest) };
  const groups: FindingGroup[] = [];
  for (const name of tableNames)
    groups.push(...(await checkValues(store, name, columnsOfStore(name, opened.attributes), promises)));
  return [...groups, ...(await checkRelations(store))];
}

function refuseEmpty(opened: OpenedTables, rows: Readonly<Record<TableName, number>>): void {
  if (rows.encounters > 0) return;
  const file = fileOf(opened, "encounters")?.file ?? "encounters";
  throw new HarnessError("data-invalid", "the encounters table has no rows", { where: { file } });
}

/**
 * Loads a dataset, and a recorded engine's answers, into `source_*` tables of the store. Every column of the
 * contract exists, NULL where the file lacks it or the cell is empty; dates stay checked text.
 * Throws "dataset-invalid" for files and columns, "data-invalid" for rows: every kind of problem with file, line
 * (row number in Parquet) and value, twenty a kind and the count of the rest.
 */
export async function loadTables(store: Store, request: LoadRequest): Promise<LoadedTables> {
  const opened = await openTables(request.manifest, request.folder, request.engineTables);
  const staged = await stageAll(store, request, opened);
  await refuse(
    opened,
    [...staged.values()].flatMap((each) => each.groups),
  );
  const rows = await countAll(store);
  refuseEmpty(opened, rows);
  await refuse(opened, await checkAll(store, request.manifest, opened));
  for (const name of tableNames) await typeTable(store, name, columnsOfStore(name, opened.attributes));
  return {
    rows,
    warnings: warningsOf(opened, staged),
    attributes: opened.attributes,
    encounterColumns: opened.encounterColumns,
    documentsFile: staged.get("documents")?.documentsFile ?? null,
  };
}
