import type { Notice } from "../../domain/results.ts";
import type { Scope } from "../slices/scopes.ts";

/** Fewest encounters, on either side, with which a subgroup is tested, and with which two are crossed. */
export const fewestEncounters = 30;

/** A slice column of more values has only those of `fewestEncounters`, and is not crossed with others. */
const mostValues = 200;

/** A slice column with the scopes of its values; columns of one set are crossed with each other. */
export interface SliceColumn {
  readonly index: number;
  readonly set: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly isWide: boolean;
}

/** Two columns to cross; one column with itself stands for that column alone. */
export interface ColumnPair {
  readonly first: SliceColumn;
  readonly second: SliceColumn;
  readonly fewest: number;
}

/** The name of the one column of a scope, null where it has none or several. */
function onlyColumn(scope: Scope): string | null {
  const names = Object.keys(scope.slice ?? {});
  return names.length === 1 ? (names[0] ?? null) : null;
}

/** Every column that scopes of one condition name, in text order. */
export function sliceColumns(scopes: readonly Scope[]): readonly SliceColumn[] {
  const names = [...new Set(scopes.map(onlyColumn))].filter((name) => name !== null).sort();
  return names.map((name, index) => {
    const own = scopes.filter((scope) => onlyColumn(scope) === name);
    const isWide = own.length > mostValues;
    return { index, set: isWide ? index + 1 : 0, name, scopes: own, isWide };
  });
}

/** Each column alone, then every two that are not wide. */
export function columnPairs(columns: readonly SliceColumn[]): readonly ColumnPair[] {
  const alone = columns.map((column) => ({
    first: column,
    second: column,
    fewest: column.isWide ? fewestEncounters : 1,
  }));
  const narrow = columns.filter(({ isWide }) => !isWide);
  const crossed = narrow.flatMap((first, index) =>
    narrow.slice(index + 1).map((second) => ({ first, second, fewest: fewestEncounters })),
  );
  return [...alone, ...crossed];
}

function isSmall(scope: Scope): boolean {
  return scope.encounters > 0 && scope.encounters < fewestEncounters;
}

/** What the table of subgroups leaves untested, or out, for want of encounters. */
export function noticeSubgroups(scopes: readonly Scope[]): readonly Notice[] {
  const countIn = (isWide: boolean) =>
    sliceColumns(scopes)
      .filter((column) => column.isWide === isWide)
      .flatMap((column) => column.scopes.filter(isSmall)).length;
  const notices = [
    { notice: `slices of under ${fewestEncounters} encounters: shown, not tested`, count: countIn(false) },
    {
      notice: `slices of under ${fewestEncounters} encounters, left out of long columns`,
      count: countIn(true),
    },
  ];
  return notices.filter(({ count }) => count > 0).map((each) => ({ ...each, side: null, system: null }));
}
