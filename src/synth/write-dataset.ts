import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type AnswerKey, AnswerKeyTally } from "./answer-key.ts";
import { writeManifest } from "./manifest.ts";
import { engineProfiles } from "./reader-profiles.ts";
import { checkOptions, type SynthesisOptions, synthesise } from "./synthesise.ts";
import { listTables, type TableFile } from "./tables.ts";
import { openTextFile, type TextFile } from "./text-file.ts";

export interface DatasetOptions extends SynthesisOptions {
  /** Where to write; made if absent. Files of the same names are written over, others are left alone. */
  readonly folder: string;
  readonly name: string;
  /** Default true. Recorded engines need no notes. */
  readonly withNotes?: boolean;
  /** Default false. Whether the true codes are written beside the dataset, as truth.csv. */
  readonly withTruth?: boolean;
}

export interface DatasetEffects {
  /** Called after each thousand encounters with how many are written. */
  readonly onProgress?: (written: number) => void;
}

interface OpenTable {
  readonly table: TableFile;
  readonly file: TextFile;
}

const encountersPerReport = 1000;

/**
 * Writes a synthetic dataset: dataset.yaml, encounters, documents, codes and codings, two tables for each recorded
 * engine, and answer-key.json. The same options give the same bytes.
 * Returns the answer key. Memory does not grow with the encounters, but for the ids in the key.
 * @throws HarnessError `command-invalid` for options out of range.
 */
export async function writeDataset(
  options: DatasetOptions,
  effects: DatasetEffects = {},
): Promise<AnswerKey> {
  checkOptions(options);
  const tally = new AnswerKeyTally(options);
  await mkdir(options.folder, { recursive: true });
  await writeFile(join(options.folder, "dataset.yaml"), writeManifest(options));
  const tables = await openTables(options);
  try {
    await writeTables(tables, options, tally, effects);
  } finally {
    for (const { file } of tables) await file.close();
  }
  const key = tally.close(options.name);
  await writeFile(join(options.folder, "answer-key.json"), `${JSON.stringify(key, null, 1)}\n`);
  return key;
}

async function writeTables(
  tables: readonly OpenTable[],
  options: DatasetOptions,
  tally: AnswerKeyTally,
  effects: DatasetEffects,
): Promise<void> {
  let written = 0;
  for (const encounter of synthesise(options)) {
    tally.add(encounter);
    for (const { table, file } of tables) await file.write(table.write(encounter));
    written++;
    if (written % encountersPerReport === 0) effects.onProgress?.(written);
  }
}

async function openTables(options: DatasetOptions): Promise<readonly OpenTable[]> {
  const { engines = engineProfiles, period, withNotes = true, withTruth = false } = options;
  const tables = listTables({ engines, withWeek: period !== undefined, withNotes, withTruth });
  return Promise.all(
    tables.map(async (table) => {
      const file = await openTextFile(join(options.folder, table.path));
      if (table.header !== null) await file.write(table.header);
      return { table, file };
    }),
  );
}
