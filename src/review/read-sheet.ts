import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { HarnessError } from "../errors.ts";
import { worklistColumns } from "./worklist.ts";

type Column = (typeof worklistColumns)[number];

/** One row of a filled worklist; `line` is where it begins, a column that the file lacks is "". */
export interface SheetRow extends Readonly<Record<Column, string>> {
  readonly line: number;
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

/**
 * The filled rows of a worklist as spreadsheets give it back: comma, semicolon or tab, quoted or not, columns in any
 * order, blank rows and columns of others between them. Throws `data-invalid` where it is no CSV or a column is gone.
 */
export function readSheet(file: string, text: string): readonly SheetRow[] {
  const body = withoutHint(text);
  const [header, ...records] = parseRecords(file, body, findDelimiter(body)).filter((row) => !isBlank(row));
  const places = findPlaces(file, header);
  const rawOf = ({ cells }: SheetRecord, column: Column) => cells[places.get(column) ?? -1] ?? "";
  const cellOf = (record: SheetRecord, column: Column) => cleanCell(rawOf(record, column));
  return records.map((record) => ({
    line: record.line,
    item: cellOf(record, "item"),
    encounter: cellOf(record, "encounter"),
    lists: cellOf(record, "lists"),
    code: cellOf(record, "code"),
    correct: cleanCell(rawOf(record, "correct").trim().replaceAll("\n", ";")),
    comment: cellOf(record, "comment"),
  }));
}
