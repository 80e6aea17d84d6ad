import { normaliseSystem } from "../../codeset/normalise-system.ts";
import type { Row } from "../reading/read-rows.ts";

/** A code that is billed line by line: CPT or HCPCS by its pattern. */
export function readLineCode(row: Row, column: string): { readonly system: string; readonly code: string } {
  const { system } = normaliseSystem("HCPCS", row.text(column));
  return { system, code: row.code(system, column) };
}

/** Two characters; null where there is none (`NA` in files that R wrote). */
export function readModifier(row: Row, column: string): string | null {
  const text = row.text(column).toUpperCase();
  if (text === "" || text === "NA") return null;
  if (!/^[0-9A-Z]{2}$/.test(text)) row.reject(column, `${text.slice(0, 20)} is no modifier`);
  return text;
}
