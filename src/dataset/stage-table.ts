import { HarnessError } from "../errors.ts";
import { quoteName } from "../store/quote-sql.ts";
import type { Store } from "../store/store.ts";
import type { FindingGroup } from "./findings.ts";
import type { TableFile } from "./open-table.ts";
import { indexDocumentTable } from "./spool-documents.ts";
import { stageCsv } from "./stage-csv.ts";
import { stageNdjson } from "./stage-ndjson.ts";
import { stageParquet } from "./stage-parquet.ts";
import { type StagedColumn, stagedName } from "./staged-columns.ts";
import type { TableName } from "./table-contract.ts";
import { readBytes } from "./table-file.ts";

export interface Staged {
  /** What breaks the structure; where there is any, the other checks wait. */
  readonly groups: readonly FindingGroup[];
  /** Every column of the file. */
  readonly columns: readonly string[];
  readonly documentsFile: string | null;
}

async function stageNothing(store: Store, name: TableName, columns: readonly StagedColumn[]): Promise<void> {
  const list = columns.map((column) => `${quoteName(column.name)} VARCHAR`).join(", ");
  await store.execute(`CREATE OR REPLACE TABLE ${stagedName(name)} ("row" BIGINT, ${list});`);
}

function groupsOf(group: FindingGroup | null): FindingGroup[] {
  return group === null ? [] : [group];
}

async function stageDocuments(
  store: Store,
  table: TableFile,
  columns: readonly StagedColumn[],
  spoolFolder: string,
): Promise<Staged> {
  const { documentsFile, index, group } = await indexDocumentTable(table, spoolFolder);
  if (group === null) await stageCsv(store, index, columns, spoolFolder);
  return { groups: groupsOf(group), columns: table.columns, documentsFile };
}

async function stageFile(
  store: Store,
  table: TableFile,
  columns: readonly StagedColumn[],
  spoolFolder: string,
): Promise<Staged> {
  if (table.table === "documents") return await stageDocuments(store, table, columns, spoolFolder);
  if (table.format === "parquet") {
    const groups = await stageParquet(store, table, columns);
    return { groups, columns: table.columns, documentsFile: null };
  }
  if (table.format.startsWith("ndjson")) {
    const { groups, keys } = await stageNdjson(store, table, columns);
    return { groups, columns: keys, documentsFile: null };
  }
  const group = await stageCsv(store, table, columns, spoolFolder);
  return { groups: groupsOf(group), columns: table.columns, documentsFile: null };
}

async function drain(file: string): Promise<void> {
  for await (const _ of readBytes(file));
}

/** A failure to read a compressed file is the file's if its bytes do not decompress; any other is a bug. */
async function blame(table: TableFile, failure: unknown): Promise<never> {
  if (table.format.endsWith(".gz"))
    await drain(table.file).catch((cause) => {
      throw new HarnessError("file-unreadable", "the compressed file is damaged or cut off", {
        where: { file: table.file },
        cause,
      });
    });
  throw failure;
}

/** Brings a table into the store as text, with row numbers; an absent table is staged empty. */
export async function stageTable(
  store: Store,
  name: TableName,
  table: TableFile | null,
  columns: readonly StagedColumn[],
  spoolFolder: string,
): Promise<Staged> {
  if (table !== null)
    return await stageFile(store, table, columns, spoolFolder).catch((failure) => blame(table, failure));
  await stageNothing(store, name, columns);
  return { groups: [], columns: [], documentsFile: null };
}
