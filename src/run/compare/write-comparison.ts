import { join } from "node:path";
import { type Comparison, type ComparisonTables, comparisonRowSchemas } from "../../domain/comparison.ts";
import { HarnessError } from "../../errors.ts";
import { renderComparison } from "../../report/render-comparison.ts";
import { exists, formatDocument, makeFolder, runFolder, writeWhole } from "../run-folder.ts";
import { formatTable } from "../write-tables.ts";

/** Throws `command-invalid` where a run lies in the folder: its own tables must not be written over. */
export async function refuseRunFolder(folder: string): Promise<void> {
  if (!(await exists(runFolder(folder).manifest))) return;
  throw new HarnessError("command-invalid", `a run lies in ${folder}`.slice(0, 120), {
    hint: "give the comparison a folder of its own with --out",
  });
}

async function writeTables(folder: string, tables: ComparisonTables): Promise<void> {
  await makeFolder(folder);
  const rowsOf = new Map<string, readonly object[]>(Object.entries(tables));
  for (const [name, { shape }] of Object.entries(comparisonRowSchemas)) {
    const text = formatTable(Object.keys(shape), rowsOf.get(name) ?? []);
    await writeWhole(join(folder, `${name}.csv`), text);
  }
}

/** Writes comparison.json, compare.html and every table whole to `tables/<name>.csv`. */
export async function writeComparison(
  folder: string,
  comparison: Comparison,
  tables: ComparisonTables,
): Promise<void> {
  await writeTables(join(folder, "tables"), tables);
  await writeWhole(join(folder, "comparison.json"), formatDocument(comparison));
  await writeWhole(join(folder, "compare.html"), await renderComparison(comparison));
}
