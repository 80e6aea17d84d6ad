/** One row of a sheet and the line on which it stands. */
export interface SheetRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A cell with quotes around it or without any, and what follows it. */
const cellPatterns: Readonly<Record<string, RegExp>> = {
  ",": / *(?:"((?:[^"]|"")*)"|([^",]*)) *(,|$)/y,
  "\t": / *(?:"((?:[^"]|"")*)"|([^"\t]*)) *(\t|$)/y,
};

function splitQuoted(line: string, pattern: RegExp): string[] | null {
  const cells: string[] = [];
  pattern.lastIndex = 0;
  for (;;) {
    const [, quoted, plain, after] = pattern.exec(line) ?? [];
    if (after === undefined) return null;
    cells.push(quoted === undefined ? (plain ?? "").trim() : quoted.replaceAll('""', '"').trim());
    if (after === "") return cells;
  }
}

/**
 * The rows of a sheet each of which stands on a line of its own, blank ones left out; several times as fast as a
 * parser that takes everything. Null where a quote does not close on its line or stands in the wrong place.
 */
export function splitRecords(text: string, delimiter: string): SheetRecord[] | null {
  const pattern = cellPatterns[delimiter];
  if (pattern === undefined) return null;
  const records: SheetRecord[] = [];
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === "") continue;
    const isQuoted = line.includes('"');
    const cells = isQuoted ? splitQuoted(line, pattern) : line.split(delimiter).map((cell) => cell.trim());
    if (cells === null) return null;
    records.push({ line: at + 1, cells });
  }
  return records;
}
