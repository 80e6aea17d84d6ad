import { z } from "zod";
import { readSql } from "../../store/read-sql.ts";
import type { Store } from "../../store/store.ts";

const categoriesSql = readSql(new URL("./categories.sql", import.meta.url));
const mixSql = readSql(new URL("./mix.sql", import.meta.url));

const categoryRow = z.strictObject({
  system: z.string(),
  category: z.string(),
  period: z.number(),
  codes: z.number(),
});
const mixRow = z.strictObject({
  system: z.string(),
  side: z.number(),
  period: z.number(),
  slot: z.number(),
  y: z.number(),
  x: z.number(),
  yy: z.number(),
  xy: z.number(),
  xx: z.number(),
  clusters: z.number(),
});

export type CategoryRow = z.infer<typeof categoryRow>;
export type MixRow = z.infer<typeof mixRow>;

/** A category with a place of its own in the mix; slot 0 is all others together. */
export interface ListedCategory {
  readonly system: string;
  readonly category: string;
  readonly slot: number;
}

/** How often each category of codes occurs in each period, both sides counted. */
export function readCategories(store: Store, byWeek: boolean): Promise<readonly CategoryRow[]> {
  return store.query(categoriesSql, categoryRow, { by_week: byWeek });
}

/** The mix of codes over the listed categories, period by period and side by side. */
export async function readMix(
  store: Store,
  byWeek: boolean,
  categories: readonly ListedCategory[],
): Promise<readonly MixRow[]> {
  await store.execute("CREATE TABLE trend_categories (system VARCHAR, category VARCHAR, slot INTEGER)");
  await store.append(
    "trend_categories",
    ["system", "category", "slot"],
    categories.map(({ system, category, slot }) => [system, category, slot]),
  );
  return store.query(mixSql, mixRow, { by_week: byWeek });
}

const mostCategories = 20;
const fewestExpected = 10;

function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

interface CategoryCount {
  readonly system: string;
  readonly category: string;
  readonly point: string;
  readonly codes: number;
}

function sumBy(counts: readonly CategoryCount[], key: "category" | "point"): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const count of counts) sums.set(count[key], (sums.get(count[key]) ?? 0) + count.codes);
  return sums;
}

function listOf(system: string, counts: readonly CategoryCount[]): readonly ListedCategory[] {
  const points = [...sumBy(counts, "point").values()];
  const total = points.reduce((sum, codes) => sum + codes, 0);
  const least = (fewestExpected * total) / medianOf(points);
  return [...sumBy(counts, "category")]
    .filter(([, codes]) => codes >= least)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, mostCategories)
    .map(([category], at) => ({ system, category, slot: at + 1 }));
}

/**
 * The categories that get a place of their own: of each system the most frequent 20, as far as a middling point is
 * expected to hold 10 codes of them on each side, so that Pearson's test holds its level where codes come in clumps. `runs`: the categories of each run.
 */
export function listCategories(runs: readonly (readonly CategoryRow[])[]): readonly ListedCategory[] {
  const counts = runs.flatMap((rows, run) =>
    rows.map(({ system, category, period, codes }) => ({
      system,
      category,
      point: `${run}|${period}`,
      codes: codes / 2,
    })),
  );
  const systems = [...new Set(counts.map(({ system }) => system))].sort();
  return systems.flatMap((system) =>
    listOf(
      system,
      counts.filter((count) => count.system === system),
    ),
  );
}
