import { nearestName } from "../domain/nearest-name.ts";
import type { Problem } from "../errors.ts";
import type { TableFile } from "./open-table.ts";
import { columnsOfFile } from "./table-contract.ts";

export interface HeaderFindings {
  /** What stops the run. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** Extra columns of encounters, by which figures can be sliced. */
  readonly attributes: readonly string[];
}

/** Names that the harness adds to each table. */
const reservedNames = ["row"];

/** What no name may hold: quotes and backslashes, which paths into JSON cannot carry, and control characters. */
const unusableCharacters = /["\\\p{Cc}]/u;

function placeOf(table: TableFile) {
  return table.format.startsWith("csv") ? { file: table.file, line: 1 } : { file: table.file };
}

function hintForMissing(table: TableFile, name: string): string | undefined {
  const [only] = table.columns;
  if (table.columns.length === 1 && only !== undefined && /[;\t|]/.test(only))
    return "CSV here means cells separated by commas";
  const nearest = nearestName(name, table.columns);
  return nearest === null ? undefined : `is "${nearest}" meant?`;
}

function findMissing(table: TableFile): Problem[] {
  const isEmptyJson = table.format.startsWith("ndjson") && table.columns.length === 0;
  if (isEmptyJson) return [];
  const missing = columnsOfFile(table.table).filter(
    (column) => column.isRequired && !table.columns.includes(column.name),
  );
  return missing.map(({ name }) => ({
    message: `${table.table} has no column "${name}"`,
    where: placeOf(table),
    hint: hintForMissing(table, name),
  }));
}

function findUnusable(table: TableFile): Problem[] {
  const seen = new Set<string>();
  return table.columns.flatMap((column, index) => {
    const key = column.toLowerCase();
    const isDouble = seen.has(key);
    seen.add(key);
    const where = placeOf(table);
    if (column.trim() === "") return [{ message: `column ${index + 1} has no name`, where }];
    if (unusableCharacters.test(column))
      return [
        { message: `the name of column ${index + 1} holds a quote, backslash or control character`, where },
      ];
    if (reservedNames.includes(key)) return [{ message: `the column name "${column}" is reserved`, where }];
    return isDouble ? [{ message: `column "${column}" stands there twice`, where }] : [];
  });
}

function findCaseDifferences(table: TableFile, extra: readonly string[]): Problem[] {
  const known = columnsOfFile(table.table).map((column) => column.name);
  return extra
    .filter((column) => known.includes(column.toLowerCase()))
    .map((column) => ({
      message: `column "${column}" differs from "${column.toLowerCase()}" in case`,
      where: placeOf(table),
      hint: `write "${column.toLowerCase()}"`,
    }));
}

function warnOfExtra(table: TableFile, extra: readonly string[]): Problem[] {
  const known = columnsOfFile(table.table).map((column) => column.name);
  return extra.flatMap((column) => {
    const nearest = nearestName(
      column,
      known.filter((name) => !table.columns.includes(name)),
    );
    const isAttribute = table.table === "encounters";
    if (isAttribute && nearest === null) return [];
    return [
      {
        message: isAttribute
          ? `column "${column}" is taken as an attribute`
          : `column "${column}" of ${table.table} is not read`,
        where: placeOf(table),
        hint: nearest === null ? undefined : `did you mean "${nearest}"?`,
      },
    ];
  });
}

/** Holds a file's columns against the contract: missing, doubled, nameless and extra ones. */
export function checkHeaders(table: TableFile): HeaderFindings {
  const known = columnsOfFile(table.table).map((column) => column.name);
  const extra = table.columns.filter((column) => !known.includes(column));
  return {
    problems: [...findUnusable(table), ...findCaseDifferences(table, extra), ...findMissing(table)],
    warnings: warnOfExtra(table, extra),
    attributes: table.table === "encounters" ? extra : [],
  };
}
