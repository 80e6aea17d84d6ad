import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { HarnessError, type Problem } from "../errors.ts";
import { worklistColumns } from "./worklist.ts";

type Column = (typeof worklistColumns)[number];

/** One row of a filled worklist; `line` is where it begins, a column that the file lacks is "". */
export interface SheetRow extends Readonly<Record<Column, string>> {
  readonly line: number;
}

/** A filled worklist, with what of it is passed over or looks torn; nothing of that stops the import. */
export interface Sheet {
  readonly rows: readonly SheetRow[];
  readonly warnings: readonly Problem[];
}

const required = ["item", "encounter", "code", "correct"] as const;
const delimiters = [",", ";", "\t"];
const entrySchema = z.object({ record: z.array(z.string()), info: z.looseObject({ lines: z.number() }) });

interface SheetRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Spreadsheets put non-breaking spaces, and spaces at the ends; none of them means anything here. */
function cleanCell(cell: string): string {
  return cell.replaceAll(/[\s\u00a0]+/g, " ").trim();
}

function unreadable(file: string, error: CsvError): HarnessError {
  const [, line] = /line (\d+)/.exec(error.message) ?? [];
  const where = { file, ...(line === undefined ? {} : { line: Number(line) }) };
  return new HarnessError("data-invalid", "the file is no CSV", { where, hint: error.message, cause: error });
}

function parseRecords(file: string, text: string, delimiter: string): readonly SheetRecord[] {
  try {
    const options = { delimiter, info: true, relax_column_count: true, relax_quotes: true } as const;
    return z
      .array(entrySchema)
      .parse(parse(text, options))
      .map(({ record, info }) => {
        const inner = record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
        return { line: info.lines - inner, cells: record };
      });
  } catch (error) {
    throw error instanceof CsvError ? unreadable(file, error) : error;
  }
}

/** Excel may say on the first line which delimiter it used. */
function withoutHint(text: string): string {
  return text.replace(/^"?sep=.?"?(?=\n)/i, "");
}

function isBlank({ cells }: SheetRecord): boolean {
  return cells.every((cell) => cleanCell(cell) === "");
}

function findDelimiter(text: string): string {
  const header = text.split("\n").find((line) => /\bitem\b/i.test(line)) ?? "";
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ",";
}

function findPlaces(file: string, header: SheetRecord | undefined): ReadonlyMap<string, number> {
  const names = header?.cells.map((cell) => cleanCell(cell).toLowerCase()) ?? [];
  const missing = required.filter((column) => !names.includes(column));
  const twice = worklistColumns.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (missing.length === 0 && twice === undefined) return new Map(names.map((name, place) => [name, place]));
  const message = missing.length > 0 ? `no column ${missing.join(", ")}` : `two columns are called ${twice}`;
  throw new HarnessError("data-invalid", message, {
    where: { file, line: header?.line ?? 1 },
    hint: "fill the worklist as it was written; its columns may stand in any order",
  });
}

function readRow(record: SheetRecord, places: ReadonlyMap<string, number>): SheetRow {
  const rawOf = (column: Column) => record.cells[places.get(column) ?? -1] ?? "";
  const cellOf = (column: Column) => cleanCell(rawOf(column));
  return {
    line: record.line,
    item: cellOf("item"),
    encounter: cellOf("encounter"),
    lists: cellOf("lists"),
    code: cellOf("code"),
    correct: cleanCell(rawOf("correct").trim().replaceAll("\n", ";")),
    comment: cellOf("comment"),
  };
}

function isFilled(cell: string | undefined): boolean {
  return cell !== undefined && cleanCell(cell) !== "";
}

/** Cells beyond the header's are what is left of a comma that nobody quoted: everything before may be shifted. */
function refuseOverlong(file: string, header: SheetRecord, records: readonly SheetRecord[]): void {
  const width = header.cells.length;
  const problems = records
    .filter(({ cells }) => cells.slice(width).some(isFilled))
    .map(({ line, cells }) => ({
      message: `the row has ${cells.length} cells, and the header ${width}`,
      where: { file, line },
    }));
  if (problems.length === 0) return;
  throw new HarnessError("data-invalid", "rows of the worklist have more cells than its header", {
    problems,
    hint: "quote cells that hold the delimiter, or save the sheet as CSV anew",
  });
}

function warnOfShort(file: string, header: SheetRecord, records: readonly SheetRecord[]): readonly Problem[] {
  const short = records.filter(({ cells }) => cells.length < header.cells.length);
  const [first] = short;
  if (first === undefined) return [];
  const rows = short.length === 1 ? "a row has" : `${short.length} rows have`;
  const message = `${rows} fewer cells than the header: those wanting count as blank`;
  return [{ message, where: { file, line: first.line } }];
}

function warnOfForeign(
  file: string,
  { cells: names }: SheetRecord,
  records: readonly SheetRecord[],
): readonly Problem[] {
  return names.flatMap((written, place): Problem[] => {
    const name = cleanCell(written);
    if (worklistColumns.some((column) => column === name.toLowerCase())) return [];
    const first = records.find(({ cells }) => isFilled(cells[place]));
    if (first === undefined) return [];
    const column = name === "" ? "a column without a name" : `column ${name}`;
    const message = `${column} is not of the worklist: what stands in it is not imported`;
    return [{ message, where: { file, line: first.line }, hint: "remarks belong in the column comment" }];
  });
}

/**
 * The filled rows of a worklist as spreadsheets give it back: comma, semicolon or tab, quoted or not, columns in any
 * order, blank rows and columns of others between them. Warns of rows that are too short and of others' columns with
 * something in them. Throws `data-invalid` where it is no CSV, a column is gone, or a row has more than the header.
 */
export function readSheet(file: string, text: string): Sheet {
  const body = withoutHint(text);
  const all = parseRecords(file, body, findDelimiter(body)).filter((row) => !isBlank(row));
  const [header, ...records] = all;
  const places = findPlaces(file, header);
  if (header === undefined) return { rows: [], warnings: [] };
  refuseOverlong(file, header, records);
  const warnings = [...warnOfShort(file, header, records), ...warnOfForeign(file, header, records)];
  return { rows: records.map((record) => readRow(record, places)), warnings };
}
