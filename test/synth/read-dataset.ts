import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";

const rows = z.array(z.record(z.string(), z.string()));

export type Row = z.infer<typeof rows>[number];

/** A table of a dataset as it stands, each cell as text. */
export function readRows(folder: string, table: string): readonly Row[] {
  return rows.parse(parse(readFileSync(join(folder, table), "utf8"), { columns: true }));
}

export function readDocuments(folder: string): readonly Row[] {
  const lines = readFileSync(join(folder, "documents.ndjson"), "utf8").trimEnd().split("\n");
  return rows.parse(lines.map((line) => JSON.parse(line)));
}

export function groupBy(from: readonly Row[], column: string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of from) {
    const key = row[column] ?? "";
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

export const communityHospital = join(import.meta.dirname, "../../datasets/community-hospital");
