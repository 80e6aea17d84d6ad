import type { Place, Problem } from "../errors.ts";
import type { TableName } from "./table-contract.ts";

/** The most rows of one kind that are told one by one. */
export const mostTold = 20;

/** One thing wrong with one row. `row` counts data rows from 1 (lines for NDJSON) until it is located. */
export interface Finding {
  readonly row: number;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Findings of one kind in one table: how many there are, and the first of them. */
export interface FindingGroup {
  readonly table: TableName;
  readonly total: number;
  readonly findings: readonly Finding[];
  /** Whether `row` already is the physical line of the file. */
  readonly areLines: boolean;
}

/** Where a row of a file stands: a line for text, nothing finer than the file for Parquet. */
export type Locate = (
  table: TableName,
  finding: Finding,
) => { readonly where: Place; readonly prefix: string };

/** A cell's text as messages show it: in quotes, cut at 40 characters. */
export function showValue(value: string): string {
  return JSON.stringify(value.length <= 40 ? value : `${value.slice(0, 39)}…`);
}

function problemsOfGroup(group: FindingGroup, locate: Locate): Problem[] {
  const told = group.findings.slice(0, mostTold).map((finding) => {
    const { where, prefix } = locate(group.table, finding);
    return { message: `${prefix}${finding.message}`, where, hint: finding.hint };
  });
  const rest = group.total - told.length;
  const last = told.at(-1);
  if (rest <= 0 || last === undefined) return told;
  return [...told, { message: `and ${rest} more of this kind`, where: { file: last.where.file } }];
}

/** Up to twenty problems of each kind, and the count of the rest. */
export function problemsOf(groups: readonly FindingGroup[], locate: Locate): Problem[] {
  return groups.flatMap((group) => problemsOfGroup(group, locate));
}

export function countFindings(groups: readonly FindingGroup[]): number {
  return groups.reduce((sum, group) => sum + group.total, 0);
}
