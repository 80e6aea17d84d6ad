import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { z } from "zod";
import { pipeInto, readBytes } from "./table-file.ts";

/** A record of a CSV file: `row` counts records after the header from 1, `line` is the line on which it starts. */
export interface CsvRecord {
  readonly row: number;
  readonly line: number;
  readonly cells: readonly string[];
}

/** A record that breaks the form of CSV: too few or too many cells, a quote in the wrong place. */
export interface BrokenRecord {
  readonly line: number;
  readonly reason: string;
}

/**
 * What a reading is for: `cells` leaves every cell as it is; `structure` and `lines` make line numbers exact and cells
 * unfit for use; `lines` takes a stray quote for itself, as DuckDB does in files that it accepts.
 */
export type ReadingPurpose = "cells" | "structure" | "lines";

const entrySchema = z.object({ record: z.array(z.string()), info: z.looseObject({ lines: z.number() }) });

/** One line feed for each line end: the parser counts the two bytes of a quoted CRLF as two lines. */
async function* unifyLineEnds(bytes: Readable): AsyncGenerator<Buffer> {
  let held = "";
  for await (const chunk of bytes) {
    const part: Buffer = chunk;
    const text = held + part.toString("latin1");
    held = text.endsWith("\r") ? "\r" : "";
    yield Buffer.from(text.slice(0, text.length - held.length).replaceAll(/\r\n?/g, "\n"), "latin1");
  }
  yield Buffer.from(held === "" ? "" : "\n");
}

function countInnerLines(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
}

function describeLength(message: string): string {
  const [, expected, got] = /expect (\d+), got (\d+)/.exec(message) ?? [];
  return `the row has ${got ?? "?"} cells, the header ${expected ?? "?"}`;
}

function describeBreak(error: CsvError): string {
  switch (error.code) {
    case "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH":
      return describeLength(error.message);
    case "CSV_INVALID_CLOSING_QUOTE":
      return "text follows a closing quote";
    case "INVALID_OPENING_QUOTE":
      return "a quote stands inside a cell that does not start with one";
    case "CSV_QUOTE_NOT_CLOSED":
      return "a quote opened here or further down never closes";
    default:
      return error.message;
  }
}

function lineOf(error: CsvError, afterLast: number): number {
  const told = / (?:at|on) line (\d+)/.exec(error.message)?.[1];
  return error.code === "CSV_QUOTE_NOT_CLOSED" || told === undefined ? afterLast : Number(told);
}

function openParser(file: string, purpose: ReadingPurpose, onSkip: (error: CsvError) => void) {
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    relax_quotes: purpose === "lines",
    record_delimiter: ["\r\n", "\n", "\r"],
    on_skip: (error) => {
      if (error instanceof CsvError) onSkip(error);
      return undefined;
    },
  });
  const bytes = readBytes(file);
  const source = purpose === "cells" ? bytes : Readable.from(unifyLineEnds(bytes));
  return pipeInto(source, parser);
}

/**
 * The records of a CSV file (RFC 4180; any line end), header left out. Broken ones go to `onBroken` and are left out;
 * a quote in the wrong place ends the reading, since nobody knows what it encloses.
 */
export async function* readCsvRecords(
  file: string,
  purpose: ReadingPurpose,
  onBroken: (broken: BrokenRecord) => void,
): AsyncGenerator<CsvRecord> {
  let lastLine = 0;
  let row = -1;
  let isLost = false;
  const tellBroken = (error: CsvError) => {
    if (isLost) return;
    isLost = error.code !== "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH";
    const line = lineOf(error, lastLine + 1);
    onBroken({ line, reason: describeBreak(error) });
    lastLine = line;
  };
  try {
    for await (const raw of openParser(file, purpose, tellBroken)) {
      if (isLost) return;
      const { record, info } = entrySchema.parse(raw);
      row += 1;
      lastLine = info.lines;
      if (row > 0) yield { row, line: info.lines - countInnerLines(record), cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    tellBroken(error);
  }
}
