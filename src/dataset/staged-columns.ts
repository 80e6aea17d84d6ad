import { quoteName } from "../store/quote-sql.ts";
import { type CellKind, type TableName, tableContracts } from "./table-contract.ts";

export interface StagedColumn {
  readonly name: string;
  readonly cell: CellKind;
  readonly isRequired: boolean;
  readonly fallback: string | null;
}

/** The columns that a table has in the store: those of the contract, and for encounters the attributes. */
export function columnsOfStore(table: TableName, attributes: readonly string[]): readonly StagedColumn[] {
  if (table !== "encounters") return tableContracts[table];
  const extra = attributes.map(
    (name): StagedColumn => ({ name, cell: { kind: "text" }, isRequired: false, fallback: null }),
  );
  return [...tableContracts.encounters, ...extra];
}

/** The table in which rows wait as text for their checks. */
export function stagedName(table: TableName): string {
  return `staged_${table}`;
}

/** The columns as a SELECT list of text; `read` gives the SQL of a column that the file has. */
export function selectText(
  columns: readonly StagedColumn[],
  fileColumns: readonly string[],
  read: (column: StagedColumn) => string,
): string {
  return columns
    .map((column) => {
      const value = fileColumns.includes(column.name) ? read(column) : "CAST(NULL AS VARCHAR)";
      return `${value} AS ${quoteName(column.name)}`;
    })
    .join(", ");
}
