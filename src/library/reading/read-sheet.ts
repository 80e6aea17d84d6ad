import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { HarnessError } from "../../errors.ts";
import { type SheetRecord, splitRecords } from "./split-records.ts";
import type { TextEntry } from "./text-entry.ts";

/** A table with a header. Columns in lower case, trimmed; cells trimmed. */
export interface Sheet {
  readonly entry: TextEntry;
  readonly columns: readonly string[];
  readonly records: readonly SheetRecord[];
}

const parsed = z.array(z.object({ record: z.array(z.string()), info: z.looseObject({ lines: z.number() }) }));

function firstLine(text: string): string {
  return /^\s*([^\r\n]*)/.exec(text)?.[1] ?? "";
}

function delimiterOf(text: string): string {
  return firstLine(text).includes("\t") ? "\t" : ",";
}

/** The column names that the first line would have as a header, without reading any further. */
export function readHeader(text: string): readonly string[] {
  return firstLine(text)
    .split(delimiterOf(text))
    .map((cell) => cell.trim().replaceAll('"', "").toLowerCase());
}

function describeBreak(error: CsvError, file: string): HarnessError {
  const line = Number(/ (?:at|on) line (\d+)/.exec(error.message)?.[1]);
  const where = Number.isNaN(line) ? { file } : { file, line };
  const hint = "a cell with a quote or a comma in it stands in quotes; quotes inside are doubled";
  return new HarnessError("data-invalid", "a quote stands in the wrong place", { where, hint, cause: error });
}

function parseText({ text, place }: TextEntry): unknown {
  try {
    return parse(text, {
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      delimiter: delimiterOf(text),
      record_delimiter: ["\r\n", "\n", "\r"],
    });
  } catch (error) {
    throw error instanceof CsvError ? describeBreak(error, place) : error;
  }
}

function parseRecords(entry: TextEntry): SheetRecord[] {
  return parsed.parse(parseText(entry)).map(({ record, info }) => ({ line: info.lines, cells: record }));
}

/** Reads text separated by commas or tabs, told by the first line. Throws `data-invalid` for stray quotes. */
export function readSheet(entry: TextEntry): Sheet {
  const records = splitRecords(entry.text, delimiterOf(entry.text)) ?? parseRecords(entry);
  const [header, ...rows] = records;
  return { entry, columns: (header?.cells ?? []).map((cell) => cell.toLowerCase()), records: rows };
}
