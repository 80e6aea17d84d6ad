import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { readSql } from "../../src/store/read-sql.ts";
import { defaultInput, measureStore, openTables } from "./made-tables.ts";

const nullRunSql = readSql(pathToFileURL(join(import.meta.dirname, "null-run.sql")));
const input = { ...defaultInput, slices: ["setting", "payer", "specialty"] };
/** `npm run bench` asks for 200; each takes most of a second. */
const datasets = Number(process.env.NULL_DATASETS ?? 12);
/** 16 of 200 (METRICS.md, Error classes); of fewer, three standard deviations above one in twenty. */
const most = Math.min(16, Math.ceil(datasets * 0.05 + 3 * Math.sqrt(datasets * 0.05 * 0.95)));

async function findingsOf(seed: number): Promise<readonly string[]> {
  const store = await openTables({ encounters: [] });
  try {
    await store.execute(nullRunSql.replaceAll("$seed", String(seed)).replaceAll("$encounters", "900"));
    const { analysis } = await measureStore(store, input);
    const { codes, code_levels, recurring_errors, error_sets, slices } = analysis.tables;
    const isCrossed = (column: string) => column.includes("×");
    return [
      ...recurring_errors.map(
        (row) => `recurring ${row.from !== null && row.to !== null ? "pair" : row.class}`,
      ),
      ...error_sets.map(() => "sets"),
      ...codes.filter((row) => row.direction !== null).map((row) => `biased code, ${row.system}`),
      ...code_levels
        .filter((row) => row.direction !== null)
        .map((row) => `biased ${row.level}, ${row.system}`),
      ...slices
        .filter((row) => (row.q ?? 1) <= 0.05)
        .map((row) => `${isCrossed(row.column) ? "crossed" : "slice"} ${row.metric}, ${row.system}`),
    ];
  } finally {
    store.close();
  }
}

describe("runs in which nothing is planted", () => {
  it(`show a false finding in at most ${most} of ${datasets}, family by family`, {
    timeout: 600_000,
  }, async () => {
    const counts = new Map<string, number>();
    for (let seed = 1; seed <= datasets; seed += 1)
      for (const family of new Set(await findingsOf(seed))) counts.set(family, (counts.get(family) ?? 0) + 1);
    if (process.env.NULL_DATASETS !== undefined) console.table(Object.fromEntries(counts));
    expect([...counts].filter(([, found]) => found > most)).toEqual([]);
  });
});
