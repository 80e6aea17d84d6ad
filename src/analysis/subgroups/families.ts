import type { SliceRow } from "../../domain/error-tables.ts";
import { benjaminiHochberg } from "../../stats/multiplicity.ts";

/** q of each tested row within its family: one figure of one system, over slices or over crossings. */
export function adjustFamilies(rows: readonly SliceRow[]): readonly SliceRow[] {
  const families = new Map<string, { row: SliceRow; p: number }[]>();
  for (const row of rows) {
    if (row.p === null) continue;
    const key = `${row.metric}|${row.system}`;
    const family = families.get(key);
    if (family === undefined) families.set(key, [{ row, p: row.p }]);
    else family.push({ row, p: row.p });
  }
  const qs = new Map<SliceRow, number>();
  for (const family of families.values()) {
    const adjusted = benjaminiHochberg(family.map(({ p }) => p));
    for (const [index, { row }] of family.entries()) qs.set(row, adjusted[index] ?? 1);
  }
  return rows.map((row) => ({ ...row, q: qs.get(row) ?? null }));
}

function byText(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

/** Most encounters first, then by column and value (not recorded last), figure and system. */
export function bySize(a: SliceRow, b: SliceRow): number {
  return (
    b.encounters - a.encounters ||
    byText(a.column, b.column) ||
    byText(a.value, b.value) ||
    byText(a.metric, b.metric) ||
    byText(a.system, b.system)
  );
}
