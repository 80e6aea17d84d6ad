import { parse } from "csv-parse";
import { z } from "zod";
import { HarnessError } from "../errors.ts";
import { readLines } from "./read-lines.ts";
import { formatOf, pipeInto, readBytes, type TableFormat } from "./table-file.ts";

const recordSchema = z.record(z.string(), z.unknown());
const headerSchema = z.array(z.string());

/** How many lines of NDJSON are looked at for their keys: all, where extra keys matter. */
export type KeyDepth = "whole" | number;

async function readCsvHeader(file: string): Promise<string[]> {
  const rows = pipeInto(
    readBytes(file),
    parse({ bom: true, to: 1, relax_column_count: true, relax_quotes: true }),
  );
  for await (const row of rows) return headerSchema.parse(row);
  return [];
}

function keysOfLine(bytes: Buffer): string[] {
  const text = bytes.toString("utf8").trim();
  if (text === "") return [];
  try {
    return Object.keys(recordSchema.safeParse(JSON.parse(text)).data ?? {});
  } catch {
    return [];
  }
}

async function readJsonKeys(file: string, depth: KeyDepth): Promise<string[]> {
  const keys = new Set<string>();
  for await (const lines of readLines(readBytes(file))) {
    for (const line of lines) {
      if (depth !== "whole" && line.number > depth) return [...keys];
      for (const key of keysOfLine(line.bytes)) keys.add(key);
    }
  }
  return [...keys];
}

async function readParquetColumns(file: string): Promise<string[]> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } = await import("hyparquet");
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
  return parquetSchema(metadata).children.map((child) => child.element.name);
}

function readByFormat(file: string, format: TableFormat, depth: KeyDepth): Promise<string[]> {
  if (format === "parquet") return readParquetColumns(file);
  return format.startsWith("csv") ? readCsvHeader(file) : readJsonKeys(file, depth);
}

/**
 * The columns of a table file in file order, read without DuckDB: the header of CSV, the schema of Parquet, the
 * keys of NDJSON (a line that is no object adds none: the load reports it). Throws "file-unreadable".
 */
export async function readColumns(file: string, depth: KeyDepth): Promise<string[]> {
  const format = formatOf(file);
  try {
    return await readByFormat(file, format, depth);
  } catch (cause) {
    throw new HarnessError("file-unreadable", `the file cannot be read as ${format}`, {
      where: { file },
      hint: cause instanceof Error ? cause.message.slice(0, 120) : undefined,
      cause,
    });
  }
}
